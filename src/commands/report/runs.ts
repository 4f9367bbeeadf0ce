import type {RowOf} from '../../queries/define-query.ts';
import {listRecentRuns} from '../../queries/list-recent-runs.ts';
import {formatDuration, formatMoment, NO_VALUE} from '../../ui/format.ts';
import {defineReport} from './report.ts';

type Row = RowOf<typeof listRecentRuns>;

export const runsReport = defineReport<Row>({
  name: 'runs',
  title: 'The last runs of all jobs of this database, newest first.',
  needs: ['cron'],
  narrowedBy: [],
  fields: Object.keys(listRecentRuns.row.shape) as (keyof Row)[],
  columns: [
    {title: 'run', priority: 3, align: 'right', text: row => String(row.run_id)},
    {title: 'job', priority: 0, min: 16, text: row => row.job_name},
    {title: 'status', priority: 0, text: row => row.status ?? NO_VALUE},
    {title: 'started', priority: 0, text: (row, now) => formatMoment(row.started_at, now)},
    {title: 'took', priority: 1, align: 'right', text: row => formatDuration(row.duration_ms)},
    {title: 'message', priority: 2, min: 16, text: row => row.return_message ?? ''},
  ],
  whenEmpty: 'No run is recorded here.',
  async *read(database, {limit}) {
    yield* await database.ask(listRecentRuns, {database: database.connection.database, limit});
  },
});
