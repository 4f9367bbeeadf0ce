import * as z from 'zod';
import {defineQuery} from './define-query.ts';

const gap = z.strictObject({
  from: z.date(),
  to: z.date(),
  /** Outbox rows that were heard of, and with them what their transactions committed. */
  heard: z.array(z.int()).readonly().default([]),
});

/** One row a stretch of time, numbered from 1 in the order given. */
export const countMissedSubmissions = defineQuery({
  name: 'count-missed-submissions',
  title: 'How many submissions were scored while nobody listened?',
  needs: ['pipeline'],
  params: z.strictObject({gaps: z.array(gap).max(100)}),
  row: z.strictObject({nth: z.int(), missed_count: z.int()}),
});
