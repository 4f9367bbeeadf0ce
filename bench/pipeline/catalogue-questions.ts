import type {AnalyticsQueries} from '../../src/queries/library.ts';
import {benchId, scatter} from './bench-ids.ts';
import type {Questions} from './latency.ts';

/** What the library answers, about another agent and another challenge each time. */
export function catalogueQuestions(analytics: AnalyticsQueries): Questions {
  const agent = (nth: number) => benchId('a', scatter(nth, 2000));
  const challenge = (nth: number) => benchId('c', (scatter(nth, 2000) * 7 + 3) % 100);
  return {
    getLaneDistributions: nth => analytics.getLaneDistributions(challenge(nth)),
    'getAgentWeaknessPatterns, all challenges': nth => analytics.getAgentWeaknessPatterns(agent(nth)),
    'getAgentWeaknessPatterns, one challenge': nth =>
      analytics.getAgentWeaknessPatterns(agent(nth), challenge(nth)),
    getAgentProgressTimeline: nth => analytics.getAgentProgressTimeline(agent(nth), challenge(nth)),
    'getTimeToFirstWin, all challenges': () => analytics.getTimeToFirstWin(),
    getCronJobs: () => analytics.getCronJobs(),
    getRefreshHistory: () => analytics.getRefreshHistory(),
  };
}
