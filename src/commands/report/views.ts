import {healthViews} from '../../queries/health-views.ts';
import {listViewAges} from '../../queries/list-view-ages.ts';
import {explainAbsence, requirePipeline} from '../../queries/pipeline-absence.ts';
import {formatAge, formatBytes, formatCount, formatDuration} from '../../ui/format.ts';
import {defineReport} from './report.ts';

type Row = {
  readonly schema_name: string;
  readonly view_name: string;
  readonly is_pipeline: boolean;
  readonly populated: boolean;
  readonly data_from: Date | null;
  readonly data_age_seconds: number | null;
  readonly refresh_ms: number | null;
  readonly row_count: number | null;
  readonly size_bytes: number;
  readonly has_usable_index: boolean;
  readonly refreshing_since: Date | null;
};

export const viewsReport = defineReport<Row>({
  name: 'views',
  title: 'Every materialized view: how old its data is, how long its last refresh took, how big it is.',
  needs: [],
  narrowedBy: [],
  fields: [
    'schema_name',
    'view_name',
    'is_pipeline',
    'populated',
    'data_from',
    'data_age_seconds',
    'refresh_ms',
    'row_count',
    'size_bytes',
    'has_usable_index',
    'refreshing_since',
  ],
  columns: [
    {title: 'view', priority: 0, min: 20, text: row => row.view_name},
    {title: 'state', priority: 0, text: stateOf},
    {title: 'data age', priority: 0, align: 'right', text: row => formatAge(toMs(row.data_age_seconds))},
    {title: 'refresh took', priority: 2, align: 'right', text: row => formatDuration(row.refresh_ms)},
    {title: 'rows', priority: 1, align: 'right', text: row => formatCount(row.row_count)},
    {title: 'size', priority: 3, align: 'right', text: row => formatBytes(row.size_bytes)},
    {title: 'schema', priority: 4, min: 6, text: row => row.schema_name},
  ],
  whenEmpty: 'This database has no materialized view.',
  async *read(database) {
    const {schema} = database.options;
    const facts = await database.facts();
    if (explainAbsence(facts, schema)?.isAstray) requirePipeline(facts, schema, 'The views have no ages');
    const [views, ages] = await Promise.all([
      database.ask(healthViews, {}),
      facts.has_pipeline ? database.ask(listViewAges, {}) : [],
    ]);
    const ageOf = new Map(ages.map(age => [age.view_name, age]));
    for (const view of views) {
      const age = view.is_pipeline && view.schema_name === schema ? ageOf.get(view.view_name) : undefined;
      const dataFrom = age?.data_from ?? null;
      yield {
        schema_name: view.schema_name,
        view_name: view.view_name,
        is_pipeline: view.is_pipeline,
        populated: view.populated,
        data_from: dataFrom,
        data_age_seconds:
          age && dataFrom
            ? Math.max(0, Math.round((age.server_now.getTime() - dataFrom.getTime()) / 1000))
            : null,
        refresh_ms: age?.duration_ms ?? null,
        row_count: age?.row_count ?? null,
        size_bytes: view.size_bytes,
        has_usable_index: view.has_usable_index,
        refreshing_since: age?.refreshing_since ?? view.refreshing_since,
      };
    }
  },
});

function stateOf({populated, refreshing_since, has_usable_index}: Row): string {
  if (refreshing_since) return 'refreshing';
  if (!populated) return 'never filled';
  return has_usable_index ? 'filled' : 'no unique index';
}

function toMs(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}
