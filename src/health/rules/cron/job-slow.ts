import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {eachJobWithHistory} from './about-cron.ts';

/** The last good run took much longer than good runs used to. */
export const jobSlow: Rule = {
  id: 'cron.job-slow',
  area: 'cron',
  title: 'runs take about as long as they used to',
  source: 'ours: twice the median of the good runs, and five seconds more',
  silencedOnObjectBy: ['cron.job-overrun'],
  check: input =>
    eachJobWithHistory(input, ({runs, medianMs}, {thresholds}) => {
      const [newest] = runs;
      const good = runs.filter(({status}) => status === 'succeeded').length;
      if (newest?.status !== 'succeeded' || !newest.startedAt || !newest.endedAt || medianMs === null)
        return null;
      const tookMs = newest.endedAt.getTime() - newest.startedAt.getTime();
      if (good < thresholds.slowLeastRuns) return null;
      if (tookMs <= medianMs * thresholds.slowFactor || tookMs <= medianMs + thresholds.slowFloorMs)
        return null;
      return {
        severity: 'warning',
        message: `the last run took ${spanWords(tookMs)}, half of all runs ${spanWords(medianMs)} at most`,
        remedy: 'Compare its plan with an earlier one: lanewatch explain.',
        since: newest.startedAt,
      };
    }),
};
