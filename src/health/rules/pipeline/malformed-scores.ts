import type {Rule} from '../../rule.ts';
import {countWords, groupDigits, quoteText} from '../wording.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** Scores that are no numbers in an object are left out of every view; whoever writes them should know. */
export const malformedScores: Rule = {
  id: 'pipeline.malformed-scores',
  area: 'pipeline',
  title: 'every lane score is a number',
  source: 'analytics_score_quality, counted with the lane distributions',
  check(input) {
    return aboutInstallation(input, ({scores}) => {
      if (scores === null || scores.malformedCount === 0) return [];
      const {malformedCount, scoredCount, challengeCount, exampleSubmissionId} = scores;
      return [
        {
          severity: 'warning',
          object: 'submissions.final_lane_scores',
          message: `${countWords(malformedCount, 'scored submission')} of ${groupDigits(scoredCount)} hold lane scores that are no numbers, in ${countWords(challengeCount, 'challenge')}; the views leave them out`,
          remedy:
            exampleSubmissionId === null
              ? 'SELECT * FROM analytics_score_quality WHERE malformed_count > 0;'
              : `SELECT final_lane_scores FROM submissions WHERE id = ${quoteText(exampleSubmissionId)};`,
          since: null,
          count: malformedCount,
        },
      ];
    });
  },
};
