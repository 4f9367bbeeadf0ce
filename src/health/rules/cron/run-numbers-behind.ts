import {isSequenceBehind} from '../../memory.ts';
import type {Rule} from '../../rule.ts';
import {aboutCron} from './about-cron.ts';

/** A restored sequence gives numbers that are taken: each fire kills the scheduler. */
export const runNumbersBehind: Rule = {
  id: 'cron.run-numbers-behind',
  area: 'cron',
  title: 'run numbers are free',
  source: 'cron.runid_seq against max(runid), in two looks; after a restore or an upgrade',
  check: input =>
    aboutCron(input, cron => {
      const {runNumbers, home} = cron;
      if (home === 'none') return null;
      if (!runNumbers.known) return {unchecked: runNumbers.why, remedy: runNumbers.remedy};
      if (!isSequenceBehind(cron)) return null;
      const schema = home === 'built-in' ? 'lanewatch_cron' : 'cron';
      const isCertain = input.memory.sequenceBehindLooks > 1;
      return {
        severity: isCertain ? 'critical' : 'unknown',
        object: `${schema}.runid_seq`,
        message: `the next run number is ${runNumbers.value.last + 1}, but numbers up to ${runNumbers.value.highest} are taken: each fire collides and is lost${isCertain ? '' : ' (a second look will tell)'}`,
        remedy: `SELECT setval('${schema}.runid_seq', (SELECT max(runid) FROM ${schema}.job_run_details));`,
        since: null,
      };
    }),
};
