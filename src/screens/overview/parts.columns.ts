import type {CronSnapshot} from '../../health/snapshot/cron.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import {formatDuration, formatMoment, NO_VALUE} from '../../ui/format.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Column} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {jobColumns} from '../cron/cron.columns.ts';
import {type JudgedJob, outcomeOf} from '../cron/cron.state.ts';
import {runTones} from '../cron/run-tones.ts';
import {shortMoment} from '../short-moment.ts';
import {viewColumns} from '../views/views.columns.ts';
import type {ShownView} from '../views/views.state.ts';
import type {LatestRun} from './parts.ts';

/*
 * The columns of Cron and of Views that a glance needs. Times are moments, not ages: what stands still is not drawn, and
 * costs nothing to send.
 */

export function jobGlanceColumns(theme: Theme, {cron, serverNow}: Snapshot): readonly Column<JudgedJob>[] {
  const known: CronSnapshot | null = cron.known ? cron.value : null;
  const all = jobColumns({theme, cron: known, serverNow, elapsedMs: 0});
  return [
    ...pick(all, ['state', 'job']),
    {
      id: 'last',
      title: 'LAST',
      priority: 4,
      min: 6,
      cell: ({job: {runs}}) => {
        const at = runs[0]?.startedAt ?? runs[0]?.endedAt;
        return at ? shortMoment(at, serverNow) : NO_VALUE;
      },
    },
    {
      id: 'next',
      title: 'NEXT',
      priority: 3,
      min: 6,
      cell: ({verdict: {nextFireAt}}) => (nextFireAt ? shortMoment(nextFireAt, serverNow) : NO_VALUE),
    },
    ...pick(all, ['runs']).map(column => ({...column, title: 'RUNS', min: 6})),
  ];
}

export function viewGlanceColumns(theme: Theme, {serverNow}: Snapshot): readonly Column<ShownView>[] {
  const all = viewColumns(theme, serverNow);
  return [
    ...pick(all, ['state', 'view']),
    {
      id: 'from',
      title: 'DATA OF',
      priority: 1,
      min: 7,
      cell: ({dataFrom, view}) =>
        dataFrom === null ? (view.isPopulated ? 'unknown' : 'no data') : shortMoment(dataFrom, serverNow),
    },
    ...pick(all, ['rows', 'size']),
  ];
}

export function runColumns(theme: Theme, {serverNow}: Snapshot): readonly Column<LatestRun>[] {
  return [
    {
      id: 'started',
      title: 'STARTED',
      priority: 0,
      min: 9,
      max: 17,
      cell: ({run}) => formatMoment(run.startedAt ?? run.endedAt, serverNow),
    },
    {
      id: 'status',
      title: 'STATUS',
      priority: 0,
      min: 11,
      max: 12,
      cell: ({run: {status}}) => [statusSegment(theme, runTones[outcomeOf(status)], status)],
    },
    {
      id: 'took',
      title: 'TOOK',
      align: 'right',
      priority: 1,
      min: 7,
      max: 9,
      cell: ({run: {startedAt, endedAt}}) =>
        startedAt && endedAt ? formatDuration(endedAt.getTime() - startedAt.getTime()) : NO_VALUE,
    },
    {id: 'job', title: 'JOB', priority: 0, min: 26, max: 40, cell: ({jobName}) => jobName},
    {
      id: 'message',
      title: 'LAST MESSAGE',
      priority: 2,
      min: 16,
      grow: true,
      cell: ({message}) => message ?? '',
    },
  ];
}

function pick<Row>(columns: readonly Column<Row>[], ids: readonly string[]): Column<Row>[] {
  return columns.filter(({id}) => ids.includes(id));
}
