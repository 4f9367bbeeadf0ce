import {prepareSampleData} from '../../src/commands/demo/sample-data.ts';
import type {Connection} from '../../src/config/connection.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';

/** A server with the demo's data and jobs but without its traffic and worker: nothing changes unless a test does it. */
export async function startSampleServer(
  options: Parameters<typeof startEmbeddedServer>[0] = {},
): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(options);
  try {
    await prepareSampleData(server.connection, 7, () => {});
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** As people write it after -d. */
export function urlOf({host, port, database, user, password = ''}: Connection): string {
  return `postgres://${user}:${password}@${host}:${port}/${database}`;
}
