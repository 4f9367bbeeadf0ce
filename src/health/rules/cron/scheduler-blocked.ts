import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {aboutCron} from './about-cron.ts';

const blockingEvents: ReadonlySet<string> = new Set(['Lock', 'LWLock', 'IPC']);

/** It waits for someone's lock: all jobs stop, and nothing is recorded. */
export const schedulerBlocked: Rule = {
  id: 'cron.scheduler-blocked',
  area: 'cron',
  title: 'the scheduler waits for no lock',
  source: 'wait_event of the scheduler in pg_stat_activity; issues 354, 240 and 302',
  silencedBy: ['cron.standby'],
  check: input =>
    aboutCron(input, ({scheduler}) => {
      if (!scheduler.known || scheduler.value === null) return null;
      const {waitEventType, waitEvent, blockedBy} = scheduler.value;
      const {wait} = input.memory.scheduler;
      if (waitEventType === null || !blockingEvents.has(waitEventType) || wait === null) return null;
      const waitedMs = input.snapshot.serverNow.getTime() - wait.since.getTime();
      if (waitedMs < input.thresholds.schedulerWaitMs) return null;
      const by = blockedBy.length > 0 ? `, held by process ${blockedBy.join(', ')}` : '';
      return {
        severity: 'critical',
        object: 'pg_cron scheduler',
        message: `the scheduler has waited for ${waitEventType} ${waitEvent} for ${spanWords(waitedMs)}${by}: no job fires and nothing is recorded`,
        remedy:
          blockedBy.length > 0
            ? `SELECT pg_terminate_backend(${blockedBy[0]});`
            : 'SELECT pid, wait_event_type, wait_event, query FROM pg_stat_activity WHERE wait_event IS NOT NULL;',
        since: wait.since,
      };
    }),
};
