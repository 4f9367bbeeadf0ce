import {isOffline, toProblem} from '../db/problem.ts';
import {type Known, known, unknown} from '../health/known.ts';

/**
 * Turns a refused question into a fact that is not known, with the reason. A lost link is thrown on: it says nothing
 * about the one fact, but that nothing can be known now.
 */
export async function tryToKnow<Value>(question: Promise<Value>): Promise<Known<Value>> {
  try {
    return known(await question);
  } catch (error) {
    const problem = toProblem(error);
    if (isOffline(problem)) throw error;
    return unknown(`${problem.what}: ${problem.why}`, problem.remedy);
  }
}
