import {judge} from '../../health/judge.ts';
import type {Known} from '../../health/known.ts';
import {emptyMemory, jobsOf, type Memory} from '../../health/memory.ts';
import {allRules} from '../../health/rules/index.ts';
import type {JobSnapshot} from '../../health/snapshot/cron.ts';
import type {ListenerSnapshot} from '../../health/snapshot/listener.ts';
import {chooseThresholds, type Thresholds} from '../../health/thresholds.ts';
import {collectSnapshot} from '../../queries/collect-snapshot.ts';
import type {Database} from '../../queries/database.ts';
import type {AlertLook} from './decide.ts';

export interface LookOptions {
  readonly thresholds?: Partial<Thresholds> | undefined;
  /** What the session that listens tells of itself. */
  readonly listener?: (() => Known<ListenerSnapshot>) | undefined;
}

/** What a look gives: something to decide upon, or when to look again because one look cannot tell. */
export type LookResult =
  | {readonly look: Omit<AlertLook, 'now'>}
  | {readonly look: null; readonly lookAgainMs: number};

/** The looks of one worker, each of which knows what the earlier ones saw; only the first reads far into the history. */
export function createLooks({
  thresholds,
  listener,
}: LookOptions): (database: Database, signal: AbortSignal) => Promise<LookResult> {
  let memory: Memory = emptyMemory();
  let jobs: readonly JobSnapshot[] | undefined;
  return async (database, signal) => {
    const snapshot = await collectSnapshot(database, {signal, earlierJobs: jobs, listener: listener?.()});
    const report = judge(snapshot, memory, chooseThresholds(thresholds), allRules);
    memory = report.memory;
    jobs = jobsOf(snapshot);
    if (report.lookAgainMs !== null) return {look: null, lookAgainMs: report.lookAgainMs};
    const {findings, silenced, unchecked} = report;
    return {look: {findings, silenced, uncheckedRules: new Set(unchecked.map(({rule}) => rule.id))}};
  };
}
