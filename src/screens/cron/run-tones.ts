import type {RunOutcome} from '../../ui/run-strip.ts';
import type {Tone} from '../../ui/theme.ts';

/** How the outcome of a run is drawn in words. */
export const runTones = {
  ok: 'ok',
  failed: 'critical',
  running: 'running',
  missed: 'warning',
  unknown: 'unknown',
} as const satisfies Record<RunOutcome, Tone>;
