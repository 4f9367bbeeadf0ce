import {UserError} from '../config/user-error.ts';
import {PlanTextError, parsePlanText} from '../plan/parse-plan-text.ts';
import {NotAPlanError} from '../plan/read-plan.ts';
import {type PlanFormat, type PlanOutput, printPlan} from './print-plan.ts';
import {readInput} from './read-input.ts';

/**
 * `lanewatch plan`: annotates every plan in a text, in order, without a database. Gives the exit code. Throws a
 * `UserError` where the text cannot be read or holds no plan.
 */
export async function runPlan(path: string, format: PlanFormat, stdout: PlanOutput): Promise<number> {
  const text = await readInput(path);
  try {
    for (const [index, plan] of parsePlanText(text).entries()) {
      if (index > 0 && format === 'tree') stdout.write('\n');
      printPlan(plan, format, stdout);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof PlanTextError || error instanceof NotAPlanError)) throw error;
    const source = path === '-' ? 'standard input' : path;
    throw new UserError(
      `No plan in ${source}`,
      error.message,
      'Give it the output of EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON).',
      {cause: error},
    );
  }
}
