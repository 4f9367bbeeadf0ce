import process from 'node:process';
import {UserError} from '../../config/user-error.ts';

/** A fault of the monitor's own, as it is told once the terminal is back; the stack is that of the fault. */
export class MonitorFault extends UserError {
  override readonly name = 'MonitorFault';

  constructor(cause: unknown) {
    super(
      'The monitor ended with a fault of its own',
      cause instanceof Error ? cause.message : String(cause),
      'Open it again; --log-level debug adds what a report of the fault needs.',
      {cause},
    );
    if (cause instanceof Error && cause.stack !== undefined) this.stack = cause.stack;
  }
}

/** Keeps the first fault, wherever it comes from, and has the monitor left because of it. */
export class Faults {
  #first: MonitorFault | null = null;
  readonly #leave: () => void;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  readonly add = (cause: unknown): void => {
    this.#first ??= new MonitorFault(cause);
    this.#leave();
  };

  /** Takes faults that nobody caught, instead of Node, who would print the source over the screen. */
  watch(): () => void {
    process.on('uncaughtException', this.add);
    process.on('unhandledRejection', this.add);
    return () => {
      process.off('uncaughtException', this.add);
      process.off('unhandledRejection', this.add);
    };
  }

  throwIfAny(): void {
    if (this.#first) throw this.#first;
  }
}
