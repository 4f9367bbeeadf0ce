import {useMemo} from 'react';
import {useLive} from '../../app/live/use-live.ts';
import {type Known, known, unknown} from '../../health/known.ts';
import type {CronSnapshot} from '../../health/snapshot/cron.ts';
import type {ServerFacts} from '../../health/snapshot.ts';
import {refuse} from '../../queries/collect-cron.ts';
import {cronFacts} from '../../queries/cron-facts.ts';
import {listCronJobs} from '../../queries/list-cron-jobs.ts';
import {toCronSnapshot, toJobSnapshot, toServerFacts} from '../../queries/to-cron-snapshot.ts';
import {useCronPlace} from '../cron/use-cron-place.ts';

/** Schedules and runs change slowly beside what the screen is about. */
const everyMs = 30_000;

export interface ViewCron {
  readonly cron: Known<CronSnapshot>;
  readonly server: ServerFacts;
}

/** What the jobs tell of the views: who refreshes them, when next, and how it went. Null until it was asked. */
export function useViewCron(): ViewCron | null {
  const facts = useLive(cronFacts, {}, {everyMs});
  const factsRow = facts.status === 'ready' ? facts.rows[0] : undefined;
  const refusal = factsRow === undefined ? null : refuse(factsRow);
  const jobs = useLive(listCronJobs, factsRow && !refusal ? {} : null, {everyMs});
  const place = useCronPlace(factsRow?.cron_schema);
  const factsAt = facts.status === 'ready' ? facts.at.getTime() : 0;
  const jobsAt = jobs.status === 'ready' ? jobs.at.getTime() : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers change with the moments they are from.
  return useMemo(() => {
    if (factsRow === undefined || place === null) return null;
    const listed =
      refusal ??
      (jobs.status === 'ready'
        ? known(jobs.rows.map(toJobSnapshot))
        : unknown('The jobs were not read yet.', ''));
    const edges = unknown('Not a matter of this screen.', '');
    return {
      cron: known(toCronSnapshot({place, facts: factsRow, jobs: listed, edges})),
      server: toServerFacts(factsRow),
    };
  }, [factsAt, jobsAt, jobs.status, place]);
}
