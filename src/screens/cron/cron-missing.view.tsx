import type {ServerFactsRow} from '../../queries/server-facts.ts';
import {Empty} from '../../ui/states.tsx';

/** Why there are no jobs to show, where it is not that there are none; null where nothing stands in the way. */
export function whyNoJobs(facts: ServerFactsRow | undefined): {what: string; hint: string} | null {
  if (!facts) return null;
  if (facts.pg_cron_version === null && !facts.has_builtin_cron) {
    return {
      what: ' pg_cron is not in this database.',
      hint: 'It may live in another database of this server (cron.database_name): connect there. Or `create extension pg_cron`; or `lanewatch migrate`, which brings a scheduler of its own.',
    };
  }
  if (!facts.cron_usable) {
    return {
      what: ` The role ${facts.username} may not look at the jobs.`,
      hint: `GRANT analytics_reader TO "${facts.username}"; where the pipeline is installed, else GRANT USAGE ON SCHEMA cron and a policy to see other roles' jobs.`,
    };
  }
  if (facts.cron_row_security) {
    return {
      what: ` No job is visible to the role ${facts.username}: that does not mean that there are none.`,
      hint: `Row security hides the jobs of other roles. GRANT analytics_reader TO "${facts.username}"; where the pipeline is installed, else a policy for select using (true) on cron.job and cron.job_run_details.`,
    };
  }
  return null;
}

/** Says why there is nothing to see, and what to do about it. */
export function CronMissing({what, hint, width}: {what: string; hint: string; width: number}) {
  return <Empty what={what} hint={hint} width={width} />;
}
