import {readFile} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';

/** Reads the resident memory of a process every second until told to stop; MiB, oldest first. */
export function watchMemory(pid: number): {stop(): Promise<number[]>} {
  const over = new AbortController();
  const samples: number[] = [];
  const run = async () => {
    while (!over.signal.aborted) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const kib = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
      if (kib > 0) samples.push(Math.round(kib / 102.4) / 10);
      await delay(1_000, undefined, {signal: over.signal}).catch(() => {});
    }
  };
  const running = run();
  return {
    async stop() {
      over.abort();
      await running;
      return samples;
    },
  };
}

/** Rises by no more than a part over what it was: the peaks of the second and the last third are compared. */
export function isFlat(samples: readonly number[], part = 0.15): boolean {
  const third = Math.floor(samples.length / 3);
  const middle = Math.max(...samples.slice(third, 2 * third));
  return Math.max(...samples.slice(2 * third)) <= middle * (1 + part);
}
