import type {TailEvent} from './tail-event.ts';

/** What the tail may hold: Postgres sends up to 8,000 bytes a notice, of which ten thousand would be 80 MB. */
const mostEvents = 10_000;
/** Characters of all payloads together. */
const mostText = 8_000_000;

/** Whether so much is there that it has to be shed at once: in slabs, because shifting an array costs more than an event. */
export function isFarOver(eventCount: number, text: number): boolean {
  return eventCount > mostEvents * 1.1 || text > mostText * 1.1;
}

/** Characters of the payloads of one event. */
export function countText(event: TailEvent): number {
  if (event.kind === 'notice') return event.payload.length;
  if (event.kind !== 'scored') return 0;
  return event.payloads.reduce((sum, payload) => sum + payload.length, 0);
}

/** How many of the oldest have to go, so that the rest is within both limits. Oldest first; `text` is that of all. */
export function countSurplus(events: readonly {readonly event: TailEvent}[], text: number): number {
  let surplus = Math.max(0, events.length - mostEvents);
  if (text <= mostText) return surplus;
  let rest = text;
  for (const [index, {event}] of events.entries()) {
    if (index >= surplus && rest <= mostText) break;
    rest -= countText(event);
    surplus = Math.max(surplus, index + 1);
  }
  return surplus;
}
