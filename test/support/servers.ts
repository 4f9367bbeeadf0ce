import {randomBytes} from 'node:crypto';
import {afterAll, afterEach, beforeAll, inject} from 'vitest';
import type {Connection} from '../../src/config/connection.ts';
import {type Client, type ClientOptions, openClient} from '../../src/db/client.ts';
import {installDebianPostgres, type PrivateServer, startDebianPostgres} from './debian-postgres.ts';
import {installOperationalTables, templateNames} from './templates.ts';
import type {TestServer} from './test-server.ts';

export type {TestServer} from './test-server.ts';

/** The servers of this run, for `describe.each(servers)('on $name', server => …)`. */
export const servers: readonly TestServer[] = inject('servers');

/** Whether Postgres 15 with pg_cron can be started: `describe.skipIf(!hasPrivateServers)`. */
export const hasPrivateServers: boolean = inject('pristineCluster') !== null;

export interface TestDatabase {
  readonly connection: Connection;
  /** As superuser, with four sessions. */
  readonly client: Client;
  /** One more session, or several, closed with the database; by default as superuser. */
  open(options?: Partial<ClientOptions> & {as?: Connection}): Client;
  /** A login of its own that is a member of the given roles. */
  createLogin(memberOf?: readonly string[], attributes?: string): Promise<Connection>;
  /** Closes all sessions. */
  close(): Promise<void>;
  /** Closes all sessions and takes the database and the logins away; `keep` leaves them to look at. */
  release(keep?: boolean): Promise<void>;
}

/** A database of the test's own, with the platform's tables and, unless asked otherwise, the pipeline, views filled. */
export async function createDatabase(
  server: Pick<TestServer, 'connection' | 'hasCron'>,
  options: {migrated?: boolean} = {},
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = options.migrated === false ? templateNames.empty : templateNames.migrated;
  await administer(server.connection, admin => admin.unsafe(`create database ${name} template ${template}`));
  return openDatabase(server, name);
}

function openDatabase(server: Pick<TestServer, 'connection' | 'hasCron'>, name: string): TestDatabase {
  const connection: Connection = {...server.connection, database: name};
  const logins: string[] = [];
  const clients: Client[] = [];
  const open: TestDatabase['open'] = ({as = connection, ...rest} = {}) => {
    const client = openClient(as, {applicationName: 'lanewatch test', ...rest});
    clients.push(client);
    return client;
  };
  const client = open({max: 4});
  const close = async () => {
    await Promise.all(clients.map(each => each.end({timeout: 0})));
  };
  return {
    connection,
    client,
    open,
    async createLogin(memberOf = [], attributes = '') {
      const user = `${name}_${logins.length}`;
      logins.push(user);
      await client.unsafe(`create role ${user} login password 'secret' ${attributes}`);
      for (const role of memberOf) await client.unsafe(`grant ${role} to ${user}`);
      return {...connection, user, password: 'secret'};
    },
    close,
    async release(keep = false) {
      await close();
      if (keep) {
        process.stderr.write(`The database ${name} was kept until the servers stop.\n`);
        return;
      }
      await administer(server.connection, async admin => {
        if (server.hasCron) await admin.unsafe(`delete from cron.job where database = '${name}'`);
        await admin.unsafe(`drop database if exists ${name} with (force)`);
        for (const user of logins) await admin.unsafe(`drop owned by ${user}; drop role ${user}`);
      });
    },
  };
}

/** The platform's tables in a database of a private server, which is made where it is not there. */
export async function createPlatform({connection}: PrivateServer, name: string): Promise<TestDatabase> {
  const isThere = name === connection.database;
  if (!isThere) await administer(connection, admin => admin.unsafe(`create database ${name}`));
  const database = openDatabase({connection, hasCron: false}, name);
  await installOperationalTables(database.client);
  return database;
}

/** One database for a whole `describe`; kept where a test of it failed. The result is to be called inside tests. */
export function provideDatabase(
  server: Pick<TestServer, 'connection' | 'hasCron'>,
  options: {migrated?: boolean} = {},
): () => TestDatabase {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createDatabase(server, options);
  });
  let hasFailed = false;
  afterEach(({task}) => {
    hasFailed ||= task.result?.state === 'fail';
  });
  afterAll(() => database?.release(hasFailed));
  return () => {
    if (database === undefined) throw new Error('The database is there only while tests run.');
    return database;
  };
}

/** One more Postgres 15 with pg_cron and the given settings, for a whole `describe`. */
export function providePrivateServer(settings: Record<string, string> = {}): () => PrivateServer {
  let server: PrivateServer | undefined;
  beforeAll(async () => {
    const pristine = inject('pristineCluster');
    if (pristine === null) throw new Error(`Postgres 15 with pg_cron is missing: ${installDebianPostgres}`);
    server = await startDebianPostgres(pristine, settings);
  });
  afterAll(() => server?.stop());
  return () => {
    if (server === undefined) throw new Error('The server is there only while tests run.');
    return server;
  };
}

async function administer<Result>(
  connection: Connection,
  work: (admin: Client) => Promise<Result>,
): Promise<Result> {
  const admin = openClient(connection, {applicationName: 'lanewatch test'});
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
