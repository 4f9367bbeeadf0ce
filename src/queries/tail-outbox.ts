import * as z from 'zod';
import {defineQuery} from './define-query.ts';

/** A row of the outbox: submissions of one challenge that one statement changed. */
const outboxEvent = z.strictObject({
  queue_id: z.int(),
  challenge_id: z.guid(),
  submission_count: z.int(),
  queued_ms: z.number(),
});

export type OutboxEvent = z.output<typeof outboxEvent>;

/** What is new in the outbox, and what the next look must know to tell it from what comes then. */
export const tailOutbox = defineQuery({
  name: 'tail-outbox',
  title: 'What came to the outbox since the look before?',
  needs: ['pipeline'],
  params: z.strictObject({
    known_id: z.number().min(0),
    seen_snapshot: z.string().nullable(),
    limit: z.int().min(1).max(5000),
  }),
  row: z.strictObject({
    snapshot: z.string(),
    oldest_running: z.number(),
    next_transaction: z.number(),
    newest_id: z.number(),
    server_now: z.date(),
    unseen_count: z.int(),
    events: z.array(outboxEvent),
  }),
});

export type TailOutboxRow = z.output<typeof tailOutbox.row>;
