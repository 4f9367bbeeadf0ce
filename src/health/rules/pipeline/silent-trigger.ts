import type {Rule} from '../../rule.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** Without its triggers the pipeline hears of no event, and nothing else complains. */
export const silentTrigger: Rule = {
  id: 'pipeline.silent-trigger',
  area: 'pipeline',
  title: 'the triggers on submissions and bout_results are in place',
  source: 'pg_trigger: there and switched on',
  check(input) {
    return aboutInstallation(input, ({silentTriggers}) =>
      silentTriggers.map(name => {
        const isOfBouts = name.startsWith('analytics_bouts_');
        const table = isOfBouts ? 'bout_results' : 'submissions';
        return {
          // Of bouts only the first wins know, and the nightly comparison makes up for it.
          severity: isOfBouts ? 'warning' : 'critical',
          object: name,
          message: `the trigger ${name} is missing from ${table} or switched off: its events are never told`,
          remedy: `ALTER TABLE ${table} ENABLE TRIGGER ${name}; -- or, where it is gone, lanewatch migrate`,
          since: null,
        };
      }),
    );
  },
};
