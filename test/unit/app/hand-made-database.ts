import * as z from 'zod';
import {StatementLog} from '../../../src/db/statement-log.ts';
import type {Database} from '../../../src/queries/database.ts';
import {defineQuery} from '../../../src/queries/define-query.ts';
import {withoutTwins} from '../../../src/queries/metric-source.ts';

/** A question that waits for its answer by hand. */
export interface Asked {
  readonly name: string;
  readonly params: unknown;
  readonly signal: AbortSignal | undefined;
  resolve(rows: readonly object[]): void;
  reject(error: unknown): void;
}

export interface HandMadeDatabase {
  readonly database: Database;
  readonly asked: readonly Asked[];
  readonly factsForgotten: number;
  /** The latest question. */
  latest(): Asked;
}

export const numbersQuery = defineQuery({
  name: 'numbers',
  title: 'Which numbers are there?',
  params: z.strictObject({above: z.number()}),
  row: z.strictObject({n: z.number()}),
});

/** A database that answers when it is told to, or never. */
export function createHandMadeDatabase(): HandMadeDatabase {
  const asked: Asked[] = [];
  let factsForgotten = 0;
  const never = () => Promise.reject(new Error('not a part of this test'));
  const database: Database = {
    connection: {host: 'db1', port: 5432, database: 'lanes', user: 'ada', tls: 'disable'},
    options: {schema: 'public', readOnly: false, statementTimeoutMs: 0},
    log: new StatementLog(),
    facts: never,
    cronPlace: never,
    command: never,
    reading: never,
    lastReading: () => withoutTwins,
    noteTwins() {},
    standby: () => null,
    lookAtStandby: async () => null,
    chooseSource() {},
    sourceChoice: () => 'auto',
    forgetFacts() {
      factsForgotten += 1;
    },
    ask(query, params, signal) {
      const {promise, resolve, reject} = Promise.withResolvers<never[]>();
      asked.push({name: query.name, params, signal, resolve: rows => resolve(rows as never[]), reject});
      return promise;
    },
    textOf: never,
    act: never,
    async close() {},
  };
  return {
    database,
    asked,
    get factsForgotten() {
      return factsForgotten;
    },
    latest() {
      const last = asked.at(-1);
      if (last === undefined) throw new Error('nothing was asked');
      return last;
    },
  };
}

/** As the driver reports it. */
export function errorWithCode(code: string, message: string): Error {
  return Object.assign(new Error(message), {code});
}
