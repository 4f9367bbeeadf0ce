import type {NodeRule} from './rule.ts';

/** Fewer workers than planned (pev2). */
export const missingWorkers: NodeRule = {
  id: 'missing-workers',
  check({raw, loops}) {
    const planned = raw['Workers Planned'];
    const launched = raw['Workers Launched'];
    if (planned === undefined || launched === undefined || launched >= planned || loops === 0) return null;
    return {
      severity: 'warning',
      text: `Only ${launched} of ${planned} workers came: others had them. See max_parallel_workers.`,
    };
  },
};
