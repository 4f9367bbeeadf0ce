import type {Rule} from '../../rule.ts';
import {aboutDatabase} from './about-pipeline.ts';
import {definitionName, groupingText, hasPercentile} from './definitions.ts';

/** A percentile over all challenges compares what cannot be compared: a hard challenge pulls everyone down. */
export const mixedPercentiles: Rule = {
  id: 'pipeline.mixed-percentiles',
  area: 'pipeline',
  title: 'percentiles stay within a challenge',
  source: 'design: percentiles are per challenge and lane',
  check(input) {
    return aboutDatabase(input, ({definitions}) =>
      definitions
        .filter(({text, readsChallenges}) => {
          if (text === null || !readsChallenges || !hasPercentile(text)) return false;
          return !/challenge/i.test(groupingText(text));
        })
        .map(definition => ({
          severity: 'warning',
          object: definitionName(definition),
          message: `${definitionName(definition)} computes percentiles across challenges: hard and easy ones are mixed`,
          remedy: 'Add challenge_id to its GROUP BY or PARTITION BY.',
          since: null,
        })),
    );
  },
};
