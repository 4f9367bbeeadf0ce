import type {Socket} from 'node:net';
import {TLSSocket} from 'node:tls';

/** First byte of a server's answer that asks for a login. */
const loginAsked = 'R'.charCodeAt(0);

/** Ways to log in, by the number the server asks with. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const granted = 0;
const scram = 10;
const withPassword: ReadonlySet<number> = new Set([3, 5, scram]);

/**
 * Makes an attempt to connect fail where the driver would try again for ever, lose the error or wait for nothing:
 * something that is no Postgres closes the link before it asks for a login, or the server wants a password that is not
 * there (`missingPassword` tells why) or a way to log in that the driver does not know.
 */
export function watchLogin(socket: Socket, missingPassword: () => Error | null): void {
  const early = closedError(socket);
  const closed = () => socket.destroy(early);
  // The driver hears it next. How a link is cut that was just refused is a matter of chance.
  const cut = (error: Error) => {
    if ('code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE'))
      Object.assign(error, {code: early.code});
  };
  const look = (chunk: Buffer) => {
    if (chunk[0] !== loginAsked) return;
    socket.off('data', look);
    socket.off('end', closed);
    socket.off('error', cut);
    const way = chunk.length < 9 ? granted : chunk.readInt32BE(5);
    const refused = withPassword.has(way) ? missingPassword() : way === granted ? null : unknownWay(way);
    const isUnknownScram = way === scram && !chunk.includes('SCRAM-SHA-256\0');
    if (!refused && !isUnknownScram) return;
    // The driver hears the same words next and would print those that it does not know.
    chunk.writeInt32BE(granted, 5);
    socket.destroy(refused ?? unknownWay(way));
  };
  socket.on('data', look);
  socket.once('end', closed);
  if (early.code === certificateRefused) socket.on('error', cut);
  onCancelRequest(socket, () => socket.off('end', closed));
}

const certificateRefused = 'CLIENT_CERTIFICATE_REFUSED';

/** A link that ends before the login: the server is none of Postgres, or it has seen our certificate and does not like it. */
export function closedError(socket: Socket): Error & {code: string} {
  return showsCertificate(socket)
    ? Object.assign(new Error('the connection was closed after our certificate was shown'), {
        code: certificateRefused,
      })
    : Object.assign(new Error('the connection was closed before the login'), {code: 'CLOSED_BEFORE_LOGIN'});
}

function showsCertificate(socket: Socket): boolean {
  return socket instanceof TLSSocket && Object.keys(socket.getCertificate() ?? {}).length > 0;
}

function unknownWay(way: number): Error {
  const name = new Map([
    [2, 'Kerberos'],
    [7, 'GSSAPI'],
    [9, 'SSPI'],
    [scram, 'a mechanism other than SCRAM-SHA-256'],
  ]).get(way);
  return Object.assign(new Error(`the server asks for ${name ?? `a login of kind ${way}`}`), {
    code: 'LOGIN_UNSUPPORTED',
  });
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
