import {type ListCronJobsRow, listCronJobs} from '../../queries/list-cron-jobs.ts';
import {formatDuration, formatMoment} from '../../ui/format.ts';
import {defineReport} from './report.ts';

const fields = [
  'job_id',
  'job_name',
  'schedule',
  'command',
  'database',
  'username',
  'active',
  'run_id',
  'status',
  'return_message',
  'started_at',
  'ended_at',
  'duration_ms',
  'last_succeeded_at',
  'failing_since',
  'failure_streak',
  'median_ms',
  'p95_ms',
] as const satisfies readonly (keyof ListCronJobsRow)[];

type Row = Pick<ListCronJobsRow, (typeof fields)[number]>;

export const cronReport = defineReport<Row>({
  name: 'cron',
  title: 'The jobs of this database, with how their last run went.',
  needs: ['cron'],
  narrowedBy: [],
  fields,
  columns: [
    {title: 'job', priority: 0, min: 16, text: row => row.job_name},
    {title: 'schedule', priority: 1, text: row => row.schedule},
    {title: 'active', priority: 4, text: row => (row.active ? 'yes' : 'no')},
    {title: 'last run', priority: 0, text: row => row.status ?? 'none'},
    {title: 'started', priority: 2, text: (row, now) => formatMoment(row.started_at, now)},
    {title: 'took', priority: 3, align: 'right', text: row => formatDuration(row.duration_ms)},
    {
      title: 'failed in a row',
      priority: 5,
      align: 'right',
      text: row => String(row.failure_streak),
    },
    {title: 'message', priority: 6, min: 20, text: row => row.return_message ?? ''},
  ],
  whenEmpty: 'No job is visible here; lanewatch check cron says why.',
  async *read(database) {
    for (const row of await database.ask(listCronJobs, {database: database.connection.database}))
      yield Object.fromEntries(fields.map(field => [field, row[field]])) as Row;
  },
});
