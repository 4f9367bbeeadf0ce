import type {Rule} from '../../rule.ts';
import {quoteName} from '../wording.ts';
import {aboutCron} from './about-cron.ts';

/** Seeing no failing job proves nothing to a role that is shown only its own. */
export const blind: Rule = {
  id: 'cron.blind',
  area: 'cron',
  title: 'this role sees the jobs and runs of everyone',
  source: 'pg_cron guards both tables by row security on username',
  check: input =>
    aboutCron(input, ({home, visibility, jobs, lastJobId}) => {
      if (home === 'none') return null;
      const {maySeeJobs, maySeeRuns, hidesJobs, hidesRuns} = visibility;
      const user = quoteName(input.snapshot.server.username);
      const schema = home === 'built-in' ? 'lanewatch_cron' : 'cron';
      const finding = (message: string) => ({
        severity: 'unknown' as const,
        object: `${schema}.job`,
        message,
        remedy: `GRANT analytics_reader TO ${user}; where the pipeline is installed, else GRANT USAGE ON SCHEMA ${schema} TO ${user}; and CREATE POLICY … FOR SELECT TO ${user} USING (true) on ${schema}.job and ${schema}.job_run_details.`,
        since: null,
      });
      if (!maySeeJobs || !maySeeRuns) return finding(`the role ${user} may not read the jobs and their runs`);
      if (hidesJobs || hidesRuns) {
        const shown = jobs.known ? jobs.value.length : 0;
        const ever = lastJobId === null ? '' : `; ${lastJobId} were made so far`;
        return finding(
          `the role ${user} is shown only its own jobs (${shown}${ever}): others may fail unseen`,
        );
      }
      if (!jobs.known) return finding(jobs.why);
      return null;
    }),
};
