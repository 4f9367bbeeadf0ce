import {useContext, useMemo} from 'react';
import {useThresholds} from '../../app/health/thresholds.ts';
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
import {jobsOfLook, useCronAnswers, useWideJobs} from './use-cron-answers.ts';
import {useCronPlace} from './use-cron-place.ts';

export interface CronReport {
  readonly snapshot: Snapshot;
  readonly cron: CronSnapshot;
  readonly report: Report;
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
  const jobsAt = live.status === 'ready' ? live.at.getTime() : 0;
  const refusedAt = refusal ? factsAt.getTime() : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one verdict for each look at the jobs; the facts come along.
  const found = useMemo<CronReport | null>(() => {
    if (factsRow === undefined || place === null) return null;
    const jobs = refusal ?? readJobs(recent, wide, wideJobs);
    if (jobs === null) return null;
    const [edgesRow] = look.status === 'ready' ? (look.rows[0]?.edges ?? []) : [];
    const cron = toCronSnapshot({
      place,
      facts: factsRow,
      jobs,
      edges: edgesRow ? known(edgesRow) : unknown('The ends of the history were not read yet.', ''),
    });
    const nothing = unknown('Not a matter of this screen.', '');
    const serverNow = serverNowOf(live) ?? factsRow.server_now;
    const skewMs = factsRow.server_now.getTime() - factsAt.getTime();
    const snapshot: Snapshot = {
      serverNow,
      clientNow: new Date(serverNow.getTime() - skewMs),
      server: toServerFacts(factsRow),
      cron: known(cron),
      views: nothing,
      pipeline: nothing,
      listener: nothing,
    };
    const memory = (memories.get(memoryName) as Memory | undefined) ?? emptyMemory();
    const report = judge(snapshot, memory, thresholds, cronRules);
    memories.set(memoryName, report.memory);
    return {snapshot, cron, report};
  }, [jobsAt, refusedAt, wideJobs, place, thresholds, factsRow === undefined]);
  return {live, found};
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

function serverNowOf(live: Live<ListCronJobsRow>): Date | null {
  return live.status === 'ready' ? (live.rows[0]?.server_now ?? null) : null;
}
