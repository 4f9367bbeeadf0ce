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
}
