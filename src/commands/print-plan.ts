import {annotatePlan} from '../plan/annotate-plan.ts';
import {toPlanJson} from '../plan/plan-json.ts';
import {formatPlanTree} from '../report/plan-tree.ts';
import {printSafeJson} from '../report/safe-json.ts';

export type PlanFormat = 'tree' | 'json' | 'raw';

/** Where a command writes; `process.stdout` is one. */
export interface PlanOutput {
  write(text: string): unknown;
  readonly columns?: number;
}

const usualColumns = 100;

/** One plan in the form that was asked for; JSON is one line, so that several plans are one document a line. */
export function printPlan(plan: unknown, format: PlanFormat, stdout: PlanOutput): void {
  switch (format) {
    case 'raw':
      stdout.write(`${printSafeJson(plan, 2)}\n`);
      break;
    case 'json':
      stdout.write(`${printSafeJson(toPlanJson(annotatePlan(plan)))}\n`);
      break;
    case 'tree':
      stdout.write(formatPlanTree(annotatePlan(plan), Math.max(60, stdout.columns ?? usualColumns)));
      break;
  }
}
