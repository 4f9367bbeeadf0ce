import {readFile} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';
import {startTerminal, type Wanted} from '../../test/support/terminal.ts';

/** A full-screen program, and how to tell that its first data is on the screen. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly hasData: Wanted;
  /** Leaves the program as a person would. */
  readonly quitKey: string;
}

export interface Steady {
  /** Written to the terminal in each interval. */
  readonly bytesPerTick: number;
  /** In the window, without the start. */
  readonly cpuSeconds: number;
  /** From the start to the end of the window. */
  readonly cpuSecondsInAll: number;
  readonly peakMib: number;
}

const size = {columns: 120, rows: 40};
/** Of Linux, in /proc/PID/stat. */
const ticksPerSecond = 100;

/** Milliseconds from the start to the first data on the screen. */
export async function timeFirstScreen(program: Program): Promise<number> {
  const startedMs = performance.now();
  const terminal = startTerminal(program.command, program.args, {...size, env: program.env});
  try {
    await terminal.waitFor(program.hasData, 20_000);
    const firstMs = performance.now() - startedMs;
    terminal.press(program.quitKey);
    await Promise.race([terminal.ended, delay(3_000)]);
    return firstMs;
  } finally {
    terminal.dispose();
  }
}

export interface SteadyWindow {
  /** From the first data to the window: what else a start does must not count as steady. */
  readonly settleSeconds: number;
  readonly seconds: number;
  readonly intervalSeconds: number;
}

/** What the program costs while nothing happens, over a window. */
export async function measureSteady(
  program: Program,
  {settleSeconds, seconds, intervalSeconds}: SteadyWindow,
): Promise<Steady> {
  const terminal = startTerminal(program.command, program.args, {...size, env: program.env});
  try {
    await terminal.waitFor(program.hasData, 20_000);
    await delay(settleSeconds * 1_000);
    const bytesBefore = terminal.bytesWritten();
    const cpuBefore = await cpuSecondsOf(terminal.pid);
    await delay(seconds * 1_000);
    const cpuSecondsInAll = await cpuSecondsOf(terminal.pid);
    return {
      bytesPerTick: ((terminal.bytesWritten() - bytesBefore) * intervalSeconds) / seconds,
      cpuSeconds: cpuSecondsInAll - cpuBefore,
      cpuSecondsInAll,
      peakMib: await peakMibOf(terminal.pid),
    };
  } finally {
    terminal.press(program.quitKey);
    await Promise.race([terminal.ended, delay(3_000)]);
    terminal.dispose();
  }
}

async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold blanks; user and system time are the 12th and 13th field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The most that a process ever held, in MiB. */
export async function peakMibOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}
