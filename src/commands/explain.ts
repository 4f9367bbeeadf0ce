import type {Connection} from '../config/connection.ts';
import {UsageError} from '../config/usage-error.ts';
import {UserError} from '../config/user-error.ts';
import {countPlaceholders} from '../db/explain/count-placeholders.ts';
import {locate} from '../db/explain/error-place.ts';
import {ExplainError, toExplainProblem} from '../db/explain/explain-error.ts';
import {catalogue} from '../queries/catalogue.ts';
import {type Database, openDatabase} from '../queries/database.ts';
import {explainStatement} from '../queries/explain-statement.ts';
import {findExplainSubject, type ToExplain} from '../queries/explain-subject.ts';
import {ParamsError, readParams} from '../queries/read-params.ts';
import {clean, widthOf} from '../ui/text.ts';
import {cancelOnSignals} from './cancel-on-signals.ts';
import {type PlanFormat, type PlanOutput, printPlan} from './print-plan.ts';
import {readInput} from './read-input.ts';
import {suggest} from './suggest.ts';

export interface ExplainCommandRequest {
  readonly connection: Connection;
  readonly schema: string;
  readonly cronDatabase?: string | undefined;
  /** A query of the catalogue, a materialized view, or `-` for SQL on standard input. */
  readonly name: string;
  /** `key=value` for a query; the values of `$1`, `$2`, … for SQL. */
  readonly values: readonly string[];
  readonly format: PlanFormat;
  readonly analyze: boolean;
  readonly timing: boolean;
  readonly generic: boolean;
  readonly statementTimeoutMs: number;
}

/** `lanewatch explain`: one statement in the sandbox. Gives the exit code; throws a `UserError` where it fails. */
export async function runExplainCommand(request: ExplainCommandRequest, stdout: PlanOutput): Promise<number> {
  const wanted = await readRequest(request);
  const database = openDatabase(request.connection, {
    schema: request.schema,
    readOnly: true,
    statementTimeoutMs: request.statementTimeoutMs,
    cronDatabase: request.cronDatabase,
  });
  const {signal, release} = cancelOnSignals();
  try {
    const plan = await explain(database, wanted, {...request, signal});
    printPlan(plan, request.format, stdout);
    return 0;
  } finally {
    release();
    await database.close();
  }
}

async function explain(
  database: Database,
  wanted: ToExplain,
  {analyze, timing, generic, statementTimeoutMs, signal}: ExplainCommandRequest & {signal: AbortSignal},
): Promise<unknown> {
  let text = '';
  try {
    const subject = await findExplainSubject(database, wanted, {generic});
    text = subject.text;
    const options = {analyze, timing, generic, statementTimeoutMs, signal};
    return (await explainStatement(database, subject, options)).plan;
  } catch (error) {
    throw toUserError(error, text);
  }
}

async function readRequest({name, values, schema, generic}: ExplainCommandRequest): Promise<ToExplain> {
  if (name === '-') {
    const statement = await readInput('-');
    if (statement.trim() === '')
      throw new UsageError(
        'There is no statement on standard input.',
        "For example: echo 'select 1' | lanewatch explain -",
      );
    const wanted = countPlaceholders(statement);
    if (!generic && wanted !== values.length)
      throw new UsageError(
        `The statement takes ${wanted} values, not ${values.length}.`,
        'Give them in the order of $1, $2, … behind the -, or plan without them with --generic.',
      );
    return {statement, values: values.map(value => (value === 'null' ? null : value))};
  }
  const query = catalogue.find(each => each.name === name);
  if (query) {
    try {
      return {query, params: generic ? {} : readParams(query, Object.fromEntries(values.map(splitPair)))};
    } catch (error) {
      if (!(error instanceof ParamsError)) throw error;
      throw new UsageError(clean(error.message), `Use: lanewatch explain ${name} KEY=VALUE…`);
    }
  }
  // A name with a hyphen is that of a query, any other one that of a view.
  if (name.includes('-')) {
    const names = catalogue.map(each => each.name);
    throw new UsageError(
      `There is no query ${clean(name)}.`,
      suggest(name, names) ?? `There are: ${names.join(', ')}.`,
    );
  }
  const [view = '', ofSchema = schema] = name.split('.').reverse();
  return {view: {schema: ofSchema, name: view}};
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new ParamsError(`"${pair}" is not KEY=VALUE`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** A mistake in the statement is shown below its line. */
function toUserError(error: unknown, text: string): UserError {
  const {what, why, remedy, kind} = toExplainProblem(error);
  const place = error instanceof ExplainError ? locate(text, error.position) : null;
  const lines = place
    ? `\n  ${clean(place.line)}\n  ${' '.repeat(widthOf(clean([...place.line].slice(0, place.before).join(''))))}^`
    : '';
  const advice =
    kind === 'cancelled' ? 'Nothing was changed.' : remedy.replace('without ANALYZE', 'with --no-analyze');
  return new UserError(what, `${clean(why)}${lines}`, advice, {cause: error});
}
