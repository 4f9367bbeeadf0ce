import type {Connection} from '../../src/config/connection.ts';

/** A server that all db tests share; what they change stays inside databases of their own. */
export interface TestServer {
  readonly name: 'Postgres 18' | 'Postgres 15';
  /** As superuser, to the database `postgres`. */
  readonly connection: Connection;
  /** pg_cron lives in the database `postgres`. */
  readonly hasCron: boolean;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServer[];
    /** A folder with an initialised cluster to copy, or null where Debian's Postgres is not installed. */
    pristineCluster: string | null;
  }
}
