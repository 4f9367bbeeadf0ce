import {once} from 'node:events';
import {connect, isIP, type Socket} from 'node:net';
import type {Connection, Server} from '../config/connection.ts';
import {readTlsOptions} from './tls-options.ts';

/** A wish for TLS, and the two answers to it. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL */
const tlsRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const tlsGranted = 'S'.charCodeAt(0);
const tlsRefused = 'N'.charCodeAt(0);

/**
 * Opens the link to one server, encrypted as the connection asks, ready for the login. The driver is not left to do it:
 * it knows no authority without a host name, no client certificate that is renewed, and no reason for a refusal. Throws
 * where the server cannot be reached in time or cannot prove who it is.
 */
export async function openSocket(
  connection: Connection,
  server: Server,
  {signal, timeoutMs}: {signal: AbortSignal; timeoutMs: number},
): Promise<Socket> {
  const socket = connectTo(server);
  // Nobody else listens while files are read; that it has failed is found afterwards.
  socket.on('error', () => {});
  const destroy = () => socket.destroy(abortError());
  signal.addEventListener('abort', destroy);
  const timer =
    timeoutMs > 0 ? setTimeout(() => socket.destroy(timeoutError(server, timeoutMs)), timeoutMs) : undefined;
  try {
    if (signal.aborted) destroy();
    await once(socket, 'connect');
    return connection.tls === 'disable' || isSocketFolder(server.host)
      ? socket
      : await protect(socket, connection, server);
  } catch (error) {
    socket.destroy();
    throw socket.errored ?? error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', destroy);
  }
}

/** As libpq has it: a folder, or a name in Linux's abstract namespace. */
function isSocketFolder(host: string): boolean {
  return host.startsWith('/') || host.startsWith('@');
}

function connectTo({host, port, address}: Server): Socket {
  if (!isSocketFolder(host)) return connect(port, address ?? host);
  return connect(`${host.replace(/^@/, '\0')}/.s.PGSQL.${port}`);
}

async function protect(socket: Socket, connection: Connection, server: Server): Promise<Socket> {
  const isDirect = connection.certificates?.isDirect === true;
  if (!isDirect && !(await askForTls(socket))) {
    if (connection.tls === 'prefer') return socket;
    throw Object.assign(new Error('the server does not support SSL connections'), {code: 'TLS_REFUSED'});
  }
  const {sendsName} = connection.certificates ?? {};
  // A tenth of the time to the first screen, where nobody asks for it.
  const {connect: connectTls} = await import('node:tls');
  const trust = await readTlsOptions(connection, server.host);
  if (socket.errored) throw socket.errored;
  const secured = connectTls({
    socket,
    host: server.host,
    ...(isIP(server.host) === 0 && sendsName !== false ? {servername: server.host} : {}),
    ...(isDirect ? {ALPNProtocols: ['postgresql']} : {}),
    ...trust,
  });
  secured.on('error', () => {});
  try {
    await once(secured, 'secureConnect');
  } catch (error) {
    secured.destroy();
    throw error;
  }
  return secured;
}

/** Whether the server grants the wish. More than the one byte would be words that somebody in between slipped in. */
async function askForTls(socket: Socket): Promise<boolean> {
  socket.write(tlsRequest);
  const closed = () => socket.destroy(closedError());
  socket.once('end', closed);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.off('end', closed);
  if (answer.length === 1 && answer[0] === tlsGranted) return true;
  if (answer.length === 1 && answer[0] === tlsRefused) return false;
  throw closedError();
}

function closedError(): Error {
  return Object.assign(new Error('the connection was closed before the login'), {
    code: 'CLOSED_BEFORE_LOGIN',
  });
}

function timeoutError({host, port}: Server, timeoutMs: number): Error {
  return Object.assign(new Error(`no answer from ${host}:${port} within ${timeoutMs / 1000} s`), {
    code: 'CONNECT_TIMEOUT',
  });
}

function abortError(): Error {
  return Object.assign(new Error('the connection was given up'), {code: 'CONNECTION_ENDED'});
}
