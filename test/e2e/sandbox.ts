import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'vitest';
import {startTerminal, type Terminal, type TerminalOptions} from '../support/terminal.ts';

const root = join(import.meta.dirname, '../..');

/** The built program: what people install. */
export const program = join(root, 'dist/bin.mjs');

/** The shell that a person starts lanewatch from: it says how the terminal was given back. */
const shellScript = 'trap : INT; "$@"; code=$?; stty -a; echo "The shell again, after $code."; exit $code';

/** Shown by the shell where lines are edited and echoed, signals sent and output processed, as it needs them. */
export const cookedSettings = ['isig', 'icanon', 'iexten', 'echo', 'icrnl', 'opost', 'onlcr'] as const;

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A place of its own for the program: whatever it starts or leaves can be told from everything else. */
export interface Sandbox {
  /** What the program takes for the folder of temporary things. */
  readonly folder: string;
  /** A clean environment: no CI, no PG* variables, no colours asked for. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts lanewatch from a shell in a terminal; it is killed with the sandbox where it still runs. */
  open(args: readonly string[], options?: TerminalOptions): Terminal;
  /** Runs lanewatch without a terminal, to its end. */
  run(args: readonly string[], options?: {env?: Record<string, string>; node?: string}): Promise<Finished>;
  /** The files left in the folder, and the processes that name it or work in it. */
  leftovers(): Promise<{files: string[]; processes: string[]}>;
  remove(): Promise<void>;
}

export async function createSandbox(): Promise<Sandbox> {
  if (!existsSync(program)) throw new Error('There is no dist/bin.mjs: run `npm run build` first.');
  const outer = await mkdtemp(join(tmpdir(), 'lanewatch-e2e-'));
  const folder = join(outer, 'open');
  await mkdir(folder);
  // As root, Postgres runs under an account of its own, which must be able to come here.
  await Promise.all([chmod(outer, 0o755), chmod(folder, 0o777)]);
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: outer,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    TMPDIR: folder,
    // Compiled code is the same in every sandbox.
    XDG_CACHE_HOME: join(tmpdir(), 'lanewatch-e2e-cache'),
  };
  const terminals: Terminal[] = [];
  return {
    folder,
    env,
    open(args, options = {}) {
      const terminal = startTerminal(
        '/bin/sh',
        ['-c', shellScript, 'shell', process.execPath, program, ...args],
        {
          ...options,
          env: {...env, ...options.env},
        },
      );
      terminals.push(terminal);
      return terminal;
    },
    run: (args, {env: extra = {}, node = process.execPath} = {}) =>
      new Promise(done => {
        const options = {env: {...env, ...extra}, timeout: 30_000};
        const child = execFile(node, [program, ...args], options, (_, stdout, stderr) =>
          done({exitCode: child.exitCode ?? -1, stdout, stderr}),
        );
      }),
    async leftovers() {
      const [files, processes] = await Promise.all([readdir(folder), processesIn(folder)]);
      return {files, processes};
    },
    async remove() {
      for (const terminal of terminals) terminal.dispose();
      await rm(outer, {recursive: true, force: true, maxRetries: 20});
    },
  };
}

/** The number of lanewatch's process, once its shell has started it. */
export async function pidOf({pid}: Terminal): Promise<number> {
  const children = () => readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  await expect.poll(children, {interval: 2}).not.toBe('');
  return Number.parseInt(await children(), 10);
}

/** Process numbers and command lines of whatever names a folder or works in it, as every process of Postgres does. */
async function processesIn(folder: string): Promise<string[]> {
  const all = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const found = await Promise.all(
    all.map(async pid => {
      const [line, place] = await Promise.all([
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ]);
      return line.includes(folder) || place.startsWith(folder)
        ? `${pid} ${line.replaceAll('\0', ' ').slice(0, 200)}`
        : [];
    }),
  );
  return found.flat();
}
