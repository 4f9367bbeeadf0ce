import type {Socket} from 'node:net';

/**
 * Lets every statement know that its link is lost. The driver fails what was sent before the error of a socket, and
 * what is on its way when one closes without an error; a statement that is sent after the error and before the close,
 * as by whoever tries again at once, would wait for ever. So each close is told as one without an error.
 */
export function tellLoss(socket: Socket): void {
  const emit: (event: string | symbol, ...args: unknown[]) => boolean = socket.emit;
  socket.emit = function told(this: Socket, event: string | symbol, ...args: unknown[]): boolean {
    return emit.call(this, event, ...(event === 'close' ? [false] : args));
  };
}
