import {appendFileSync} from 'node:fs';
import process from 'node:process';

/*
 * Loaded into the program before its own first line, by `node --expose-gc --import`: at SIGUSR2 it collects what nobody
 * needs any more and appends what is left, in bytes, to the file that LANEWATCH_BENCH_HEAP names. Not in TypeScript:
 * what takes the types out would be in the memory that is measured.
 */
process.on('SIGUSR2', () => {
  const file = process.env.LANEWATCH_BENCH_HEAP;
  if (file === undefined || globalThis.gc === undefined) return;
  // What a first collection lets go of, such as finalised objects, the second one takes.
  globalThis.gc();
  globalThis.gc();
  appendFileSync(file, `${process.memoryUsage().heapUsed}\n`);
});
