import {formatDelta, type Maybe} from '../../ui/format.ts';
import type {Segment} from '../../ui/segment.ts';

/** A change of scores with its direction; `unit` stands behind it, as in `▼ 0.21/d`. */
export function changeSegment(change: Maybe<number>, digits: number, unit = ''): Segment {
  const text = formatDelta(change, digits);
  if (change === null || change === undefined) return {text, tone: 'muted'};
  const toned = text + unit;
  if (text.startsWith('=')) return {text: toned};
  return {text: toned, tone: change > 0 ? 'ok' : 'warning'};
}
