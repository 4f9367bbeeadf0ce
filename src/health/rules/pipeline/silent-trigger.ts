import type {Rule} from '../../rule.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** Without its triggers the pipeline hears of no event, and nothing else complains. */
export const silentTrigger: Rule = {
  id: 'pipeline.silent-trigger',
  area: 'pipeline',
  title: 'the triggers on submissions are in place',
  source: 'pg_trigger: there and switched on',
  check(input) {
    return aboutInstallation(input, ({silentTriggers}) =>
      silentTriggers.map(name => ({
        severity: 'critical',
        object: name,
        message: `the trigger ${name} is missing from submissions or switched off: its events are never told`,
        remedy: `ALTER TABLE submissions ENABLE TRIGGER ${name}; -- or, where it is gone, lanewatch migrate`,
        since: null,
      })),
    );
  },
};
