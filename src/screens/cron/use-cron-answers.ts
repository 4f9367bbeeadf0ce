import {useMemo} from 'react';
import type {Live} from '../../app/live/live-store.ts';
import {useLive} from '../../app/live/use-live.ts';
import type {Known} from '../../health/known.ts';
import type {JobSnapshot} from '../../health/snapshot/cron.ts';
import {recentWindow, refuse} from '../../queries/collect-cron.ts';
import {type CronFactsRow, cronFacts} from '../../queries/cron-facts.ts';
import {type CronLookRow, cronLook} from '../../queries/cron-look.ts';
import {type ListCronJobsRow, listCronJobs} from '../../queries/list-cron-jobs.ts';
import {listSeldomRuns} from '../../queries/list-seldom-runs.ts';
import {addSeldomRuns, seldomJobIds} from '../../queries/seldom-jobs.ts';
import {toJobSnapshot} from '../../queries/to-cron-snapshot.ts';

/** The far end of the history changes slowly. */
const wideEveryMs = 30_000;

export interface CronAnswers {
  readonly factsRow: CronFactsRow | undefined;
  readonly factsAt: Date;
  /** Why it is of no use to ask for jobs. */
  readonly refusal: Known<never> | null;
  readonly wide: Live<ListCronJobsRow>;
  /** What each tick asks, once it is known that it can be answered. */
  readonly look: Live<CronLookRow>;
}

/** The facts and a wide look first, then one statement a tick. Where that one fails, the facts are asked alone. */
export function useCronAnswers(): CronAnswers {
  const [facts, refusal, wide, look] = useQuestions();
  const isNewer = look.status === 'ready' && (facts.status !== 'ready' || look.at > facts.at);
  const factsRow = isNewer ? look.rows[0]?.facts[0] : facts.status === 'ready' ? facts.rows[0] : undefined;
  const factsAt = isNewer ? look.at : facts.status === 'ready' ? facts.at : new Date(0);
  return {factsRow, factsAt, refusal, wide, look};
}

function useQuestions() {
  const first = useLive(cronFacts, {}, {everyMs: wideEveryMs});
  const firstRow = first.status === 'ready' ? first.rows[0] : undefined;
  const cannotLook = firstRow === undefined ? null : refuse(firstRow);
  const wide = useLive(listCronJobs, cannotLook ? null : {}, {everyMs: wideEveryMs});
  const canLook = wide.status === 'ready' && !cannotLook;
  const look = useLive(cronLook, canLook ? {window: recentWindow, database: null} : null);
  const hasFailed = look.status === 'failed' || (look.status === 'ready' && look.problem !== null);
  // The same question as the first one: its answers are shared.
  useLive(cronFacts, cannotLook || hasFailed ? {} : null);
  return [first, cannotLook, wide, look] as const;
}

/** The jobs as the wide look saw them, with what an index finds of those that run seldom. */
export function useWideJobs(
  wide: Live<ListCronJobsRow>,
  facts: CronFactsRow | undefined,
): readonly JobSnapshot[] | null {
  const rows = wide.status === 'ready' ? wide.rows : null;
  const jobs = useMemo(() => rows?.map(toJobSnapshot) ?? null, [rows]);
  const seldomIds = jobs && facts ? seldomJobIds(jobs, facts) : [];
  const seldom = useLive(listSeldomRuns, seldomIds.length > 0 ? {job_ids: seldomIds} : null, {
    everyMs: wideEveryMs,
  });
  const seldomRows = seldom.status === 'ready' ? seldom.rows : null;
  return useMemo(() => (jobs && seldomRows ? addSeldomRuns(jobs, seldomRows) : jobs), [jobs, seldomRows]);
}

/** What a look tells of the jobs, as if they alone had been asked for. */
export function jobsOfLook(look: Live<CronLookRow>): Live<ListCronJobsRow> {
  return look.status === 'ready' ? {...look, rows: look.rows[0]?.jobs ?? []} : look;
}
