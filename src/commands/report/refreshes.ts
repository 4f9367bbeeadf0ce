import {type ListRefreshesRow, listRefreshes} from '../../queries/list-refreshes.ts';
import {formatCount, formatDuration, formatMoment} from '../../ui/format.ts';
import {defineReport} from './report.ts';

export const refreshesReport = defineReport<ListRefreshesRow>({
  name: 'refreshes',
  title: 'The last refreshes of the pipeline views, newest first.',
  needs: ['pipeline'],
  narrowedBy: [],
  fields: Object.keys(listRefreshes.row.shape) as (keyof ListRefreshesRow)[],
  columns: [
    {title: 'view', priority: 0, min: 20, text: row => row.view_name},
    {title: 'cause', priority: 2, text: row => row.cause},
    {title: 'status', priority: 0, text: row => row.status},
    {title: 'started', priority: 0, text: (row, now) => formatMoment(row.started_at, now)},
    {title: 'took', priority: 0, align: 'right', text: row => formatDuration(row.duration_ms)},
    {title: 'rows', priority: 1, align: 'right', text: row => formatCount(row.row_count)},
    {title: 'error', priority: 3, min: 16, text: row => row.error ?? ''},
  ],
  whenEmpty: 'Nothing was refreshed yet.',
  async *read(database, {limit}) {
    yield* await database.ask(listRefreshes, {view_name: null, limit});
  },
});
