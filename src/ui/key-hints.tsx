import {Line} from './line.tsx';
import type {Segment} from './segment.ts';
import {clean, fit, widthOf} from './text.ts';

export interface KeyHint {
  /** As a person reads it: `enter`, `/`, `ctrl-s`. */
  key: string;
  label: string;
  /** A key that does nothing now is dimmed, so that the line does not jump as the cursor moves. */
  enabled: boolean;
  /** Stays when others leave for lack of room: help and quit. */
  pinned?: boolean;
}

const GAP = 2;

/** The keys that count here, in one line of exactly `width` columns. Hints leave whole, the last ones first. */
export function KeyHints({hints, width}: {hints: readonly KeyHint[]; width: number}) {
  const segments: Segment[] = [];
  for (const hint of chooseHints(hints, width)) {
    if (segments.length > 0) segments.push({text: ' '.repeat(GAP)});
    const tone = hint.enabled ? 'accent' : 'muted';
    segments.push(
      {text: clean(hint.key), tone},
      {text: ` ${clean(hint.label)}`, tone: hint.enabled ? 'plain' : 'muted'},
    );
  }
  const used = segments.reduce((sum, segment) => sum + widthOf(segment.text), 0);
  return <Line segments={[...segments, {text: fit('', width - used)}]} />;
}

/** The hints that fit, in their own order; disabled ones leave before enabled ones, pinned ones last. */
function chooseHints(hints: readonly KeyHint[], width: number): readonly KeyHint[] {
  const shown = [...hints];
  while (totalWidth(shown) > width) {
    const leaving =
      shown.findLast(hint => !hint.pinned && !hint.enabled) ??
      shown.findLast(hint => !hint.pinned) ??
      shown.at(-1);
    if (leaving === undefined) break;
    shown.splice(shown.lastIndexOf(leaving), 1);
  }
  return shown;
}

function totalWidth(hints: readonly KeyHint[]): number {
  const gaps = GAP * Math.max(0, hints.length - 1);
  return hints.reduce((sum, {key, label}) => sum + widthOf(clean(key)) + 1 + widthOf(clean(label)), gaps);
}
