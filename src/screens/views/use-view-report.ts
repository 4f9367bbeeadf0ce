import {useCallback, useContext} from 'react';
import {useThresholds} from '../../app/health/thresholds.ts';
import {useJudged} from '../../app/health/use-judged.ts';
import type {Live} from '../../app/live/live-store.ts';
import {useLive} from '../../app/live/use-live.ts';
import {MemoryContext} from '../../app/memory.ts';
import {useServices} from '../../app/services.ts';
import {judge} from '../../health/judge.ts';
import {type Known, known, unknown} from '../../health/known.ts';
import {emptyMemory, type Memory} from '../../health/memory.ts';
import {viewRules} from '../../health/rules/views/index.ts';
import type {PipelineSnapshot, TwinsSnapshot} from '../../health/snapshot/pipeline.ts';
import type {ServerFacts, Snapshot} from '../../health/snapshot.ts';
import {type HealthInstallationRow, healthInstallation} from '../../queries/health-installation.ts';
import type {HealthViewsRow} from '../../queries/health-views.ts';
import {listViewRuns} from '../../queries/list-view-runs.ts';
import {toInstallation, toTwins} from '../../queries/to-pipeline-snapshot.ts';
import {toLog, toView} from '../../queries/to-view-snapshots.ts';
import type {TwinStateRow} from '../../queries/twin-state.ts';
import {twinsLook} from '../../queries/twins-look.ts';
import {viewRelations} from '../../queries/view-relations.ts';
import {useViewAnswers} from './use-view-answers.ts';
import {useViewCron} from './use-view-cron.ts';
import {listViews, type ShownView} from './views.state.ts';

/** Past refreshes and workers change with a refresh, after which all is asked again anyway. */
const runsEveryMs = 10_000;
const relationsEveryMs = 30_000;
const memoryName = 'health of views';

export interface ViewReport {
  readonly views: readonly ShownView[];
  /** When they were judged, by the server's clock and by ours. */
  readonly serverNow: Date;
  readonly at: Date;
  /** Why the log of the pipeline, whose views there are, cannot be read. */
  readonly logProblem: string | null;
  /** Null where there are no live twins, or nothing is known of them. */
  readonly twins: TwinsSnapshot | null;
}

/**
 * The views and what is wrong with them, by the rules that Doctor goes by. Each tick asks in one statement how the views
 * are and what the log tells; the rest is asked now and then.
 */
export function useViewReport(): {live: Live<HealthViewsRow>; found: ViewReport | null} {
  const {schema} = useServices().database.options;
  const memories = useContext(MemoryContext);
  const thresholds = useThresholds();
  const {live, log, hasPipeline} = useViewAnswers();
  const relations = useLive(viewRelations, live.status === 'ready' ? {} : null, {everyMs: relationsEveryMs});
  const runs = useLive(listViewRuns, hasPipeline ? {} : null, {everyMs: runsEveryMs});
  const installation = useLive(healthInstallation, hasPipeline ? {} : null, {everyMs: runsEveryMs});
  const twins = useLive(twinsLook, hasPipeline ? {} : null, {everyMs: runsEveryMs});
  const cron = useViewCron();

  const judgeAt = useCallback(
    (clientNow: Date): ViewReport | null => {
      if (live.status !== 'ready') return null;
      // Without the log a view of the pipeline would look as if it had never been refreshed.
      if (hasPipeline && log.status === 'loading') return null;
      const serverNow = serverNowAt(clientNow, relations);
      const logRows = log.status === 'ready' ? log.rows : [];
      const logs = new Map(logRows.map(row => [row.view_name, toLog(row)]));
      const views = live.rows.map(row => toView(row, {logs, schema}));
      const [twinsRow] = rowsOf(twins);
      const state = twinsRow?.state[0];
      const snapshot: Snapshot = {
        serverNow,
        clientNow,
        server: cron?.server ?? nobody,
        cron: cron?.cron ?? unknown('The jobs were not read yet.', ''),
        views: known(views),
        pipeline: pipelineOf(installation, state),
        listener: unknown('Not a matter of this screen.', ''),
      };
      const memory = (memories.get(memoryName) as Memory | undefined) ?? emptyMemory();
      const report = judge(snapshot, memory, thresholds, viewRules);
      memories.set(memoryName, report.memory);
      const seen = state ? toTwins(state) : null;
      return {
        twins: seen,
        views: listViews({
          views,
          snapshot,
          report,
          runs: rowsOf(runs),
          relations: rowsOf(relations),
          twins: seen ? (twinsRow?.twins ?? []).map(row => ({row, state: seen})) : [],
        }),
        serverNow,
        at: clientNow,
        logProblem: log.status === 'failed' ? log.problem.why : null,
      };
    },
    [live, schema, hasPipeline, log, relations, runs, installation, twins, cron, memories, thresholds],
  );
  return {live, found: useJudged(judgeAt, pictureOf)};
}

function pictureOf({views}: ViewReport): unknown {
  return views;
}

/** Until the server has told. */
const nobody: ServerFacts = {
  version: '',
  versionNumber: 0,
  database: '',
  username: '',
  isStandby: false,
  startedAt: new Date(0),
};

function rowsOf<Row>(live: Live<Row>): readonly Row[] {
  return live.status === 'ready' ? live.rows : [];
}

/** The server's clock at a moment of ours; ours until the server has told. */
function serverNowAt(at: Date, relations: Live<{server_now: Date}>): Date {
  const [row] = rowsOf(relations);
  if (row === undefined || relations.status !== 'ready') return at;
  return new Date(at.getTime() + row.server_now.getTime() - relations.at.getTime());
}

/** Only whether there are workers: the rest is not a matter of this screen. */
function pipelineOf(
  live: Live<HealthInstallationRow>,
  twins: TwinStateRow | undefined,
): Known<PipelineSnapshot> {
  const [row] = rowsOf(live);
  if (row === undefined) return unknown('The workers were not read yet.', '');
  return known({
    installation: known(toInstallation(row, twins)),
    notifyQueueShare: 0,
    oldestTransaction: null,
    aggregateColumns: [],
    missingIndexes: [],
    definitions: [],
  });
}
