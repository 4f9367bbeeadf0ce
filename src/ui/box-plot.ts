import type {BoxPlotGlyphs} from './glyphs.ts';
import {columnOf, type Scale} from './scale.ts';

export interface Distribution {
  p10: number;
  p25: number;
  p50: number;
  p75: number;
  p90: number;
  min?: number;
  max?: number;
}

/**
 * A distribution on one line of exactly `width` columns: the box holds the middle half with the median in it, the
 * whiskers reach from p10 to p90, and the extremes, where given, are single points beyond. Of what falls into one
 * column the median shows first, then the box. A distribution with a value missing is blank.
 */
export function boxPlot(
  distribution: Distribution,
  {width, from, to, glyphs}: Scale & {glyphs: BoxPlotGlyphs},
): string {
  if (width <= 0) return '';
  const {p10, p25, p50, p75, p90, min, max} = distribution;
  const cells = new Array<string>(width).fill(' ');
  if (![p10, p25, p50, p75, p90].every(Number.isFinite)) return cells.join('');
  const at = (value: number) => columnOf(value, {from, to, width});
  for (const extreme of [min, max]) {
    if (extreme !== undefined && Number.isFinite(extreme)) cells[at(extreme)] = glyphs.end;
  }
  cells.fill(glyphs.whisker, at(p10), at(p90) + 1);
  cells[at(p10)] = glyphs.end;
  cells[at(p90)] = glyphs.end;
  cells.fill(glyphs.box, at(p25), at(p75) + 1);
  cells[at(p25)] = glyphs.open;
  cells[at(p75)] = glyphs.close;
  cells[at(p50)] = glyphs.median;
  return cells.join('');
}
