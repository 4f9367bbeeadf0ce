import type {TailOutboxRow} from '../../queries/tail-outbox.ts';

/** How far the outbox was followed. */
export interface OutboxPosition {
  /** Every row up to this id is known, for good. */
  readonly knownId: number;
  /** The snapshot of the latest look; null before the first. */
  readonly snapshot: string | null;
  /** What will be known for good once every transaction that had begun then has ended. */
  readonly pending: {readonly newestId: number; readonly nextTransaction: number} | null;
}

export const beginning: OutboxPosition = {knownId: 0, snapshot: null, pending: null};

/** Where the next look goes on. Ids that went back belong to another outbox: it is read from its beginning. */
export function moveOn(position: OutboxPosition, look: TailOutboxRow): OutboxPosition {
  if (look.newest_id < position.knownId) return beginning;
  const now = {newestId: look.newest_id, nextTransaction: look.next_transaction};
  const {pending} = position;
  if (pending === null) return {...position, snapshot: look.snapshot, pending: now};
  // The oldest transaction that still runs began after the pending look: no row below its newest can come any more.
  if (look.oldest_running < pending.nextTransaction) return {...position, snapshot: look.snapshot};
  return {knownId: pending.newestId, snapshot: look.snapshot, pending: now};
}

/** A clock that differs by less is taken for ours: the difference may be the time of the answer on its way. */
const leastOffsetMs = 1000;

/** What to add to the server's clock to get ours, from a look that was sent and answered at these moments. */
export function clockOffset(look: TailOutboxRow, sentMs: number, answeredMs: number): number {
  const offsetMs = (sentMs + answeredMs) / 2 - look.server_now.getTime();
  return Math.abs(offsetMs) < leastOffsetMs ? 0 : offsetMs;
}
