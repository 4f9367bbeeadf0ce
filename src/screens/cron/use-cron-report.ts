import {useCallback, useContext, useMemo} from 'react';
import {useThresholds} from '../../app/health/thresholds.ts';
import {useJudged} from '../../app/health/use-judged.ts';
import type {Live} from '../../app/live/live-store.ts';
import {MemoryContext} from '../../app/memory.ts';
import {judge, type Report} from '../../health/judge.ts';
import {type Known, known, unknown} from '../../health/known.ts';
import {emptyMemory, type Memory} from '../../health/memory.ts';
import {mergeLooks} from '../../health/merge-looks.ts';
import {cronRules} from '../../health/rules/cron/index.ts';
import type {CronSnapshot, JobSnapshot} from '../../health/snapshot/cron.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import type {ListCronJobsRow} from '../../queries/list-cron-jobs.ts';
import {toCronSnapshot, toJobSnapshot, toServerFacts} from '../../queries/to-cron-snapshot.ts';
import {formatRoughAge} from '../../ui/format.ts';
import {jobsOfLook, useCronAnswers, useWideJobs} from './use-cron-answers.ts';
import {useCronPlace} from './use-cron-place.ts';

export interface CronReport {
  readonly snapshot: Snapshot;
  readonly cron: CronSnapshot;
  readonly report: Report;
  /** When they were judged, by our clock. */
  readonly at: Date;
}

/**
 * The jobs and what is wrong with them, look after look, each of them one statement. It reads the newest runs alone;
 * what is further back comes from a wide look now and then.
 */
export function useCronReport(): {live: Live<ListCronJobsRow>; found: CronReport | null} {
  const memories = useContext(MemoryContext);
  const {factsRow, factsAt, refusal, wide, look} = useCronAnswers();
  const recent = useMemo(() => jobsOfLook(look), [look]);
  const place = useCronPlace(factsRow?.cron_schema);
  const thresholds = useThresholds();
  const wideJobs = useWideJobs(wide, factsRow);
  const live = useMemo(() => latestLook(recent, wide), [recent, wide]);
  const cron = useMemo(() => {
    const jobs = refusal ?? readJobs(recent, wide, wideJobs);
    if (factsRow === undefined || place === null || jobs === null) return null;
    const [edgesRow] = look.status === 'ready' ? (look.rows[0]?.edges ?? []) : [];
    const edges = edgesRow ? known(edgesRow) : unknown('The ends of the history were not read yet.', '');
    return {snapshot: toCronSnapshot({place, facts: factsRow, jobs, edges}), server: toServerFacts(factsRow)};
  }, [factsRow, place, refusal, recent, wide, wideJobs, look]);
  const skewMs = factsRow === undefined ? 0 : factsRow.server_now.getTime() - factsAt.getTime();
  const aheadMs = aheadOf(live) ?? skewMs;
  const judgeAt = useCallback(
    (at: Date): CronReport | null => {
      if (cron === null) return null;
      const serverNow = new Date(at.getTime() + aheadMs);
      const nothing = unknown('Not a matter of this screen.', '');
      const snapshot: Snapshot = {
        serverNow,
        clientNow: new Date(serverNow.getTime() - skewMs),
        server: cron.server,
        cron: known(cron.snapshot),
        views: nothing,
        pipeline: nothing,
        listener: nothing,
      };
      const memory = (memories.get(memoryName) as Memory | undefined) ?? emptyMemory();
      const report = judge(snapshot, memory, thresholds, cronRules);
      memories.set(memoryName, report.memory);
      return {snapshot, cron: cron.snapshot, report, at};
    },
    [cron, aheadMs, skewMs, memories, thresholds],
  );
  return {live, found: useJudged(judgeAt, pictureOf)};
}

/** How far the server's clock is ahead of ours, by the moment that the rows came; null where there is none. */
function aheadOf(live: Live<ListCronJobsRow>): number | null {
  const [row] = live.status === 'ready' ? live.rows : [];
  return row && live.status === 'ready' ? row.server_now.getTime() - live.at.getTime() : null;
}

function pictureOf({snapshot, cron, report}: CronReport): unknown {
  const upMs = schedulerUpMs(cron, snapshot.serverNow);
  return [report.findings, report.unchecked, report.jobs, formatRoughAge(upMs)];
}

/** How long the scheduler has been up; null where it is not known, or there is none. */
export function schedulerUpMs({scheduler}: CronSnapshot, serverNow: Date): number | null {
  const startedAt = scheduler.known ? scheduler.value?.startedAt : null;
  return startedAt ? serverNow.getTime() - startedAt.getTime() : null;
}

const memoryName = 'health of cron';

/** Where the newest runs could not be read even once, the rows are the wide look's, and the reason goes with them. */
function latestLook(recent: Live<ListCronJobsRow>, wide: Live<ListCronJobsRow>): Live<ListCronJobsRow> {
  if (recent.status === 'ready' || wide.status !== 'ready') return recent.status === 'ready' ? recent : wide;
  return recent.status === 'failed' ? {...wide, problem: wide.problem ?? recent.problem} : wide;
}

function readJobs(
  recent: Live<ListCronJobsRow>,
  wide: Live<ListCronJobsRow>,
  wideJobs: readonly JobSnapshot[] | null,
): Known<readonly JobSnapshot[]> | null {
  if (wide.status !== 'ready' || wideJobs === null) return null;
  // Right after a wide look it is the newer one.
  if (recent.status !== 'ready' || recent.at < wide.at) return known(wideJobs);
  return known(mergeLooks(recent.rows.map(toJobSnapshot), wideJobs));
}
