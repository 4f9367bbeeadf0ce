import {setTimeout as delay} from 'node:timers/promises';
import type postgres from 'postgres';
import * as z from 'zod';
import type {Connection} from '../config/connection.ts';
import {type Client, openClient} from './client.ts';
import {ExplainError} from './explain/explain-error.ts';
import {
  chooseAnalyzePrefix,
  chooseEstimatePrefix,
  type ExplainPrefix,
  genericPlanSince,
} from './explain/explain-prefix.ts';
import {findLastingCall} from './explain/lasting-functions.ts';
import {readSql} from './sql-files.ts';

export interface ExplainJob {
  readonly connection: Connection;
  readonly schema: string;
  /** One statement, without EXPLAIN before it. */
  readonly text: string;
  /** For `$1`, `$2`, … */
  readonly params: readonly unknown[];
  /** Whether to run the statement; otherwise it is only planned. */
  readonly analyze: boolean;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** A statement that the planner thinks costlier is planned but not run. In the planner's units. */
  readonly costLimit?: number;
  /** Lets the statement write before it is rolled back. Locks, triggers, sequences and bloat are real all the same. */
  readonly allowWrites?: boolean;
  /** False leaves out the time of each node, whose measuring itself takes time. */
  readonly timing?: boolean;
  /** Plans for any parameters, without `params`; never runs. From 16 on. */
  readonly generic?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface ExplainOutcome {
  /** What was sent last. */
  readonly sql: string;
  /** The document as the server gave it: an array with one object. */
  readonly plan: unknown;
  /** False where it was only planned: not asked for, or above the limit. */
  readonly analyzed: boolean;
  /** The planner's estimate for the whole statement. */
  readonly cost: number;
  /** From sending the statement to its answer. */
  readonly durationMs: number;
  readonly options: readonly string[];
  readonly serverVersion: string;
}

const defaultStatementTimeoutMs = 30_000;
const defaultLockTimeoutMs = 2_000;
/** How much longer than its statement the transaction may live. */
const graceMs = 5_000;
const cancelAgainMs = 250;

const sessionRow = z.object({pid: z.int(), server_version: z.string(), server_version_num: z.int()});
const planRow = z.object({
  'QUERY PLAN': z.array(z.looseObject({Plan: z.looseObject({'Total Cost': z.number()})})),
});

/**
 * Explains a statement so that nothing of it remains: a session of its own that is closed afterwards, a read-only
 * transaction that is always rolled back, limits on time, locks and idling, and one statement only, because the
 * extended protocol takes no second one. It is planned first; what a rollback could not undo is then refused.
 * Only `allowWrites` opens the transaction for writing, and also then it is rolled back. Throws an `ExplainError`.
 */
export async function runExplain(job: ExplainJob): Promise<ExplainOutcome> {
  const {connection, schema, signal} = job;
  throwIfCancelled(signal);
  const statementTimeoutMs = job.statementTimeoutMs ?? defaultStatementTimeoutMs;
  let hasEnded = false;
  // Read-only by default as well: a session that the driver opened anew would otherwise be free to write.
  const client = openClient(connection, {
    applicationName: 'lanewatch explain',
    schema,
    readOnly: true,
    statementTimeoutMs,
    onClose: () => {
      hasEnded = true;
    },
  });
  try {
    // Asked before the session is reserved: the driver never gives out one that is still being opened.
    const [first] = await sendExtended(client, readSql('explain/session.sql'));
    const facts = sessionRow.parse(first);
    const session = await client.reserve();
    const send: Send = (text, params = []) => {
      throwIfCancelled(signal);
      if (hasEnded)
        throw new ExplainError('link', 'The session of the statement has ended.', {code: '57P01'});
      return params === null ? sendUnbound(session, text) : sendExtended(session, text, params);
    };
    const limitsMs = [
      statementTimeoutMs,
      job.lockTimeoutMs ?? defaultLockTimeoutMs,
      statementTimeoutMs + graceMs,
    ];
    const outcome = await cancellable(job, facts.pid, async () => {
      await send(readSql(job.allowWrites ? 'explain/begin-writing.sql' : 'explain/begin.sql'));
      await send(readSql('explain/set-limits.sql'), limitsMs.map(String));
      const explained = await explain(job, facts.server_version_num, send);
      // After a failure the end of the session rolls back; it may have ended already, and must not be written to.
      await send(readSql('explain/rollback.sql'));
      return explained;
    });
    return {...outcome, serverVersion: facts.server_version.split(' ')[0] ?? ''};
  } catch (error) {
    throw toExplainError(error, signal);
  } finally {
    await client.end({timeout: 0});
  }
}

/** `params` null keeps `$1`, `$2`, … as they are. */
type Send = (text: string, params?: readonly unknown[] | null) => Promise<readonly unknown[]>;

async function explain(job: ExplainJob, serverVersionNum: number, send: Send) {
  const generic = job.generic === true;
  if (generic && serverVersionNum < genericPlanSince)
    throw new ExplainError('statement', 'A plan without parameters can be had from Postgres 16 on.');
  const estimate = await explainOnce(
    chooseEstimatePrefix(generic),
    generic ? {...job, params: null} : job,
    send,
  );
  if (!job.analyze || generic || estimate.cost > (job.costLimit ?? Number.POSITIVE_INFINITY))
    return {...estimate, analyzed: false};
  const lasting = findLastingCall(estimate.plan);
  if (lasting)
    throw new ExplainError(
      'lasting-effect',
      `${lasting.name} ${lasting.effect}, and a rollback does not undo that.`,
    );
  return {
    ...(await explainOnce(chooseAnalyzePrefix(serverVersionNum, job.timing), job, send)),
    cost: estimate.cost,
    analyzed: true,
  };
}

async function explainOnce(
  prefix: ExplainPrefix,
  {text, params}: {text: string; params: readonly unknown[] | null},
  send: Send,
) {
  const startedMs = performance.now();
  try {
    const [row] = await send(prefix.text + text, params);
    const durationMs = performance.now() - startedMs;
    const parsed = planRow.safeParse(row);
    // A utility statement is explained with a text instead of a plan.
    if (!parsed.success) throw new ExplainError('statement', 'The statement has no plan: it is not a query.');
    const plan = parsed.data['QUERY PLAN'];
    return {
      sql: prefix.text + text,
      plan,
      cost: plan[0]?.Plan['Total Cost'] ?? 0,
      durationMs,
      options: prefix.options,
    };
  } catch (error) {
    throw withOwnPosition(error, prefix, text);
  }
}

/** `simple` is missing from the driver's types; without it a statement without parameters could be several. */
function sendExtended(
  session: Client,
  text: string,
  params: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const options: postgres.UnsafeQueryOptions & {simple: false} = {prepare: true, simple: false};
  return session.unsafe(text, [...params] as never[], options);
}

/**
 * Places without values can only be sent by the simple protocol, which takes several statements. So the same text is
 * parsed by the extended one first, which refuses a second statement; nothing is run by that.
 */
async function sendUnbound(session: Client, text: string): Promise<readonly unknown[]> {
  const options: postgres.UnsafeQueryOptions & {simple: false} = {prepare: true, simple: false};
  await session.unsafe(text, [], options).describe();
  return session.unsafe(text).simple();
}

/** Runs `work`; when the signal fires meanwhile, the server's process is told to stop from a second session. */
async function cancellable<Result>(
  {connection, signal}: ExplainJob,
  pid: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let ended = false;
  const cancel = async () => {
    const client = openClient(connection, {applicationName: 'lanewatch cancel'});
    try {
      // A request between two statements does nothing, so it is repeated until the work has ended.
      while (!ended) {
        await client.unsafe(readSql('explain/cancel.sql'), [pid], {prepare: true});
        await delay(cancelAgainMs);
      }
    } catch {
      // The time limit ends the statement where the cancelling session cannot.
    } finally {
      await client.end({timeout: 0});
    }
  };
  const onAbort = () => void cancel();
  signal?.addEventListener('abort', onAbort, {once: true});
  try {
    return await work();
  } finally {
    ended = true;
    signal?.removeEventListener('abort', onAbort);
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ExplainError('cancelled', 'It was cancelled before it began.');
}

const serverError = z.looseObject({code: z.string(), message: z.string(), position: z.string().optional()});
const isSqlstate = /^[0-9A-Z]{5}$/;

/** The server counts from the first character of EXPLAIN; a person from the first of the statement. */
function withOwnPosition(error: unknown, prefix: ExplainPrefix, text: string): unknown {
  const found = serverError.safeParse(error);
  if (error instanceof ExplainError || !found.success || !isSqlstate.test(found.data.code)) return error;
  const {code, message} = found.data;
  const position = Number(found.data.position) - prefix.text.length;
  const isInside = position >= 1 && position <= [...text].length + 1;
  return new ExplainError('statement', message, {code, cause: error, ...(isInside ? {position} : {})});
}

function toExplainError(error: unknown, signal: AbortSignal | undefined): ExplainError {
  const known = error instanceof ExplainError ? error : undefined;
  if (signal?.aborted && (known === undefined || known.code === '57014'))
    return new ExplainError('cancelled', known?.message ?? 'It was cancelled.', {
      code: known?.code,
      cause: error,
    });
  if (known) return known;
  const found = serverError.safeParse(error);
  const code = found.success && isSqlstate.test(found.data.code) ? found.data.code : undefined;
  return new ExplainError('link', error instanceof Error ? error.message : String(error), {
    code,
    cause: error,
  });
}
