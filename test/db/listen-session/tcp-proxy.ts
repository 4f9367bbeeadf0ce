import {createServer, connect as openSocket, type Socket} from 'node:net';
import type {Connection} from '../../../src/config/connection.ts';

/** A link to a server that can fail in the ways that links fail. */
export interface TcpProxy {
  /** How to reach the server through the proxy. */
  readonly connection: Connection;
  /** How often somebody connected. */
  readonly accepted: number;
  /**
   * How many sockets clients hold now. Behind a frozen link a farewell looks like a socket that is only half closed, so
   * a byte is sent after it: one that is closed altogether answers with a reset.
   */
  countOpen(): number;
  /** From now on nothing passes in either direction, as when a cable is cut: no end is told. New connections pass. */
  freeze(): void;
  /** New connections are frozen as soon as the client sends this text. */
  freezeAt(text: string | null): void;
  /** From now on new connections go to another server, as a name that was moved. */
  redirect(target: Connection): void;
  /** Breaks every connection with a TCP reset. */
  reset(): void;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  frozen: boolean;
}

export async function startTcpProxy(first: Connection): Promise<TcpProxy> {
  const links = new Set<Link>();
  let accepted = 0;
  let target = first;
  let freezeText: string | null = null;

  // A client's FIN is left unanswered while the link is frozen, as it is by a host that is gone.
  const listener = createServer({allowHalfOpen: true}, client => {
    accepted += 1;
    const server = openSocket(target.port, target.host);
    const link: Link = {client, server, frozen: false};
    links.add(link);
    client.on('data', chunk => {
      if (freezeText !== null && chunk.includes(freezeText)) link.frozen = true;
      if (!link.frozen) server.write(chunk);
    });
    server.on('data', chunk => void (link.frozen || client.write(chunk)));
    client.on('end', () => void (link.frozen || server.end()));
    server.on('end', () => void (link.frozen || client.end()));
    const forget = () => {
      links.delete(link);
      server.destroy();
    };
    client.on('error', forget).on('close', forget);
    server.on('error', () => client.destroy());
  });
  await new Promise<void>((done, fail) => listener.once('error', fail).listen(0, '127.0.0.1', done));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');

  return {
    connection: {...first, host: '127.0.0.1', port: address.port},
    get accepted() {
      return accepted;
    },
    countOpen() {
      for (const {client} of links) if (client.readableEnded) client.write('\0');
      return links.size;
    },
    freeze() {
      for (const link of links) link.frozen = true;
    },
    freezeAt(text) {
      freezeText = text;
    },
    redirect(next) {
      target = next;
    },
    reset() {
      for (const {client} of links) client.resetAndDestroy();
    },
    async close() {
      for (const {client, server} of links) {
        client.destroy();
        server.destroy();
      }
      await new Promise(done => listener.close(done));
    },
  };
}
