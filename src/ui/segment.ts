import {clean, fit, truncate, widthOf} from './text.ts';
import type {Tone} from './theme.ts';

/** A stretch of text with one meaning. */
export interface Segment {
  text: string;
  tone?: Tone;
  /** Foreground and background swapped, for what is chosen among others. */
  inverse?: boolean;
}

export type Cell = string | readonly Segment[];

/** The cell cleaned and in exactly `width` columns; what is cut keeps its tone, padding has none of its own. */
export function fitCell(cell: Cell, width: number, align: 'left' | 'right' = 'left'): readonly Segment[] {
  if (width <= 0) return [];
  if (typeof cell === 'string') return [{text: fit(clean(cell), width, align)}];
  const [only] = cell;
  if (only !== undefined && cell.length === 1) return [{...only, text: fit(clean(only.text), width, align)}];
  const shown = truncateSegments(cell, width);
  const missing = width - widthOf(textOf(shown));
  const padding = missing > 0 ? [{text: ' '.repeat(missing)}] : [];
  const padded = align === 'right' ? [...padding, ...shown] : [...shown, ...padding];
  const line = textOf(padded);
  // Characters of two segments may join into one, of another width: then only the whole line can be fitted.
  return widthOf(line) === width ? padded : [{...shown[0], text: fit(line, width, align)}];
}

/** The columns the cell would like to have. */
export function widthOfCell(cell: Cell): number {
  return widthOf(textOf(typeof cell === 'string' ? [{text: clean(cell)}] : cell.map(cleanSegment)));
}

/** Neighbours that look alike become one segment: fewer nodes to lay out, fewer bytes to send. */
export function mergeSegments(segments: readonly Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (segment.text === '') continue;
    if (last !== undefined && last.tone === segment.tone && last.inverse === segment.inverse)
      last.text += segment.text;
    else merged.push({...segment});
  }
  return merged;
}

export function textOf(segments: readonly Segment[]): string {
  return segments.map(segment => segment.text).join('');
}

function truncateSegments(segments: readonly Segment[], width: number): Segment[] {
  const cleaned = segments.map(cleanSegment);
  if (widthOf(textOf(cleaned)) <= width) return cleaned;
  const shown: Segment[] = [];
  let left = width;
  for (const segment of cleaned) {
    const size = widthOf(segment.text);
    if (size >= left) {
      // Something is cut here or behind here: the ellipsis needs a column of this one.
      shown.push({...segment, text: truncate(segment.text + '  ', left)});
      break;
    }
    shown.push(segment);
    left -= size;
  }
  return shown;
}

function cleanSegment(segment: Segment): Segment {
  return {...segment, text: clean(segment.text)};
}
