import {NO_VALUE} from '../../ui/format.ts';

/** Quick statements need the second decimal. */
export function sayMs(ms: number | null): string {
  if (ms === null) return NO_VALUE;
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `+1.20 ms` is slower. */
export function sayChangeMs(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${sayMs(Math.abs(ms))}`;
}
