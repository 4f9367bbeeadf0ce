import {cancelOnAbort} from './explain/cancel-on-abort.ts';
import {ExplainError} from './explain/explain-error.ts';
import type {ExplainJob, ExplainOutcome} from './explain/explain-job.ts';
import {type ExplainSession, withExplainSession} from './explain/explain-session.ts';
import {findLastingCall} from './explain/lasting-functions.ts';
import {toExplainError} from './explain/read-failure.ts';
import {type ExplainAnswer, sendAnalyze, sendEstimate, sendGeneric} from './explain/send-explain.ts';
import {readSql} from './sql-files.ts';

const defaultStatementTimeoutMs = 30_000;
const defaultLockTimeoutMs = 2_000;
/** How much longer than its statement the transaction may live. */
const graceMs = 5_000;

/**
 * Explains a statement so that nothing of it remains: a session of its own that is closed afterwards, a read-only
 * transaction that is always rolled back, limits on time, locks and idling, and one statement only, because the
 * extended protocol takes no second one. It is planned first; what a rollback could not undo is then refused.
 * Only `allowWrites` opens the transaction for writing, and also then it is rolled back. Throws an `ExplainError`.
 */
export async function runExplain(job: ExplainJob): Promise<ExplainOutcome> {
  const {connection, schema, signal} = job;
  const statementTimeoutMs = job.statementTimeoutMs ?? defaultStatementTimeoutMs;
  try {
    throwIfCancelled(signal);
    return await withExplainSession(connection, {schema, statementTimeoutMs}, session =>
      cancelOnAbort(connection, session.pid, signal, async () => {
        const explained = await explainInTransaction(job, statementTimeoutMs, {
          ...session,
          async send(text, params) {
            throwIfCancelled(signal);
            return session.send(text, params);
          },
        });
        return {...explained, serverVersion: session.serverVersion};
      }),
    );
  } catch (error) {
    throw toExplainError(error, signal);
  }
}

async function explainInTransaction(job: ExplainJob, statementTimeoutMs: number, session: ExplainSession) {
  const {send} = session;
  await send(readSql(job.allowWrites ? 'explain/begin-writing.sql' : 'explain/begin.sql'));
  const limitsMs = [
    statementTimeoutMs,
    job.lockTimeoutMs ?? defaultLockTimeoutMs,
    statementTimeoutMs + graceMs,
  ];
  await send(readSql('explain/set-limits.sql'), limitsMs.map(String));
  const explained = await explain(job, session);
  // After a failure the end of the session rolls back; it may have ended already, and must not be written to.
  await send(readSql('explain/rollback.sql'));
  return explained;
}

async function explain(
  {text, params, analyze, generic, costLimit = Number.POSITIVE_INFINITY, timing}: ExplainJob,
  session: ExplainSession,
): Promise<ExplainAnswer & {analyzed: boolean}> {
  if (generic) return {...(await sendGeneric(session.send, text)), analyzed: false};
  const estimate = await sendEstimate(session.send, text, params);
  if (!analyze || estimate.cost > costLimit) return {...estimate, analyzed: false};
  const lasting = findLastingCall(estimate.plan);
  if (lasting)
    throw new ExplainError(
      'lasting-effect',
      `${lasting.name} ${lasting.effect}, and a rollback does not undo that.`,
    );
  return {...(await sendAnalyze(session, text, params, timing)), cost: estimate.cost, analyzed: true};
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ExplainError('cancelled', 'It was cancelled before it began.');
}
