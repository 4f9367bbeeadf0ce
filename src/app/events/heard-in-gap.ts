import type {Gap, Scored, TailEvent} from './tail-event.ts';

/** Where the row of a notice is not read yet, one that came so shortly before the gap may belong to it. */
const edgeMs = 1000;

/**
 * The outbox rows of a gap that were heard of all the same when it ended: the moment at which it began is measured over a
 * link, and is off by a few milliseconds.
 */
export function heardByTheEnd(gap: Omit<Gap, 'heard'>, events: readonly TailEvent[]): readonly number[] {
  const firstMs = gap.from.getTime() - edgeMs;
  return events.flatMap(event => {
    if (event.kind !== 'scored' || event.payloads.length === 0) return [];
    const belongs = hasRow(event) ? isOf(gap, event) : event.at.getTime() >= firstMs;
    return belongs ? [event.queueId] : [];
  });
}

/** The gap with what is known of one more event. A transaction may span a gap, and be heard of after it. */
export function noteHeard(gap: Gap, event: Scored): Gap {
  if (event.payloads.length === 0 || !isOf(gap, event) || gap.heard.includes(event.queueId)) return gap;
  return {...gap, heard: [...gap.heard, event.queueId]};
}

/** Whether the outbox has the event in the stretch of time, both by the server's clock. */
function isOf({serverFrom, serverTo}: Omit<Gap, 'heard'>, event: Scored): boolean {
  if (!hasRow(event)) return false;
  const {queued_ms: queuedMs} = event.row;
  return queuedMs >= serverFrom.getTime() && queuedMs < serverTo.getTime();
}

function hasRow(event: Scored): event is Scored & {row: Exclude<Scored['row'], 'absent' | null>} {
  return event.row !== null && event.row !== 'absent';
}
