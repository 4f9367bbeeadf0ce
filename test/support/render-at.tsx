import {EventEmitter} from 'node:events';
import {type Instance, render} from 'ink';
import type {ReactNode} from 'react';
import {onTestFinished} from 'vitest';

/** A component on a terminal that is not there, taken down when its test ends. */
export interface RenderedTerminal {
  /** What the terminal shows now, without the blanks at the ends of lines. */
  lastFrame(): string;
  lines(): string[];
  /** How often something was drawn. */
  frameCount(): number;
  /** Types the bytes, as a terminal would send them. */
  keys(bytes: string): void;
  resize(columns: number, rows: number): void;
  rerender: Instance['rerender'];
  /** Settles when the program has ended itself. */
  left: Promise<unknown>;
  unmount: Instance['unmount'];
}

class FakeStdout extends EventEmitter {
  readonly isTTY = true;
  readonly frames: string[] = [];
  columns: number;
  rows: number;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write = (chunk: string, ...rest: unknown[]): boolean => {
    this.frames.push(chunk);
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
}

class FakeStdin extends EventEmitter {
  readonly isTTY = true;
  #pending: string | null = null;

  type(bytes: string): void {
    this.#pending = bytes;
    this.emit('readable');
    this.emit('data', bytes);
  }

  read(): string | null {
    const bytes = this.#pending;
    this.#pending = null;
    return bytes;
  }

  setEncoding(): void {}
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
  ref(): void {}
  unref(): void {}
}

/** Ink wants whole streams; it uses of them only what the fakes have. */
function asStream<Stream>(fake: EventEmitter): Stream {
  return fake as unknown as Stream;
}

/** Draws `node` with Ink on a terminal of the given size. Every change is drawn at once (Ink's debug mode). */
export function renderAt(node: ReactNode, {columns = 80, rows = 24} = {}): RenderedTerminal {
  const stdout = new FakeStdout(columns, rows);
  const stdin = new FakeStdin();
  const instance = render(node, {
    stdout: asStream<NodeJS.WriteStream>(stdout),
    stderr: asStream<NodeJS.WriteStream>(new FakeStdout(columns, rows)),
    stdin: asStream<NodeJS.ReadStream>(stdin),
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: false,
  });
  onTestFinished(() => {
    instance.unmount();
    instance.cleanup();
  });
  const lines = () => (stdout.frames.at(-1) ?? '').split('\n').map(line => line.trimEnd());
  return {
    lines,
    lastFrame: () => lines().join('\n'),
    frameCount: () => stdout.frames.length,
    keys: bytes => stdin.type(bytes),
    resize(nextColumns, nextRows) {
      stdout.columns = nextColumns;
      stdout.rows = nextRows;
      stdout.emit('resize');
    },
    rerender: instance.rerender,
    left: instance.waitUntilExit(),
    unmount: instance.unmount,
  };
}
