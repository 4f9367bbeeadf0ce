import {isOpen} from './run-status.ts';
import type {JobSnapshot, RunSnapshot} from './snapshot/cron.ts';

/** How the last runs ended, from the runs themselves, newest first. */
export function countStreak(
  runs: readonly RunSnapshot[],
): Pick<JobSnapshot, 'failureStreak' | 'failingSince' | 'lastSucceededAt'> {
  const ended = runs.filter(({status}) => !isOpen(status));
  const lastGood = ended.findIndex(({status}) => status === 'succeeded');
  const failureStreak = lastGood < 0 ? ended.length : lastGood;
  const first = failureStreak === 0 ? undefined : ended[failureStreak - 1];
  return {
    failureStreak,
    failingSince: first?.startedAt ?? first?.endedAt ?? null,
    lastSucceededAt: ended[lastGood]?.startedAt ?? null,
  };
}
