import type {Report} from '../../health/judge.ts';
import {viewName} from '../../health/rules/views/each-view.ts';
import type {ViewSnapshot} from '../../health/snapshot/views.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import type {ListViewRunsRow} from '../../queries/list-view-runs.ts';
import type {ViewRelationsRow} from '../../queries/view-relations.ts';
import type {ShownTwin} from './twin-details.ts';
import {jobsOfView, type ListedJob, lastGoodStart} from './view-jobs.ts';
import {judgeView, type ViewSeverity, type ViewVerdict} from './view-state.ts';

/** One refresh of a pipeline view, as its log tells. */
export interface ViewRun {
  readonly id: number;
  readonly cause: string;
  readonly status: string;
  readonly startedAt: Date;
  readonly durationMs: number | null;
  readonly rowCount: number | null;
  readonly error: string | null;
  /** The session; null where it is not known. */
  readonly pid: number | null;
}

/** A materialized view with all that the screen tells of it. */
export interface ShownView {
  readonly key: string;
  /** The name as people know it. */
  readonly title: string;
  readonly view: ViewSnapshot;
  readonly verdict: ViewVerdict;
  readonly jobs: readonly ListedJob[];
  /** Whose data it shows; null where nobody knows. */
  readonly dataFrom: Date | null;
  /** Newest first; of a view that is not the pipeline's, those of its first job. */
  readonly runs: readonly ViewRun[];
  /** Lengths of the last good refreshes, oldest first. */
  readonly durationsMs: readonly number[];
  /** The median of those; null where there is none. */
  readonly usualMs: number | null;
  /** Null until it was asked. */
  readonly relations: ViewRelationsRow | null;
  readonly nextFireAt: Date | null;
  /** Null where it has none, or nothing is known of it. */
  readonly twin: ShownTwin | null;
}

export interface ViewsInput {
  readonly views: readonly ViewSnapshot[];
  readonly snapshot: Snapshot;
  readonly report: Pick<Report, 'findings' | 'jobs'>;
  readonly runs: readonly ListViewRunsRow[];
  readonly relations: readonly ViewRelationsRow[];
  readonly twins: readonly ShownTwin[];
}

/** Every view, the pipeline's first, in each group the worst first. */
export function listViews({views, snapshot, report, runs, relations, twins}: ViewsInput): ShownView[] {
  const runsOf = new Map(runs.map(row => [row.view_name, row.runs.map(toRun)]));
  const relationsOf = new Map(relations.map(row => [keyOf(row.schema_name, row.view_name), row]));
  return views
    .map(view => {
      const key = keyOf(view.schema, view.name);
      const own = view.isPipeline ? (runsOf.get(view.name) ?? []) : [];
      return showView(view, {
        snapshot,
        report,
        runs: own,
        relations: relationsOf.get(key) ?? null,
        twin: (view.isPipeline && twins.find(({row}) => row.view_name === view.name)) || null,
      });
    })
    .sort(compareViews);
}

function showView(
  view: ViewSnapshot,
  {
    snapshot,
    report,
    runs,
    relations,
    twin,
  }: Pick<ViewsInput, 'snapshot' | 'report'> & {
    runs: readonly ViewRun[];
    relations: ViewRelationsRow | null;
    twin: ShownTwin | null;
  },
): ShownView {
  const title = viewName(view);
  const jobs = jobsOfView(view, snapshot, report);
  const dataFrom = view.isPipeline ? (view.log?.dataFrom ?? null) : lastGoodStart(jobs);
  const findings = report.findings.filter(({area, object}) => area === 'views' && object === title);
  const ownRuns = view.isPipeline ? runs : runsOfJob(jobs[0]);
  const durationsMs = goodDurations(ownRuns);
  return {
    key: keyOf(view.schema, view.name),
    title,
    view,
    jobs,
    dataFrom,
    runs: ownRuns,
    durationsMs,
    usualMs: medianOf(durationsMs),
    relations,
    twin,
    verdict: judgeView({view, findings, jobs, dataFrom}),
    nextFireAt: jobs.find(({nextFireAt}) => nextFireAt !== null)?.nextFireAt ?? null,
  };
}

export function keyOf(schema: string, name: string): string {
  return `${schema}.${name}`;
}

/** The run that the view shows the data of. */
export function lastGoodRun({runs}: Pick<ShownView, 'runs'>): ViewRun | undefined {
  return runs.find(({status}) => status === 'succeeded');
}

export function isFault({verdict}: ShownView): boolean {
  return verdict.severity !== 'ok' && verdict.severity !== 'running';
}

const ranks: Readonly<Record<ViewSeverity, number>> = {
  critical: 0,
  warning: 1,
  unknown: 2,
  running: 3,
  ok: 4,
};

/** For sorting: the worst is the smallest. */
export function severityRank({verdict}: Pick<ShownView, 'verdict'>): number {
  return ranks[verdict.severity];
}

function compareViews(one: ShownView, other: ShownView): number {
  return (
    Number(other.view.isPipeline) - Number(one.view.isPipeline) ||
    severityRank(one) - severityRank(other) ||
    (one.title < other.title ? -1 : 1)
  );
}

function toRun([
  id,
  cause,
  status,
  startedMs,
  durationMs,
  rowCount,
  error,
  pid,
]: ListViewRunsRow['runs'][number]): ViewRun {
  return {id, cause, status, startedAt: new Date(startedMs), durationMs, rowCount, error, pid};
}

function goodDurations(runs: readonly ViewRun[]): number[] {
  return runs
    .filter(({status}) => status === 'succeeded')
    .flatMap(({durationMs}) => durationMs ?? [])
    .reverse();
}

/** A job's own history stands in where there is no log; only its newest run has a message. */
function runsOfJob(listed: ListedJob | undefined): ViewRun[] {
  const {runs = [], message = null} = listed?.job ?? {};
  return runs.flatMap(({runId, status, startedAt, endedAt}, index) =>
    startedAt === null
      ? []
      : {
          id: runId,
          cause: 'cron',
          status,
          startedAt,
          durationMs: endedAt === null ? null : endedAt.getTime() - startedAt.getTime(),
          rowCount: null,
          error: index === 0 && status === 'failed' ? message : null,
          pid: null,
        },
  );
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
