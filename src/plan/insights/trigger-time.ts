import type {PlanRule} from './rule.ts';
import {sayCount, sayMs} from './words.ts';

/** Triggers, foreign keys among them, that take more than a tenth of the execution. */
export const triggerTime: PlanRule = {
  id: 'trigger-time',
  check({document, executionMs}) {
    return (document.Triggers ?? [])
      .filter(({Time: ms = 0}) => executionMs !== null && ms > executionMs * 0.1)
      .map(trigger => ({
        severity: 'warning' as const,
        text: `The trigger ${trigger['Constraint Name'] ?? trigger['Trigger Name'] ?? ''} took ${sayMs(trigger.Time ?? 0)} in ${sayCount(trigger.Calls ?? 0)} calls.`,
      }));
  },
};
