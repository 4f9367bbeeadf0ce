import type {Rule} from '../../rule.ts';
import {classifyFailure, type FailureClass} from '../../run-status.ts';
import type {JobSnapshot} from '../../snapshot/cron.ts';
import {countWords, quoteName} from '../wording.ts';
import {eachJobWithHistory} from './about-cron.ts';

/** The last run failed, for a reason of the command's own or of the server's. */
export const jobFailing: Rule = {
  id: 'cron.job-failing',
  area: 'cron',
  title: 'the last run of every job ended well',
  source: "pg_cron: status 'failed' and its message",
  silencedOnObjectBy: ['cron.job-role-missing', 'cron.job-database-missing'],
  check: input =>
    eachJobWithHistory(input, job => {
      const failure = classifyFailure(job.message);
      if (job.failureStreak === 0 || failure === 'connection' || failure === 'worker-slots') return null;
      return {
        severity: 'critical',
        message: `${countWords(job.failureStreak, 'failed run')} in a row: ${job.message ?? 'no message was recorded'}`,
        remedy: remedyFor(failure, job),
        since: job.failingSince,
        count: job.failureStreak,
      };
    }),
};

function remedyFor(failure: FailureClass, job: JobSnapshot): string {
  switch (failure) {
    case 'permission': {
      const [, kind, name] =
        /permission denied for (table|view|materialized view|schema|sequence|function|procedure) (\S+)/.exec(
          job.message ?? '',
        ) ?? [];
      if (kind === undefined || name === undefined) return 'Grant the right, or change the owner of the job.';
      return `${grantFor(kind, name)} TO ${quoteName(job.username)};`;
    }
    case 'restarted':
      return 'The work may have been done nevertheless: look before you run it again.';
    case 'cancelled':
      return 'It was cancelled, paused or unscheduled while it ran: look whether it runs on in pg_stat_activity.';
    case 'lost':
      return 'Its session was ended: look for pg_terminate_backend, memory limits and the server log.';
    default:
      return `Run the command by hand as ${job.username}, and see the server log.`;
  }
}

function grantFor(kind: string, name: string): string {
  if (kind === 'schema') return `GRANT USAGE ON SCHEMA ${quoteName(name)}`;
  if (kind === 'sequence') return `GRANT USAGE ON SEQUENCE ${quoteName(name)}`;
  if (kind === 'function' || kind === 'procedure')
    return `GRANT EXECUTE ON ${kind.toUpperCase()} ${quoteName(name)}`;
  return `GRANT SELECT ON ${quoteName(name)}`;
}
