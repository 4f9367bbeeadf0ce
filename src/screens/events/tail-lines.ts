import type {TailEvent} from '../../app/tail-event.ts';
import {wrapText} from '../../ui/text.ts';
import {type DescribeEvent, textOf} from './describe-event.ts';

/** A line of the tail: a whole event, or a piece of one that is wrapped. */
export interface TailLine {
  readonly key: string;
  readonly event: TailEvent;
  /** The piece; null where the event stands on one line. */
  readonly piece: string | null;
  /** The first line of the event: it has the time. */
  readonly isFirst: boolean;
}

export type LinesOf = (event: TailEvent) => readonly TailLine[];

/** One line an event. */
export function createPlainLines(): LinesOf {
  return remembered(event => [{key: event.key, event, piece: null, isFirst: true}]);
}

/** As many lines as the words of an event need in `width` columns. */
export function createWrappedLines(describe: DescribeEvent, width: number): LinesOf {
  return remembered(event => {
    const {challenge, agent, what} = describe(event);
    const words = [challenge, agent, what].filter(Boolean).join(' · ');
    return wrapText(words, width).map((piece, index) => ({
      key: index === 0 ? event.key : `${event.key} ${index}`,
      event,
      piece,
      isFirst: index === 0,
    }));
  });
}

/** The lines of events, the newest event first. */
export function linesOf(events: readonly TailEvent[], linesOfEvent: LinesOf): readonly TailLine[] {
  const lines: TailLine[] = [];
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event) lines.push(...linesOfEvent(event));
  }
  return lines;
}

/** A filter is tried on the whole event, so that a wrapped one stays whole. */
export function createLineText(describe: DescribeEvent): (line: TailLine) => string {
  return ({event}) => textOf(describe(event));
}

function remembered(linesOfEvent: LinesOf): LinesOf {
  const known = new WeakMap<TailEvent, readonly TailLine[]>();
  return event => {
    let lines = known.get(event);
    if (lines === undefined) {
      lines = linesOfEvent(event);
      known.set(event, lines);
    }
    return lines;
  };
}
