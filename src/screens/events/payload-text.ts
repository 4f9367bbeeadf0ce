import type {Scored, TailEvent} from '../../app/events/tail-event.ts';
import {printSafeJson} from '../../report/safe-json.ts';
import {cleanBlock} from '../../ui/text.ts';

/** All that is known of an event, for reading: JSON indented, anything else as it came. Safe to draw and to copy. */
export function payloadText(event: TailEvent): string {
  switch (event.kind) {
    case 'notice':
      return readable(event.payload);
    case 'scored':
      return [...event.payloads.map(readable), outboxText(event)].join('\n');
    case 'gap':
      return `Nothing was heard from ${event.from.toISOString()} to ${event.to.toISOString()}.`;
    case 'mark':
      return `A mark of your own at ${event.at.toISOString()}.`;
  }
}

function outboxText({row, queueId}: Scored): string {
  if (row === null) return `Row ${queueId} of the outbox was not read yet.`;
  if (row === 'absent') return `There is no row ${queueId} in the outbox: this is hearsay.`;
  const {queued_ms, ...rest} = row;
  const queuedAt = new Date(queued_ms).toISOString();
  return `in the outbox ${printSafeJson({...rest, queued_at: queuedAt}, 2)}`;
}

function readable(payload: string): string {
  try {
    return printSafeJson(JSON.parse(payload), 2);
  } catch {
    return payload === '' ? 'The payload is empty.' : cleanBlock(payload);
  }
}
