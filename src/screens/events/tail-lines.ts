import type {TailEvent} from '../../app/events/tail-event.ts';
import {wrapText} from '../../ui/text.ts';
import {type DescribeEvent, textOf} from './describe-event.ts';

/** A line of an event that is wrapped. */
export interface Piece {
  readonly kind: 'piece';
  readonly key: string;
  readonly event: TailEvent;
  readonly text: string;
  /** The first line of the event: it has the time. */
  readonly isFirst: boolean;
}

/** A line of the tail: an event stands for itself, so that thousands a second make nothing new. */
export type TailLine = TailEvent | Piece;

export function eventOf(line: TailLine): TailEvent {
  return line.kind === 'piece' ? line.event : line;
}

/** Whether the line is the first of its event. */
export function isFirst(line: TailLine): boolean {
  return line.kind !== 'piece' || line.isFirst;
}

/** The lines of events that came in their order, the newest event first: one an event, or as many as it needs. */
export function linesOf(events: readonly TailEvent[], wrap: Wrap | null): readonly TailLine[] {
  const newestFirst = events.toReversed();
  return wrap === null ? newestFirst : newestFirst.flatMap(wrap);
}

export type Wrap = (event: TailEvent) => readonly Piece[];

/** Wraps the words of events into lines of `width` columns, each event once. */
export function createWrap(describe: DescribeEvent, width: number): Wrap {
  const known = new WeakMap<TailEvent, readonly Piece[]>();
  return event => {
    let pieces = known.get(event);
    if (pieces === undefined) {
      const {challenge, agent, what} = describe(event);
      const words = [challenge, agent, what].filter(Boolean).join(' · ');
      pieces = wrapText(words, width).map((text, index) => ({
        kind: 'piece',
        key: index === 0 ? event.key : `${event.key} ${index}`,
        event,
        text,
        isFirst: index === 0,
      }));
      known.set(event, pieces);
    }
    return pieces;
  };
}

/** A filter is tried on the whole event, so that a wrapped one stays whole. */
export function createLineText(describe: DescribeEvent): (line: TailLine) => string {
  return line => textOf(describe(eventOf(line)));
}
