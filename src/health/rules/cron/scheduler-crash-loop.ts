import {jobsOf} from '../../memory.ts';
import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {aboutCron} from './about-cron.ts';

/** It dies and is started again while the server goes on. */
export const schedulerCrashLoop: Rule = {
  id: 'cron.scheduler-crash-loop',
  area: 'cron',
  title: 'the scheduler stays alive',
  source: 'backend_start of the scheduler changes while pg_postmaster_start_time does not',
  silencedBy: ['cron.standby', 'cron.job-role-missing', 'cron.run-numbers-behind'],
  check: input =>
    aboutCron(input, ({home}) => {
      if (home === 'built-in' || home === 'none') return null;
      const {snapshot, memory, thresholds} = input;
      const horizonMs = snapshot.serverNow.getTime() - thresholds.schedulerLoopWindowMs;
      const restarts = memory.scheduler.restarts.filter(at => at.getTime() >= horizonMs);
      if (restarts.length < thresholds.schedulerLoopRestarts) return null;
      const suspects = jobsOf(snapshot).filter(job => job.isRoleMissing);
      return {
        severity: 'critical',
        object: 'pg_cron scheduler',
        message: `the scheduler was started anew ${countWords(restarts.length, 'time')} while the server went on: it crashes${suspects.length > 0 ? ' on a job without owner' : ''}`,
        remedy:
          'Read the server log for its last words; a job without owner and run numbers in use are the usual causes.',
        since: restarts[0] ?? null,
      };
    }),
};
