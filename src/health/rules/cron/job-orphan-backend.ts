import type {Rule} from '../../rule.ts';
import {isOpen} from '../../run-status.ts';
import {aboutCron, eachJobWithHistory} from './about-cron.ts';

/** The history says that it ended; it goes on, and may commit. */
export const jobOrphanBackend: Rule = {
  id: 'cron.job-orphan-backend',
  area: 'cron',
  title: 'runs that are said to be over are over',
  source: 'pg_cron writes "server restarted" or "job canceled" and leaves the backend running (measured)',
  check(input) {
    const blind = aboutCron(input, cron =>
      cron.visibility.maySeeActivity
        ? null
        : {
            unchecked: 'The role may not see what other sessions do.',
            remedy: 'GRANT pg_monitor TO this role;',
          },
    );
    if ('unchecked' in blind) return blind;
    return eachJobWithHistory(input, ({runs: [newest], backend, message}) => {
      if (!newest || isOpen(newest.status) || backend?.state !== 'active') return null;
      if (!/^(pg_cron|lanewatch cron)/.test(backend.applicationName)) return null;
      return {
        severity: 'warning',
        message: `run ${newest.runId} is recorded as ${newest.status} (${message ?? 'no message'}), but its backend is still at work and may commit`,
        remedy:
          'Wait for it, or end it: SELECT pg_terminate_backend(job_pid) FROM cron.job_run_details WHERE runid = ' +
          `${newest.runId};`,
        since: newest.startedAt,
      };
    });
  },
};
