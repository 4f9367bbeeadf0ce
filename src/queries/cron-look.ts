import {cronFacts} from './cron-facts.ts';
import {cronHistoryEdges} from './cron-history-edges.ts';
import {defineBundle} from './define-bundle.ts';
import type {RowOf} from './define-query.ts';
import {listCronJobs} from './list-cron-jobs.ts';

/** The facts come last, so that the server's clock in them is that of the answer, however long the jobs took. */
export const cronLook = defineBundle({
  name: 'cron-look',
  title: 'Which jobs are there, how did their runs end, and is what runs them well?',
  questions: {edges: cronHistoryEdges, jobs: listCronJobs, facts: cronFacts},
});

export type CronLookRow = RowOf<typeof cronLook>;
