import * as z from 'zod';
import {readSql} from '../sql-files.ts';
import {ExplainError} from './explain-error.ts';
import type {ExplainOutcome} from './explain-job.ts';
import {
  chooseAnalyzePrefix,
  type ExplainPrefix,
  readEstimatePrefix,
  readEstimatePreparedPrefix,
  readPreparePrefix,
} from './explain-prefix.ts';
import type {ExplainSession} from './explain-session.ts';
import {withOwnPosition} from './read-failure.ts';

export interface ExplainAnswer extends Pick<ExplainOutcome, 'sql' | 'cost' | 'durationMs' | 'options'> {
  /** An array with one object. */
  readonly plan: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

type Send = ExplainSession['send'];

const planRow = z.object({
  'QUERY PLAN': z.array(z.looseObject({Plan: z.looseObject({'Total Cost': z.number()})})),
});

/** Plans a statement and runs nothing. */
export function sendEstimate(send: Send, statement: string, params: readonly unknown[]) {
  return sendExplain(send, readEstimatePrefix(), statement, params);
}

/** Runs a statement and measures it. Without `timing` its nodes have no times. */
export function sendAnalyze(
  {send, serverVersionNum}: ExplainSession,
  statement: string,
  params: readonly unknown[],
  timing: boolean | undefined,
) {
  return sendExplain(send, chooseAnalyzePrefix(serverVersionNum, timing), statement, params);
}

const countRow = z.object({count: z.int()});

/**
 * Plans a statement for any parameters. The extended protocol wants a value for each `$1` that it sees, and folds it
 * into the plan; within PREPARE it sees none, and the plan that EXECUTE is then made to take knows no values.
 */
export async function sendGeneric(send: Send, statement: string): Promise<ExplainAnswer> {
  const prepare = readPreparePrefix();
  try {
    await send(prepare + statement);
  } catch (error) {
    throw withOwnPosition(error, prepare, statement);
  }
  const [row] = await send(readSql('explain/plan-for-any.sql'));
  const {count} = countRow.parse(row);
  const values = count === 0 ? '' : `(${Array(count).fill('null').join(', ')})`;
  const answer = await sendExplain(send, readEstimatePreparedPrefix(), values, []);
  return {
    ...answer,
    sql: `${prepare}${statement};\n${answer.sql}`,
    plan: answer.plan.map(withoutOwnSetting),
  };
}

/** What was set for the plan's own sake would only make a person wonder. */
function withoutOwnSetting({Settings, ...document}: Readonly<Record<string, unknown>>) {
  const settings = z.record(z.string(), z.unknown()).safeParse(Settings);
  if (!settings.success) return document;
  const {plan_cache_mode: _, ...others} = settings.data;
  return {...document, Settings: others};
}

async function sendExplain(
  send: Send,
  prefix: ExplainPrefix,
  statement: string,
  params: readonly unknown[],
): Promise<ExplainAnswer> {
  const sql = prefix.text + statement;
  const startedMs = performance.now();
  try {
    const [row] = await send(sql, params);
    const durationMs = performance.now() - startedMs;
    const parsed = planRow.safeParse(row);
    // A utility statement is explained with a text instead of a plan.
    if (!parsed.success) throw new ExplainError('statement', 'The statement has no plan: it is not a query.');
    const plan = parsed.data['QUERY PLAN'];
    return {sql, plan, cost: plan[0]?.Plan['Total Cost'] ?? 0, durationMs, options: prefix.options};
  } catch (error) {
    throw withOwnPosition(error, prefix.text, statement);
  }
}
