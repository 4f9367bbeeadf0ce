import {valueOr} from '../../known.ts';
import type {Rule, RuleInput} from '../../rule.ts';
import type {ViewSnapshot} from '../../snapshot/views.ts';
import {spanWords} from '../wording.ts';
import {eachLog, refreshSql, viewName} from './each-view.ts';
import {refreshingJobs} from './refreshing-jobs.ts';

/** Where nothing is known to refresh a view, an hour is what its readers may expect. */
const unscheduledPeriodMs = 3_600_000;

/** An event has waited longer to be shown than whatever refreshes the view needs. Old data alone is not stale data. */
export const stale: Rule = {
  id: 'views.stale',
  area: 'views',
  title: 'views show what has happened',
  source: 'design: newest source event later than the start of the last good refresh',
  silencedOnObjectBy: ['views.unpopulated'],
  check(input) {
    return eachLog(input, (view, log) => {
      const since = log.oldestUnseenEventAt;
      if (!view.isPopulated || since === null) return null;
      const waitedMs = input.snapshot.serverNow.getTime() - since.getTime();
      if (waitedMs <= toleranceMs(view, input)) return null;
      const behindMs = (log.newestEventAt ?? since).getTime() - (log.dataFrom ?? since).getTime();
      const paused = refreshingJobs(view, input.snapshot).filter(({job}) => !job.isActive);
      return {
        severity: waitedMs > input.thresholds.viewBehindCriticalMs ? 'critical' : 'warning',
        object: viewName(view),
        message:
          `${viewName(view)} is ${spanWords(behindMs)} behind the newest submission` +
          (paused[0] ? ` (its job ${paused[0].job.name} is paused)` : ''),
        remedy: refreshSql(view),
        since,
      };
    });
  },
};

/**
 * A living worker that has no twins follows events at once; else the view may be as old as the period of its job: where
 * there are twins it is their reference, and its schedule is all that refreshes it.
 */
function toleranceMs(view: ViewSnapshot, {snapshot, thresholds}: RuleInput): number {
  if (hasWorker({snapshot, thresholds}) && !hasTwins(snapshot)) return thresholds.viewBehindMs;
  const periods = refreshingJobs(view, snapshot).map(({periodMs}) => periodMs ?? unscheduledPeriodMs);
  return thresholds.viewBehindMs + (periods.length === 0 ? unscheduledPeriodMs : Math.min(...periods));
}

function hasTwins({pipeline}: RuleInput['snapshot']): boolean {
  const installation = pipeline.known ? pipeline.value.installation : pipeline;
  return valueOr(installation, null)?.twins != null;
}

function hasWorker({snapshot, thresholds}: Pick<RuleInput, 'snapshot' | 'thresholds'>): boolean {
  const installation = snapshot.pipeline.known ? snapshot.pipeline.value.installation : snapshot.pipeline;
  const workers = valueOr(installation, null)?.workers ?? [];
  return workers.some(
    ({stoppedAt, heartbeatAt}) =>
      stoppedAt === null && snapshot.serverNow.getTime() - heartbeatAt.getTime() <= thresholds.heartbeatMs,
  );
}
