import type {AnnotatedNode, AnnotatedPlan, Insight} from '../annotated-plan.ts';
import {aggregateSpill} from './aggregate-spill.ts';
import {allClear, cacheMisses} from './all-clear.ts';
import {changedSettings} from './changed-settings.ts';
import {extremes} from './extremes.ts';
import {filterDiscard} from './filter-discard.ts';
import {hashSpill} from './hash-spill.ts';
import {heapFetches} from './heap-fetches.ts';
import {jitTime} from './jit-time.ts';
import {lossyBitmap} from './lossy-bitmap.ts';
import {manyLoops} from './many-loops.ts';
import {memoizeEvictions} from './memoize-evictions.ts';
import {misestimate} from './misestimate.ts';
import {missingWorkers} from './missing-workers.ts';
import {planningTime} from './planning-time.ts';
import type {NodeRule, PlanRule} from './rule.ts';
import {serializationTime} from './serialization-time.ts';
import {slowNode} from './slow-node.ts';
import {sortSpill} from './sort-spill.ts';
import {tempIo} from './temp-io.ts';
import {triggerTime} from './trigger-time.ts';
import {walWritten} from './wal-written.ts';

const nodeRules: readonly NodeRule[] = [
  slowNode,
  misestimate,
  filterDiscard,
  heapFetches,
  hashSpill,
  aggregateSpill,
  sortSpill,
  tempIo,
  lossyBitmap,
  missingWorkers,
  manyLoops,
  memoizeEvictions,
];

const planRules: readonly PlanRule[] = [
  extremes,
  jitTime,
  planningTime,
  triggerTime,
  serializationTime,
  cacheMisses,
  walWritten,
  changedSettings,
  allClear,
];

/** The names of all rules. */
export const insightIds: readonly string[] = [...nodeRules, ...planRules].map(({id}) => id);

/** What is worth knowing of one node; of one that was never executed, nothing. */
export function findNodeInsights(node: AnnotatedNode, plan: AnnotatedPlan): readonly Insight[] {
  if (node.loops === 0 || node.loops === null) return [];
  return nodeRules.flatMap(({id, check}) => {
    const remark = check(node, plan);
    return remark === null ? [] : [{id, ...remark}];
  });
}

/** What is worth knowing of the statement as a whole. */
export function findPlanInsights(plan: AnnotatedPlan): readonly Insight[] {
  return planRules.flatMap(({id, check}) => {
    const remarks = check(plan) ?? [];
    return [remarks].flat().map(remark => ({id, ...remark}));
  });
}
