import {nextFire} from '../../../cron/fires.ts';
import {isHistoryOutOfReach} from '../../history-reach.ts';
import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {eachJobWithHistory} from './about-cron.ts';
import {noFireCauses} from './causes.ts';

/** It was due since we look, and has never left a run. */
export const jobNeverRan: Rule = {
  id: 'cron.job-never-ran',
  area: 'cron',
  title: 'every job that was due has run at least once',
  source: 'pg_cron: no row in the history although a fire has passed',
  silencedBy: noFireCauses,
  silencedOnObjectBy: ['cron.job-database-missing'],
  check: input =>
    eachJobWithHistory(input, (job, {cron, now, timing, remembered, thresholds}) => {
      if (!job.isActive || job.runs.length > 0 || timing.schedule === null || timing.problem !== null)
        return null;
      if (isHistoryOutOfReach(cron)) return null;
      const expectedFrom = remembered?.changedAt ?? remembered?.firstSeenAt ?? now;
      const due = nextFire(timing.schedule, expectedFrom, timing.options);
      const overdueMs = due === null ? 0 : now.getTime() - due.getTime();
      if (due === null || overdueMs <= thresholds.fireGraceMs) return null;
      return {
        severity: 'critical',
        message: `was due ${spanWords(overdueMs)} ago and has never run`,
        remedy:
          'Look at the server log: pg_cron says there why it skips a job (cron.enable_superuser_jobs, cron.max_running_jobs).',
        since: due,
      };
    }),
};
