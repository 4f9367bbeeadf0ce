import type {PlanRule} from './rule.ts';
import {sayMs} from './words.ts';

/** Planning takes longer than running, and more than 10 ms. */
export const planningTime: PlanRule = {
  id: 'planning-time',
  check({planningMs, executionMs}) {
    if (planningMs === null || executionMs === null || planningMs <= executionMs || planningMs <= 10)
      return null;
    return {
      severity: 'warning',
      text: `Planning took ${sayMs(planningMs)}, longer than the run. A prepared statement plans once.`,
    };
  },
};
