import type {Rule} from '../../rule.ts';
import {aboutCron} from './about-cron.ts';

/** Nothing starts jobs any more. */
export const schedulerGone: Rule = {
  id: 'cron.scheduler-gone',
  area: 'cron',
  title: 'the scheduler is there',
  source: 'pg_stat_activity: no "pg_cron scheduler" in two looks three seconds apart',
  silencedBy: [
    'cron.standby',
    'cron.job-role-missing',
    'cron.run-numbers-behind',
    'cron.scheduler-crash-loop',
  ],
  check: input =>
    aboutCron(input, ({home, scheduler}) => {
      if (home === 'none' || !scheduler.known || scheduler.value !== null) return null;
      const {absentSince} = input.memory.scheduler;
      const absentMs =
        input.snapshot.serverNow.getTime() - (absentSince ?? input.snapshot.serverNow).getTime();
      const isCertain = absentMs >= input.thresholds.schedulerAbsenceMs;
      return {
        severity: isCertain ? 'critical' : 'unknown',
        object: home === 'built-in' ? 'lanewatch scheduler' : 'pg_cron scheduler',
        message: isCertain
          ? 'the scheduler is gone: no job fires'
          : 'the scheduler was not there at this look; a second one will tell',
        remedy:
          home === 'built-in'
            ? 'lanewatch worker'
            : 'Restart the server: before 1.6.1 pg_cron does not come back by itself. Its last words are in the server log.',
        since: absentSince,
        // The built-in scheduler lives in the worker.
        ...(home === 'built-in' ? {followsFrom: ['pipeline.worker-gone']} : {}),
      };
    }),
};
