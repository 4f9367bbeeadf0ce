import * as z from 'zod';
import {defineQuery} from './define-query.ts';

/** One row, or none where the job is gone. All of the command, however long. */
export const cronJobCommand = defineQuery({
  name: 'cron-job-command',
  title: 'What exactly does one job run?',
  needs: ['cron'],
  params: z.strictObject({job_id: z.number()}),
  row: z.strictObject({command: z.string(), database: z.string(), username: z.string()}),
});
