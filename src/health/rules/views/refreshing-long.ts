import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {eachView, viewName} from './each-view.ts';

/** A refresh takes far longer than this view's refreshes do. */
export const refreshingLong: Rule = {
  id: 'views.refreshing-long',
  area: 'views',
  title: 'refreshes take as long as usual',
  source: 'ours, as for jobs: a multiple of the p95',
  silencedOnObjectBy: ['views.waiting-for-lock'],
  check(input) {
    const {snapshot, thresholds} = input;
    return eachView(input, view => {
      const {refreshing, log} = view;
      if (!refreshing?.since) return null;
      const ranMs = snapshot.serverNow.getTime() - refreshing.since.getTime();
      const usualMs = log?.p95DurationMs ?? null;
      const limitMs =
        usualMs === null
          ? thresholds.refreshWithoutHistoryMs
          : Math.max(thresholds.refreshFloorMs, usualMs * thresholds.refreshFactor);
      if (ranMs <= limitMs) return null;
      const usual = usualMs === null ? '' : `; ${spanWords(usualMs)} is usual`;
      const blocking = refreshing.blocksReaders ? ', and it blocks everyone who reads it' : '';
      return {
        severity: refreshing.blocksReaders ? 'critical' : 'warning',
        object: viewName(view),
        message: `${viewName(view)} has been refreshing for ${spanWords(ranMs)}${usual}${blocking}`,
        remedy: `SELECT pg_cancel_backend(${refreshing.pid});`,
        since: refreshing.since,
      };
    });
  },
};
