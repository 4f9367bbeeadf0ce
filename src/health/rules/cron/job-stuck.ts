import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {eachJobWithHistory} from './about-cron.ts';

/** It runs, and has done so for much longer than ever. */
export const jobStuck: Rule = {
  id: 'cron.job-stuck',
  area: 'cron',
  title: 'no run takes much longer than it used to',
  source: 'healthchecks start and grace, Sentry max_runtime; three times the p95, and five minutes at least',
  check: input =>
    eachJobWithHistory(input, (job, {now, thresholds}) => {
      const [newest] = job.runs;
      if (newest?.status !== 'running' || newest.startedAt === null || job.backend === null) return null;
      const limitMs =
        job.p95Ms === null
          ? thresholds.runningWithoutHistoryMs
          : Math.max(thresholds.runningFloorMs, job.p95Ms * thresholds.runningFactor);
      const ageMs = now.getTime() - newest.startedAt.getTime();
      if (ageMs <= limitMs) return null;
      const usual = job.p95Ms === null ? '' : `; 95 of 100 runs take ${spanWords(job.p95Ms)} at most`;
      return {
        severity: 'critical',
        message: `running for ${spanWords(ageMs)}${usual}`,
        remedy: `SELECT pid, wait_event_type, wait_event, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE application_name LIKE 'pg_cron%';`,
        since: newest.startedAt,
      };
    }),
};
