import type {Rule} from '../../rule.ts';
import {shareWords, spanWords} from '../wording.ts';
import {aboutDatabase} from './about-pipeline.ts';

/** When the queue is full every transaction that notifies fails at its commit. */
export const notifyQueueFilling: Rule = {
  id: 'pipeline.notify-queue',
  area: 'pipeline',
  title: 'the queue of notifications is nearly empty',
  source: 'Postgres: 8 GB for the whole server; it warns at a half',
  check(input) {
    const {snapshot, thresholds} = input;
    return aboutDatabase(input, ({notifyQueueShare, oldestTransaction}) => {
      if (notifyQueueShare < thresholds.notifyQueueShare) return [];
      const holder = oldestTransaction
        ? `; session ${oldestTransaction.pid} (${oldestTransaction.user}, ${oldestTransaction.application}) has been ${oldestTransaction.state} for ${spanWords(snapshot.serverNow.getTime() - oldestTransaction.since.getTime())}`
        : '';
      return [
        {
          severity: notifyQueueShare >= thresholds.notifyQueueCriticalShare ? 'critical' : 'warning',
          object: 'notification queue',
          message: `the queue of notifications is ${shareWords(notifyQueueShare)} full${holder}`,
          remedy: oldestTransaction
            ? `SELECT pg_terminate_backend(${oldestTransaction.pid});`
            : "SELECT pid, state, xact_start FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' ORDER BY xact_start;",
          since: oldestTransaction?.since ?? null,
        },
      ];
    });
  },
};
