import type {Database} from '../../queries/database.ts';
import {type ListChallengesRow, listChallenges} from '../../queries/list-challenges.ts';

/** One challenge, or all that have scores. */
export async function eachChallenge(
  database: Database,
  challengeId: string | null,
): Promise<readonly ListChallengesRow[]> {
  const challenges = await database.ask(listChallenges, {});
  return challengeId === null
    ? challenges
    : challenges.filter(({challenge_id}) => challenge_id === challengeId);
}
