import {formatCount} from '../ui/format.ts';
import type {Segment} from '../ui/segment.ts';

/** How many there are in a list, and how many of them are not well. Of none nothing is said: nothing is no good news. */
export function howManyWell(count: number, faultCount: number): Segment[] {
  const number: Segment = {text: ` · ${formatCount(count)}`, tone: 'muted'};
  if (count === 0) return [number];
  return [
    {...number, text: `${number.text} · `},
    faultCount > 0 ? {text: `${faultCount} not well`, tone: 'critical'} : {text: 'all well', tone: 'ok'},
  ];
}
