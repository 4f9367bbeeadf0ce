import {valueOr} from '../../known.ts';
import type {Rule} from '../../rule.ts';
import {aboutCron, nameSome} from './about-cron.ts';

/** What is due now waits in the scheduler, and leaves no row. */
export const runningLimit: Rule = {
  id: 'cron.running-limit',
  area: 'cron',
  title: 'fewer jobs run than may run at once',
  source: 'cron.max_running_jobs: 32, or 5 with background workers',
  check: input =>
    aboutCron(input, ({settings, jobs}) => {
      const limit = valueOr(settings, null)?.maxRunningJobs ?? null;
      if (limit === null || !jobs.known) return null;
      const running = jobs.value.filter(
        ({runs: [newest], backend}) => newest?.status === 'running' && backend,
      );
      if (running.length < limit) return null;
      return {
        severity: 'warning',
        object: 'cron.max_running_jobs',
        message: `${running.length} jobs run, as many as may (${nameSome(running.map(({name}) => name))}): the next ones wait and leave no row`,
        remedy: `ALTER SYSTEM SET cron.max_running_jobs = ${limit * 2}; and restart the server.`,
        since: null,
      };
    }),
};
