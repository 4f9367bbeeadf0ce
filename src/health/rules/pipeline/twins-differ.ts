import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** A change was not followed, or somebody wrote into a twin. What differs is computed anew; why it differed is not known. */
export const twinsDiffer: Rule = {
  id: 'pipeline.twins-differ',
  area: 'pipeline',
  title: 'the live twins agree with the views',
  source: 'analytics_twin_state, written by the nightly comparison and lanewatch verify',
  check(input) {
    return aboutInstallation(input, ({twins}) => {
      if (twins === null || twins.differingRows === 0) return [];
      return [
        {
          severity: 'warning',
          object: 'analytics_twin_state',
          message: `${countWords(twins.differingRows, 'row')} of ${countWords(twins.differingSlices, 'challenge')} differed from the views when they were last compared, and were computed anew`,
          remedy: 'lanewatch verify',
          since: twins.verifiedAt,
          count: twins.differingRows,
        },
      ];
    });
  },
};
