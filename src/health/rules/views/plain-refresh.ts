import {jobsOf} from '../../memory.ts';
import type {Rule, RuleFinding} from '../../rule.ts';
import {countWords} from '../wording.ts';

const plainRefresh = /\brefresh\s+materialized\s+view\s+(?!concurrently\b)("[^"]+"(?:\."[^"]+")?|[\w$.]+)/gi;

/** A scheduled REFRESH without CONCURRENTLY blocks every reader, day after day. */
export const plainRefreshInCron: Rule = {
  id: 'views.plain-refresh',
  area: 'views',
  title: 'scheduled refreshes do not block readers',
  source: 'Postgres: a plain REFRESH holds AccessExclusiveLock to its commit',
  check({snapshot}) {
    if (!snapshot.cron.known) return {unchecked: snapshot.cron.why, remedy: snapshot.cron.remedy};
    const {jobs} = snapshot.cron.value;
    if (!jobs.known) return {unchecked: jobs.why, remedy: jobs.remedy};
    return jobsOf(snapshot)
      .filter(({isActive}) => isActive)
      .map((job): RuleFinding | null => {
        const targets = [...withoutComments(job.command).matchAll(plainRefresh)].map(
          ([, target = '']) => target,
        );
        const [first] = targets;
        if (first === undefined) return null;
        const others = targets.length > 1 ? ` and ${countWords(targets.length - 1, 'more view')}` : '';
        return {
          severity: 'warning',
          object: job.name,
          message: `the job ${job.name} refreshes ${first}${others} without CONCURRENTLY: readers wait each time`,
          remedy: `REFRESH MATERIALIZED VIEW CONCURRENTLY ${first}; -- in the command of job ${job.jobId}; needs a unique index`,
          since: null,
          jobId: job.jobId,
        };
      })
      .filter(found => found !== null);
  },
};

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*/g, ' ').replace(/\/\*[\s\S]*?\*\//g, ' ');
}
