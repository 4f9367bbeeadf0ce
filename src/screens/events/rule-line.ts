import type {Gap, Mark} from '../../app/events/tail-event.ts';
import {formatClock, formatCount, formatDuration} from '../../ui/format.ts';
import type {Segment} from '../../ui/segment.ts';
import {widthOf} from '../../ui/text.ts';
import type {Theme, Tone} from '../../ui/theme.ts';

/** What the outbox says of a gap: how many submissions, or null where nobody can tell. */
export type Missed = ReadonlyMap<string, number>;

/** A gap across the whole line: it is no event, but the want of some. */
export function gapLine(gap: Gap, missed: Missed, theme: Theme, width: number): readonly Segment[] {
  const {from, to, key} = gap;
  const count = missed.get(key);
  const said =
    count === undefined
      ? 'what was sent meanwhile is not known'
      : `${formatCount(count)} ${count === 1 ? 'submission' : 'submissions'} in the outbox`;
  const lostMs = to.getTime() - from.getTime();
  return rule(
    `missed ${clock(from)}–${clock(to)} (${formatDuration(lostMs)}), ${said}`,
    'warning',
    theme,
    width,
  );
}

export function markLine({nth, at, sinceMs}: Mark, theme: Theme, width: number): readonly Segment[] {
  const since = sinceMs === null ? '' : `, ${formatDuration(sinceMs)} after mark ${nth - 1}`;
  return rule(`mark ${nth} · ${clock(at)}${since}`, 'accent', theme, width);
}

function rule(text: string, tone: Tone, {glyphs}: Theme, width: number): readonly Segment[] {
  const line = `${glyphs.rule} ${text} `;
  return [{text: line + glyphs.rule.repeat(Math.max(0, width - widthOf(line))), tone}];
}

/** The `Z` of the header is enough. */
function clock(at: Date): string {
  return formatClock(at).slice(0, -1);
}
