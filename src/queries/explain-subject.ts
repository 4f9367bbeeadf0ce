import type {Connection} from '../config/connection.ts';
import {ExplainError} from '../db/explain/explain-error.ts';
import type {Database} from './database.ts';
import type {Query} from './define-query.ts';
import {viewDefinition} from './view-definition.ts';

/** A question of the catalogue, with the parameters it has on the screen. */
export interface QueryToExplain {
  readonly query: Query;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a materialized view is made of: the statement that each refresh runs. */
export interface ViewToExplain {
  readonly view: {readonly schema: string; readonly name: string};
}

/** A statement that a person wrote, with the values of `$1`, `$2`, … */
export interface StatementToExplain {
  readonly statement: string;
  readonly values: readonly (string | null)[];
}

export type ToExplain = QueryToExplain | ViewToExplain | StatementToExplain;

/** One statement as it will be sent, and where to. */
export interface ExplainSubject {
  readonly name: string;
  readonly text: string;
  readonly params: readonly unknown[];
  readonly connection: Connection;
}

/**
 * The text behind what is to be explained; a view's is asked for. Where it is planned for any parameters (`generic`),
 * a query's own are not looked at. Throws an `ExplainError` where there is no text.
 */
export async function findExplainSubject(
  database: Database,
  wanted: ToExplain,
  {generic = false}: {generic?: boolean} = {},
): Promise<ExplainSubject> {
  const {connection} = database;
  if ('query' in wanted) return findQuery(database, wanted, generic);
  if ('view' in wanted) {
    const {schema, name} = wanted.view;
    return {name, text: await findSelect(database, schema, name), params: [], connection};
  }
  return {
    name: 'statement',
    text: wanted.statement,
    params: wanted.values.map(readBoolean),
    connection,
  };
}

async function findQuery(
  database: Database,
  {query, params}: QueryToExplain,
  generic: boolean,
): Promise<ExplainSubject> {
  const parsed: Readonly<Record<string, unknown>> = generic ? {} : query.params.parse(params);
  // What is asked about jobs is asked where they are kept, which may be another database of the server.
  const place = query.needs.includes('cron') ? await database.cronPlace() : null;
  const isElsewhere = place !== null && place.kind !== 'none';
  return {
    name: query.name,
    text: await database.textOf(query),
    params: Object.keys(query.params.shape).map(key => parsed[key] ?? null),
    connection: isElsewhere ? {...database.connection, database: place.database} : database.connection,
  };
}

async function findSelect(database: Database, schema: string, name: string): Promise<string> {
  const [row] = await database.ask(viewDefinition, {schema_name: schema, view_name: name});
  if (row === undefined)
    throw new ExplainError('statement', `There is no materialized view ${schema}.${name}.`);
  if (row.definition === null)
    throw new ExplainError(
      'statement',
      'Somebody blocks all readers of what the view reads, so that its definition cannot be read now.',
    );
  return row.definition;
}

/** The driver takes any text for a boolean as false. */
function readBoolean(value: string | null): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return value;
}
