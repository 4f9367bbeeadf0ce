import {type Known, known, unknown} from '../health/known.ts';
import {mergeLooks} from '../health/merge-looks.ts';
import type {CronSnapshot, JobSnapshot} from '../health/snapshot/cron.ts';
import {askTogether} from './ask-together.ts';
import {type CronFactsRow, cronFacts} from './cron-facts.ts';
import {type CronHistoryEdgesRow, cronHistoryEdges} from './cron-history-edges.ts';
import {cronLook} from './cron-look.ts';
import type {CronPlace} from './cron-place.ts';
import type {Database} from './database.ts';
import {type ListCronJobsRow, listCronJobs} from './list-cron-jobs.ts';
import {listSeldomRuns} from './list-seldom-runs.ts';
import {addSeldomRuns, seldomJobIds} from './seldom-jobs.ts';
import {toCronSnapshot, toJobSnapshot} from './to-cron-snapshot.ts';
import {tryToKnow} from './try-to-know.ts';

/** Runs looked at in every look, and in the first and then now and again: a thousand cost about two milliseconds. */
export const recentWindow = 200;
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
  const window = earlier === undefined ? wideWindow : recentWindow;
  const {facts, clientNow, rows, edges} = await askAll(database, place, window, signal);
  const newest = rows.known ? known(mergeLooks(rows.value.map(toJobSnapshot), earlier ?? [])) : rows;
  const jobs = earlier === undefined ? await lookFurtherBack(database, newest, facts, signal) : newest;
  return {facts, clientNow, cron: toCronSnapshot({place, facts, jobs, edges})};
}

interface Answers {
  readonly facts: CronFactsRow;
  readonly clientNow: Date;
  readonly rows: Known<readonly ListCronJobsRow[]>;
  readonly edges: Known<CronHistoryEdgesRow>;
}

/** In one statement where nothing is refused; apart where something is, so that the rest is still known. */
async function askAll(
  database: Database,
  place: CronPlace,
  window: number,
  signal: AbortSignal | undefined,
): Promise<Answers> {
  const together =
    place.kind === 'none' ? null : await askTogether(database, cronLook, {window, database: null}, signal);
  if (together) {
    const clientNow = new Date();
    return {
      facts: only(together.facts),
      clientNow,
      rows: known(together.jobs),
      edges: known(only(together.edges)),
    };
  }
  const facts = only(await database.ask(cronFacts, {}, signal));
  const clientNow = new Date();
  const refusal = refuse(facts);
  if (refusal) return {facts, clientNow, rows: refusal, edges: refusal};
  const [rows, edges] = await Promise.all([
    tryToKnow(database.ask(listCronJobs, {window}, signal)),
    tryToKnow(database.ask(cronHistoryEdges, {}, signal).then(only)),
  ]);
  return {facts, clientNow, rows, edges};
}

/** The runs of jobs that have none among the newest of all, where an index finds them. */
async function lookFurtherBack(
  database: Database,
  jobs: Known<readonly JobSnapshot[]>,
  facts: CronFactsRow,
  signal: AbortSignal | undefined,
): Promise<Known<readonly JobSnapshot[]>> {
  const seldom = jobs.known ? seldomJobIds(jobs.value, facts) : [];
  if (!jobs.known || seldom.length === 0) return jobs;
  const rows = await tryToKnow(database.ask(listSeldomRuns, {job_ids: seldom}, signal));
  return rows.known ? known(addSeldomRuns(jobs.value, rows.value)) : jobs;
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('The server answered a question about itself with no row.');
  return row;
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
