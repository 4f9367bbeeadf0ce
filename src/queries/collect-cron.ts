import {type Known, known, unknown} from '../health/known.ts';
import {mergeLooks} from '../health/merge-looks.ts';
import type {CronSnapshot, JobSnapshot} from '../health/snapshot/cron.ts';
import {type CronFactsRow, cronFacts} from './cron-facts.ts';
import {cronHistoryEdges} from './cron-history-edges.ts';
import type {Database} from './database.ts';
import {listCronJobs} from './list-cron-jobs.ts';
import {toCronSnapshot, toJobSnapshot} from './to-cron-snapshot.ts';
import {tryToKnow} from './try-to-know.ts';

/** Runs looked at in every look, and in the first and then now and again: a thousand cost about two milliseconds. */
export const recentWindow = 500;
export const wideWindow = 20_000;

export interface CronLook {
  readonly cron: CronSnapshot;
  readonly facts: CronFactsRow;
  /** By our clock, when the server told its own. */
  readonly clientNow: Date;
}

/**
 * Looks at the jobs wherever they are kept. With the jobs of an earlier wide look only the newest runs are read; without
 * them the look is a wide one. Rights that are refused make facts unknown; a lost link throws.
 */
export async function collectCron(
  database: Database,
  {earlier, signal}: {earlier?: readonly JobSnapshot[] | undefined; signal?: AbortSignal | undefined} = {},
): Promise<CronLook> {
  const place = await database.cronPlace();
  const [facts] = await database.ask(cronFacts, {}, signal);
  const clientNow = new Date();
  if (!facts) throw new Error('The server answered a question about itself with no row.');
  const refusal = refuse(facts);
  if (refusal) return {facts, clientNow, cron: toCronSnapshot({place, facts, jobs: refusal, edges: refusal})};
  const window = earlier === undefined ? wideWindow : recentWindow;
  const [rows, edges] = await Promise.all([
    tryToKnow(database.ask(listCronJobs, {window}, signal)),
    tryToKnow(database.ask(cronHistoryEdges, {}, signal).then(([row]) => row)),
  ]);
  const jobs = rows.known ? known(mergeLooks(rows.value.map(toJobSnapshot), earlier ?? [])) : rows;
  const found: Known<NonNullable<typeof edges extends Known<infer Row> ? Row : never>> = !edges.known
    ? edges
    : edges.value
      ? known(edges.value)
      : unknown('The history gave no answer.', '');
  return {facts, clientNow, cron: toCronSnapshot({place, facts, jobs, edges: found})};
}

/** Why it is of no use to ask for jobs; null where nothing stands in the way. */
export function refuse(facts: CronFactsRow): Known<never> | null {
  const user = facts.username.replaceAll('"', '""');
  if (facts.cron_schema === null) {
    return unknown(
      'Neither pg_cron nor the built-in scheduler is in this database.',
      'CREATE EXTENSION pg_cron, or lanewatch migrate, which brings a scheduler of its own.',
    );
  }
  if (facts.may_see_jobs && facts.may_see_runs) return null;
  return unknown(
    `The role ${facts.username} may not read the ${facts.may_see_jobs ? 'runs' : 'jobs'} in schema ${facts.cron_schema}.`,
    `GRANT analytics_reader TO "${user}"; where the pipeline is installed, else GRANT USAGE ON SCHEMA ${facts.cron_schema} TO "${user}"; and a policy that shows all rows.`,
  );
}
