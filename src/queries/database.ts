import type * as z from 'zod';
import type {Connection} from '../config/connection.ts';
import {endClient, openClient} from '../db/client.ts';
import {createSender} from '../db/send-statement.ts';
import {readSql} from '../db/sql-files.ts';
import {StatementLog} from '../db/statement-log.ts';
import type {Query, QuerySchemas} from './define-query.ts';
import {runQuery} from './run-query.ts';
import {type ServerFactsRow, serverFacts} from './server-facts.ts';

export interface DatabaseOptions {
  readonly schema: string;
  readonly readOnly: boolean;
  readonly statementTimeoutMs: number;
}

/** Postgres as the rest of the program sees it: questions, actions, and a log of all that was sent. */
export interface Database {
  readonly connection: Connection;
  readonly options: DatabaseOptions;
  readonly log: StatementLog;
  /** What the server is and has; asked once, and again after `forgetFacts`. */
  facts(): Promise<ServerFactsRow>;
  /** After a lost link the server may be another one. */
  forgetFacts(): void;
  ask<Params extends z.ZodObject, Row extends z.ZodObject>(
    query: Query<Params, Row>,
    params: z.input<Params>,
    signal?: AbortSignal,
  ): Promise<z.output<Row>[]>;
  /** The text that `ask` would send. */
  textOf(query: Query): Promise<string>;
  /** Runs an action of `sql/actions/` on a session of its own, without the statement timeout of the questions. */
  act(action: string, params: readonly unknown[], signal?: AbortSignal): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** Opens a database; nothing is sent before the first question. */
export function openDatabase(connection: Connection, options: DatabaseOptions): Database {
  const log = new StatementLog();
  const questions = openClient(connection, {
    applicationName: 'lanewatch',
    max: 2,
    schema: options.schema,
    readOnly: true,
    statementTimeoutMs: options.statementTimeoutMs,
  });
  const send = createSender(questions, log);
  const noCron: QuerySchemas = {cron: 'lanewatch_cron'};
  let facts: Promise<ServerFactsRow> | undefined;

  const database: Database = {
    connection,
    options,
    log,
    facts() {
      facts ??= runQuery(serverFacts, {}, {send, schemas: noCron}).then(
        ([row]) => {
          if (!row) throw new Error('The server answered the first question with no row.');
          return row;
        },
        error => {
          facts = undefined;
          throw error;
        },
      );
      return facts;
    },
    forgetFacts() {
      facts = undefined;
    },
    async ask(query, params, signal) {
      return runQuery(query, params, {send, schemas: await schemasOf(database), signal});
    },
    async textOf(query) {
      return query.sql(await schemasOf(database));
    },
    async act(action, params, signal) {
      const client = openClient(connection, {
        applicationName: 'lanewatch action',
        schema: options.schema,
        readOnly: options.readOnly,
      });
      try {
        return await createSender(client, log)(action, readSql(`actions/${action}.sql`), params, signal);
      } finally {
        await endClient(client, 1000);
      }
    },
    async close() {
      await endClient(questions, 1000);
    },
  };
  return database;
}

/** pg_cron wherever it is there; otherwise the built-in scheduler. */
async function schemasOf(database: Database): Promise<QuerySchemas> {
  const facts = await database.facts();
  return {cron: facts.pg_cron_version === null ? 'lanewatch_cron' : 'cron'};
}
