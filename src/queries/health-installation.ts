import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row; times within arrays are milliseconds since 1970. */
export const healthInstallation = defineQuery({
  name: 'health-installation',
  title: 'How are the workers, the outbox, the triggers and the scores?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    workers: z.array(
      z.strictObject({
        host: z.string(),
        processId: z.int(),
        isLeader: z.boolean(),
        runsScheduler: z.boolean(),
        state: z.string(),
        heartbeatMs: z.number(),
        stoppedMs: z.number().nullable(),
      }),
    ),
    waiting_count: z.int(),
    oldest_waiting_at: z.date().nullable(),
    silent_triggers: z.array(z.string()),
    scored_count: z.number(),
    malformed_count: z.number(),
    malformed_challenge_count: z.int(),
    example_submission_id: z.string().nullable(),
    counted_at: z.date().nullable(),
    alert_channels: z.array(
      z.strictObject({
        name: z.string(),
        failingMs: z.number().nullable(),
        failureCount: z.int(),
        lastError: z.string().nullable(),
      }),
    ),
  }),
});

export type HealthInstallationRow = RowOf<typeof healthInstallation>;
