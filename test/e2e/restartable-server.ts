import {once} from 'node:events';
import {type AddressInfo, connect, createServer} from 'node:net';
import type {Connection} from '../../src/config/connection.ts';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer} from './sample-server.ts';

/** A server that is found at the same address again after it was stopped, with the data that it had. */
export interface RestartableServer {
  readonly connection: Connection;
  start(): Promise<void>;
  /** Nothing listens at the address until the next start. */
  stop(): Promise<void>;
}

/** The embedded server chooses a new port at each start; a relay in front of it keeps the address. */
export async function startRestartableServer(directory: string): Promise<RestartableServer> {
  let server: EmbeddedServer = await startSampleServer({directory});
  const relay = createServer(socket => {
    const link = connect(server.connection.port, '127.0.0.1');
    link.on('error', () => socket.destroy()).pipe(socket);
    socket.on('error', () => link.destroy()).pipe(link);
    socket.once('close', () => link.destroy());
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  const {port} = relay.address() as AddressInfo;
  return {
    connection: {...server.connection, port},
    async start() {
      server = await startSampleServer({directory});
      await once(relay.listen(port, '127.0.0.1'), 'listening');
    },
    async stop() {
      relay.close();
      await server.stop();
    },
  };
}
