import type * as z from 'zod';
import type {Connection} from '../config/connection.ts';
import type {MetricChoice} from '../config/metric-choice.ts';
import {type Client, endClient, openClient} from '../db/client.ts';
import {createCommandSender} from '../db/send-command.ts';
import {createSender} from '../db/send-statement.ts';
import {readSql} from '../db/sql-files.ts';
import {StatementLog} from '../db/statement-log.ts';
import type {StandbySnapshot} from '../health/snapshot/standby.ts';
import {defaultThresholds} from '../health/thresholds.ts';
import {askOne} from './ask-one.ts';
import {cronFacts} from './cron-facts.ts';
import {type CronPlace, findCronPlace} from './cron-place.ts';
import type {Query, QuerySchemas} from './define-query.ts';
import {createMetricPlace} from './metric-place.ts';
import type {Reading} from './metric-source.ts';
import {requirePipeline} from './pipeline-absence.ts';
import {runQuery, type SendStatement} from './run-query.ts';
import {type ServerFactsRow, serverFacts} from './server-facts.ts';
import type {TwinStateRow} from './twin-state.ts';

export interface DatabaseOptions {
  readonly schema: string;
  readonly readOnly: boolean;
  readonly statementTimeoutMs: number;
  /** The database that holds the jobs, where it is not to be looked for. */
  readonly cronDatabase?: string | undefined;
  /** A standby that questions about metrics go to while it can be read; everything else goes to the database itself. */
  readonly standby?: Connection | undefined;
  /** How far the standby may be behind; beyond that the database itself is read. */
  readonly maxStandbyLagMs?: number | undefined;
  /** What questions about metrics read to begin with, `auto` where it is not said. */
  readonly source?: MetricChoice | undefined;
}

/** Another place than the connected database for an action to run in. */
export interface ActionPlace {
  /** Where the jobs are kept. */
  readonly atJobs?: boolean;
}

/** Postgres as the rest of the program sees it: questions, actions, and a log of all that was sent. */
export interface Database {
  readonly connection: Connection;
  readonly options: DatabaseOptions;
  readonly log: StatementLog;
  /** What the server is and has; asked once, and again after `forgetFacts`. */
  facts(): Promise<ServerFactsRow>;
  /** Where the jobs are kept: questions that need `cron` are asked there. Looked for once, as `facts`. */
  cronPlace(): Promise<CronPlace>;
  /** What questions about metrics read: looked at anew twice a minute while they are asked. */
  reading(): Promise<Reading>;
  /** What the latest answer about metrics came from. */
  lastReading(): Reading;
  /** What questions about metrics read from now on. */
  chooseSource(choice: MetricChoice): void;
  /** What was chosen, whether it can be read or not. */
  sourceChoice(): MetricChoice;
  /** Makes the choice anew by an answer that came beside others. */
  noteTwins(state: TwinStateRow): void;
  /** The standby that metrics are read from, as it was last seen; null where none was named. */
  standby(): StandbySnapshot | null;
  /** The same, looked at now. Never throws. */
  lookAtStandby(): Promise<StandbySnapshot | null>;
  /** After a lost link the server may be another one. */
  forgetFacts(): void;
  /** Throws a `UserError` for a question to the pipeline where the schema that was named holds none. */
  ask<Params extends z.ZodObject, Row extends z.ZodObject>(
    query: Query<Params, Row>,
    params: z.input<Params>,
    signal?: AbortSignal,
  ): Promise<z.output<Row>[]>;
  /** The text that `ask` would send. */
  textOf(query: Query): Promise<string>;
  /** Runs an action of `sql/actions/` on a session of its own, without the statement timeout of the questions. */
  act(
    action: string,
    params: readonly unknown[],
    signal?: AbortSignal,
    place?: ActionPlace,
  ): Promise<readonly unknown[]>;
  /** Runs a command that a person wrote, in a database of the server, as psql would; it may be several statements. */
  command(text: string, databaseName: string): Promise<void>;
  close(): Promise<void>;
}

/** A standby that does not answer is soon given up: the primary is there. */
const standbyConnectMs = 2500;

