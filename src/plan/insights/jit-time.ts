import type {PlanRule} from './rule.ts';
import {sayMs, sayShare} from './words.ts';

/** Compiling takes more than a fifth of the execution. */
export const jitTime: PlanRule = {
  id: 'jit-time',
  check({document, executionMs}) {
    const jitMs = document.JIT?.Timing?.Total ?? 0;
    if (!executionMs || jitMs / executionMs <= 0.2) return null;
    return {
      severity: 'warning',
      text: `Compiling expressions (JIT) took ${sayMs(jitMs)}, ${sayShare(jitMs / executionMs)} of the run. Try SET jit = off.`,
    };
  },
};
