import type {Rule} from '../../rule.ts';
import {isOpen} from '../../run-status.ts';
import {eachJobWithHistory} from './about-cron.ts';

/** It fails and recovers again and again. */
export const jobFlapping: Rule = {
  id: 'cron.job-flapping',
  area: 'cron',
  title: 'no job fails now and then',
  source: 'Nagios: changes of state among the last 20 runs',
  silencedOnObjectBy: ['cron.job-failing', 'cron.job-connection-failed', 'cron.job-no-worker-slot'],
  check: input =>
    eachJobWithHistory(input, ({runs}, {thresholds}) => {
      const ended = runs.filter(({status}) => !isOpen(status));
      const changes = ended.filter((run, index) => {
        const before = ended[index + 1];
        return before !== undefined && before.status !== run.status;
      }).length;
      if (changes < thresholds.flapChanges) return null;
      const failed = ended.filter(({status}) => status === 'failed').length;
      return {
        severity: 'warning',
        message: `${failed} of the last ${ended.length} runs failed, in turns with good ones (${changes} changes)`,
        remedy: 'Compare the messages of the failed runs: locks, timeouts and races fail now and then.',
        since: ended.at(-1)?.startedAt ?? null,
      };
    }),
};
