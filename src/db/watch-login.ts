import type {Socket} from 'node:net';
import type {Connection} from '../config/connection.ts';

/** First bytes of a server's answers: it asks for a login, or it refuses the wish for TLS. */
const loginAsked = 'R'.charCodeAt(0);
const tlsRefused = 'N'.charCodeAt(0);

/**
 * Makes an attempt to connect fail where the driver would try again for ever or lose the error: something that is no
 * Postgres closes the link before it asks for a login, or a server without TLS is asked for it.
 */
export function watchLogin(socket: Socket, tls: Connection['tls']): void {
  const fail = (code: string, message: string) => socket.destroy(Object.assign(new Error(message), {code}));
  const closed = () => fail('CLOSED_BEFORE_LOGIN', 'the connection was closed before the login');
  const look = ([first]: Buffer) => {
    if (first === tlsRefused && tls !== 'prefer') {
      fail('TLS_REFUSED', 'the server does not support SSL connections');
    } else if (first === loginAsked) {
      socket.off('data', look);
      socket.off('end', closed);
    }
  };
  socket.on('data', look);
  socket.once('end', closed);
  onCancelRequest(socket, () => socket.off('end', closed));
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, CancelRequest */
const cancelRequest = Buffer.from([0, 0, 0, 16, 4, 210, 22, 46]);

/**
 * The server answers a wish to cancel by closing the link and nothing else. The driver opens such links by itself and
 * lets nobody catch their failure, so that to call this one would end the program.
 */
function onCancelRequest(socket: Socket, seen: () => void): void {
  const {write} = socket;
  socket.write = function watched(this: Socket, ...args: Parameters<Socket['write']>): boolean {
    const [chunk] = args;
    if (chunk instanceof Uint8Array && cancelRequest.equals(chunk.subarray(0, cancelRequest.length))) seen();
    return write.apply(this, args);
  } as Socket['write'];
}
