import {timingOf} from '../../job-timing.ts';
import {jobsOf} from '../../memory.ts';
import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {aboutCron, nameSome} from './about-cron.ts';
import {noFireCauses} from './causes.ts';
import {findDueFires} from './due-fires.ts';

/** What was due while the scheduler was down is not caught up. */
export const firesLost: Rule = {
  id: 'cron.fires-lost',
  area: 'cron',
  title: 'no fire was lost while the scheduler was down',
  source: 'pg_cron catches up nothing at its start, and leaves no row',
  silencedBy: noFireCauses,
  check: input =>
    aboutCron(input, cron => {
      const {snapshot, memory} = input;
      const now = snapshot.serverNow;
      const losers = jobsOf(snapshot)
        .map(job => {
          const timing = timingOf(job, cron, now);
          const context = {...input, cron, now, timing, remembered: memory.jobs.get(job.jobId)};
          return {name: job.name, lost: findDueFires(job, context).lostCount};
        })
        .filter(({lost}) => lost > 0);
      if (losers.length === 0) return null;
      const total = losers.reduce((sum, {lost}) => sum + lost, 0);
      return {
        severity: 'warning',
        object: cron.home === 'built-in' ? 'lanewatch scheduler' : 'pg_cron scheduler',
        message: `${countWords(total, 'fire')} of ${nameSome(losers.map(({name}) => name))} ${total === 1 ? 'was' : 'were'} lost while the scheduler was down`,
        remedy: 'Run those jobs by hand if their work is needed before their next fire.',
        since: cron.scheduler.known ? (cron.scheduler.value?.startedAt ?? null) : null,
      };
    }),
};
