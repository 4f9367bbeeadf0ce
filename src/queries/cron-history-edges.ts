import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row. */
export const cronHistoryEdges = defineQuery({
  name: 'cron-history-edges',
  title: 'How far does the history of runs go?',
  needs: ['cron'],
  params: noParams,
  row: z.strictObject({highest_run_id: z.number(), oldest_at: z.date().nullable()}),
});

export type CronHistoryEdgesRow = RowOf<typeof cronHistoryEdges>;
