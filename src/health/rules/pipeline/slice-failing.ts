import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** The numbers of a challenge cannot be computed: the live twins keep the last good ones, and the others go on. */
export const sliceFailing: Rule = {
  id: 'pipeline.slice-failing',
  area: 'pipeline',
  title: 'every challenge can be computed',
  source: 'analytics_slice: set aside after an error, tried again later each time',
  check(input) {
    return aboutInstallation(input, ({twins}) => {
      if (twins?.failing == null) return [];
      const {challengeId, attempts, error} = twins.failing;
      const others = twins.failingCount > 1 ? ` and ${twins.failingCount - 1} more with it` : '';
      return [
        {
          severity: 'warning',
          object: 'analytics_slice',
          message: `challenge ${challengeId} failed ${countWords(attempts, 'time')} in a row${others}: ${error}`,
          remedy:
            'SELECT challenge_id, attempts, last_error, retry_at FROM analytics_slice WHERE attempts > 0;',
          since: null,
          count: twins.failingCount,
        },
      ];
    });
  },
};
