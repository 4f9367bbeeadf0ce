import * as z from 'zod';
import type {RunSnapshot} from '../health/snapshot/cron.ts';

/** A run as lists of jobs carry it: number, status, start and end in milliseconds since 1970. */
export const runTuple = z.tuple([
  z.number(),
  z.string().nullable(),
  z.number().nullable(),
  z.number().nullable(),
]);

export function toRun([runId, status, startedMs, endedMs]: z.output<typeof runTuple>): RunSnapshot {
  return {
    runId,
    status: status ?? 'unknown',
    startedAt: startedMs === null ? null : new Date(startedMs),
    endedAt: endedMs === null ? null : new Date(endedMs),
  };
}
