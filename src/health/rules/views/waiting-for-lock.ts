import type {Rule} from '../../rule.ts';
import type {ViewBlocker} from '../../snapshot/views.ts';
import {spanWords} from '../wording.ts';
import {eachView, viewName} from './each-view.ts';

/** A refresh waits for somebody's lock; a plain one holds up all readers behind itself while it does. */
export const waitingForLock: Rule = {
  id: 'views.waiting-for-lock',
  area: 'views',
  title: 'no refresh waits for a lock',
  source: 'Postgres: a waiting AccessExclusiveLock queues every later reader',
  check(input) {
    const {snapshot, thresholds} = input;
    return eachView(input, view => {
      const {refreshing} = view;
      const since = refreshing?.waiting?.since;
      if (!refreshing?.waiting || !since) return null;
      const waitedMs = snapshot.serverNow.getTime() - since.getTime();
      if (waitedMs <= thresholds.lockWaitMs) return null;
      const [first] = refreshing.waiting.blockedBy;
      const isGrave = refreshing.blocksReaders || waitedMs > thresholds.lockWaitCriticalMs;
      return {
        severity: isGrave ? 'critical' : 'warning',
        object: viewName(view),
        message:
          `the refresh of ${viewName(view)} has waited ${spanWords(waitedMs)} for ` +
          (first ? blockerWords(refreshing.waiting.blockedBy) : 'a lock') +
          (refreshing.blocksReaders ? '; all readers wait behind it' : ''),
        remedy: first
          ? `SELECT pg_terminate_backend(${first.pid}); -- or end its transaction`
          : `SELECT pg_blocking_pids(${refreshing.pid});`,
        since,
      };
    });
  },
};

function blockerWords(blockers: readonly ViewBlocker[]): string {
  const [first] = blockers;
  if (!first) return 'a lock';
  const details = [first.user, first.application, first.state].filter(text => text !== '').join(', ');
  const others = blockers.length > 1 ? ` and ${blockers.length - 1} more` : '';
  return `session ${first.pid}${details === '' ? '' : ` (${details})`}${others}`;
}
