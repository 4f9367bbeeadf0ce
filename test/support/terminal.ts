import type {Readable} from 'node:stream';
import {type IPty, spawn} from '@lydell/node-pty';
import type {IBufferCell} from '@xterm/headless';
import xterm from '@xterm/headless';

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** The folder it is started in. */
  readonly cwd?: string;
  /** The whole environment, but for what a terminal itself sets. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ending {
  readonly exitCode: number;
  /** The number of the signal that ended the program, or 0. */
  readonly signal: number;
}

/** How one cell of the screen is drawn. */
export interface CellStyle {
  readonly text: string;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly coloured: boolean;
}

/** A program in a pseudo-terminal, with the screen that a person would see. */
export interface Terminal {
  readonly pid: number;
  /** Settles when the program has ended and all that it wrote is on the screen. */
  readonly ended: Promise<Ending>;
  /** Pastes a text, as terminals send it to programs that ask for marked pastes. */
  paste(text: string): void;
  /** Types keys, each by its name (`enter`, `ctrl-c`) or as the text itself. */
  press(...keys: readonly string[]): void;
  /** The lines of the screen without trailing blanks. */
  screen(): string[];
  /** The styles of the cells of the first line that holds a text. */
  stylesOf(text: string): CellStyle[];
  /** Waits until the screen shows a text, or a condition on its text holds; fails with the screen as message. */
  waitFor(wanted: Wanted, timeoutMs?: number): Promise<string>;
  resize(columns: number, rows: number): void;
  /** All that the program wrote so far. */
  output(): string;
  bytesWritten(): number;
  isAlternateScreen(): boolean;
  isCursorVisible(): boolean;
  /** Takes the terminal away from under the program, as closing a window or a lost SSH session does. */
  hangUp(): void;
  /** Kills the program where it still runs, and gives everything back. */
  dispose(): void;
}

export type Wanted = string | RegExp | ((screen: string) => boolean);

const sequences: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\u001B',
  tab: '\t',
  'shift-tab': '\u001B[Z',
  backspace: '\u007F',
  delete: '\u001B[3~',
  space: ' ',
  home: '\u001B[H',
  end: '\u001B[F',
  left: '\u001B[D',
  right: '\u001B[C',
  'shift-left': '\u001B[1;2D',
  'shift-right': '\u001B[1;2C',
  up: '\u001B[A',
  down: '\u001B[B',
  pgup: '\u001B[5~',
  pgdn: '\u001B[6~',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
  'ctrl-s': '\u0013',
  'ctrl-u': '\u0015',
  'ctrl-z': '\u001A',
};

export function startTerminal(
  command: string,
  args: readonly string[],
  {columns = 80, rows = 24, env = {}, cwd = process.cwd()}: TerminalOptions = {},
): Terminal {
  const emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
  const pty = spawn(command, [...args], {
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    encoding: null,
    env: {LANG: 'C.UTF-8', ...env, TERM: env.TERM ?? 'xterm-256color'},
  });
  const waiters = new Set<() => void>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  let hasEnded = false;
  // Without an encoding the data are bytes, whatever the type says.
  pty.onData(data => {
    const chunk = Buffer.from(data);
    chunks.push(chunk);
    bytes += chunk.length;
    emulator.write(chunk, () => {
      // A frame that is still being sent is not seen by anyone.
      if (emulator.modes.synchronizedOutputMode) return;
      for (const check of waiters) check();
    });
  });
  // The emulator answers what programs ask of a terminal.
  emulator.onData(answer => {
    if (!hasEnded) pty.write(answer);
  });
  const ended = new Promise<Ending>(done => {
    pty.onExit(({exitCode, signal = 0}) => {
      hasEnded = true;
      emulator.write('', () => {
        done({exitCode, signal});
        for (const check of waiters) check();
      });
    });
  });
  const screen = () => {
    const buffer = emulator.buffer.active;
    return Array.from(
      {length: emulator.rows},
      (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '',
    );
  };
  const output = () => Buffer.concat(chunks).toString('utf8');

  return {
    pid: pty.pid,
    ended,
    press(...keys) {
      for (const key of keys) pty.write(sequences[key] ?? key);
    },
    paste(text) {
      pty.write(`\u001B[200~${text.replaceAll('\n', '\r')}\u001B[201~`);
    },
    screen,
    stylesOf(text) {
      const row = screen().findIndex(line => line.includes(text));
      const line = emulator.buffer.active.getLine(emulator.buffer.active.baseY + row);
      if (row < 0 || !line) return [];
      return Array.from({length: emulator.cols}, (_, column) => line.getCell(column))
        .filter(cell => cell !== undefined)
        .map(styleOf);
    },
    waitFor: (wanted, timeoutMs = 10_000) =>
      new Promise((done, fail) => {
        const check = () => {
          const text = screen().join('\n');
          if (matches(text, wanted)) settle(() => done(text));
          else if (hasEnded)
            settle(() => fail(new Error(`The program ended before ${String(wanted)}:\n${text}`)));
        };
        const timer = setTimeout(() => {
          settle(() =>
            fail(new Error(`${String(wanted)} did not show in ${timeoutMs} ms:\n${screen().join('\n')}`)),
          );
        }, timeoutMs);
        const settle = (finish: () => void) => {
          clearTimeout(timer);
          waiters.delete(check);
          finish();
        };
        waiters.add(check);
        check();
      }),
    resize(nextColumns, nextRows) {
      emulator.resize(nextColumns, nextRows);
      pty.resize(nextColumns, nextRows);
    },
    output,
    bytesWritten: () => bytes,
    isAlternateScreen: () => emulator.buffer.active.type === 'alternate',
    isCursorVisible: () => output().lastIndexOf('\u001B[?25l') <= output().lastIndexOf('\u001B[?25h'),
    hangUp() {
      hasEnded = true;
      destroy(pty);
    },
    dispose() {
      if (!hasEnded) pty.kill('SIGKILL');
      emulator.dispose();
    },
  };
}

function matches(text: string, wanted: Wanted): boolean {
  if (typeof wanted === 'function') return wanted(text);
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

function styleOf(cell: IBufferCell): CellStyle {
  return {
    text: cell.getChars(),
    bold: cell.isBold() !== 0,
    inverse: cell.isInverse() !== 0,
    coloured: !cell.isFgDefault() || !cell.isBgDefault(),
  };
}

/** Closes our side of the terminal; the kernel then hangs up on the program. */
function destroy(pty: IPty): void {
  if ('destroy' in pty && typeof pty.destroy === 'function') pty.destroy();
}

/** Waits until a stream has brought a text, in one piece or several. */
export function waitForOutput(stream: Readable, wanted: RegExp, timeoutMs = 10_000): Promise<string> {
  return new Promise((done, fail) => {
    let text = '';
    const timer = setTimeout(
      () => fail(new Error(`${wanted} did not come in ${timeoutMs} ms:\n${text}`)),
      timeoutMs,
    );
    stream.on('data', data => {
      text += String(data);
      if (!wanted.test(text)) return;
      clearTimeout(timer);
      done(text);
    });
  });
}