/** Opens a database; nothing is sent before the first question. */
export function openDatabase(connection: Connection, options: DatabaseOptions): Database {
  const log = new StatementLog();
  const openQuestions = (to: Connection, max: number) =>
    openClient(to, {
      applicationName: 'lanewatch',
      max,
      schema: options.schema,
      readOnly: true,
      statementTimeoutMs: options.statementTimeoutMs,
    });
  const questions = openQuestions(connection, 2);
  const send = createSender(questions, log);
  /** Sessions to other databases of the server, by name. */
  const others = new Map<string, {client: Client; send: SendStatement}>();
  const noCron: QuerySchemas = {cron: 'lanewatch_cron'};
  let facts: Promise<ServerFactsRow> | undefined;
  let place: Promise<CronPlace> | undefined;

  function sendTo(name: string): SendStatement {
    if (name === connection.database) return send;
    let other = others.get(name);
    if (other === undefined) {
      const client = openQuestions({...connection, database: name}, 1);
      other = {client, send: createSender(client, log)};
      others.set(name, other);
    }
    return other.send;
  }

  const askFacts = (through: SendStatement) => askOne(serverFacts, {schema: options.schema}, through);

  /** The search path would lead a question on to a pipeline that was not named. */
  async function knowPipeline({needs}: Query, facts = () => database.facts()): Promise<void> {
    if (!needs.includes('pipeline') || (await facts()).has_pipeline) return;
    // It may have been installed meanwhile.
    database.forgetFacts();
    requirePipeline(await database.facts(), options.schema);
  }

  function openStandby(to: Connection) {
    const open = () => openQuestions({...to, connectTimeoutMs: to.connectTimeoutMs ?? standbyConnectMs}, 3);
    let client = open();
    return {
      place: `${to.host}:${to.port}`,
      maxBehindMs: options.maxStandbyLagMs ?? defaultThresholds.standbyStaleMs.value,
      send: ((...statement) => createSender(client, log)(...statement)) satisfies SendStatement,
      renew() {
        const old = client;
        client = open();
        void endClient(old, 0);
      },
      close: () => endClient(client, 1000),
    };
  }

  const standby = options.standby ? openStandby(options.standby) : null;
  const metrics = createMetricPlace({
    schema: options.schema,
    choice: options.source ?? 'auto',
    send,
    facts: () => database.facts(),
    knowPipeline,
    standby,
  });

  const database: Database = {
    connection,
    options,
    log,
    facts() {
      facts ??= askFacts(send).catch(error => {
        facts = undefined;
        throw error;
      });
      return facts;
    },
    cronPlace() {
      place ??= database
        .facts()
        .then(here =>
          findCronPlace({
            here,
            wanted: options.cronDatabase,
            settings: async () => (await runQuery(cronFacts, {}, {send, schemas: noCron}))[0]?.settings ?? [],
            lookIn: name => askFacts(sendTo(name)),
          }),
        )
        .catch(error => {
          place = undefined;
          throw error;
        });
      return place;
    },
    reading: metrics.reader.reading,
    lastReading: metrics.reader.last,
    chooseSource: metrics.reader.choose,
    sourceChoice: metrics.reader.choice,
    noteTwins: metrics.noteTwins,
    standby: metrics.standby,
    lookAtStandby: metrics.lookAtStandby,
    forgetFacts() {
      facts = undefined;
      place = undefined;
      metrics.reader.forget();
    },
    async ask(query, params, signal) {
      if (query.readsMetrics || query.tellsMetricAges) return metrics.ask(query, params, signal);
      await knowPipeline(query);
      if (!query.needs.includes('cron')) return runQuery(query, params, {send, schemas: noCron, signal});
      const {kind, database: home} = await database.cronPlace();
      const reached = kind === 'none' ? connection.database : home;
      return runQuery(query, params, {send: sendTo(reached), schemas: schemasAt(kind), signal});
    },
    async textOf(query) {
      await knowPipeline(query);
      const schemas = schemasAt((await database.cronPlace()).kind);
      return query.sql(
        query.readsMetrics ? {...schemas, source: (await database.reading()).source} : schemas,
      );
    },
    async act(action, params, signal, {atJobs = false} = {}) {
      const at = atJobs ? await database.cronPlace() : null;
      const client = openActions(at?.database ?? connection.database);
      const text = readSql(`actions/${action}.sql`);
      try {
        const placed = at === null ? text : text.replaceAll(':"cron"', schemasAt(at.kind).cron);
        return await createSender(client, log)(action, placed, params, signal);
      } finally {
        await endClient(client, 1000);
      }
    },
    async command(text, databaseName) {
      const client = openActions(databaseName);
      try {
        await createCommandSender(client, log)(text);
      } finally {
        await endClient(client, 1000);
      }
    },
    async close() {
      const all = [questions, ...[...others.values()].map(({client}) => client)];
      await Promise.all([standby?.close(), ...all.map(each => endClient(each, 1000))]);
    },
  };

  function openActions(name: string): Client {
    return openClient(
      {...connection, database: name},
      {applicationName: 'lanewatch action', schema: options.schema, readOnly: options.readOnly},
    );
  }
  return database;
}

/** pg_cron wherever it is there; otherwise the built-in scheduler. */
function schemasAt(kind: CronPlace['kind']): QuerySchemas {
  return {cron: kind === 'here' || kind === 'elsewhere' ? 'cron' : 'lanewatch_cron'};
}
