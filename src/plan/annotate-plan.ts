import type {AnnotatedNode, AnnotatedPlan, NodeBuffers} from './annotated-plan.ts';
import {findPayers} from './charge-nodes.ts';
import {describeNode} from './describe-node.ts';
import {compareEstimate, findInheritedErrors} from './estimate.ts';
import {computeTimes} from './exclusive-time.ts';
import {findNodeInsights, findPlanInsights} from './insights/index.ts';
import type {PlanNode} from './plan-document.ts';
import {type ReadNode, readPlan} from './read-plan.ts';

/**
 * Works out what a plan of EXPLAIN (FORMAT JSON) means: own times, how far estimates are off, own pages, and insights.
 * Any key may be missing, any node type unknown. Throws `NotAPlanError` where there is no plan at all.
 */
export function annotatePlan(json: unknown): AnnotatedPlan {
  const {document, nodes: read} = readPlan(json);
  const payers = findPayers(read);
  const times = computeTimes(read, payers);
  const isMeasured = times.some(({totalMs}) => totalMs !== null);
  const nodesMs = isMeasured ? times.reduce((sum, {exclusiveMs}) => sum + (exclusiveMs ?? 0), 0) : null;
  const buffers = computeBuffers(read, payers);
  const cutShort = findCutShort(read);
  const estimates = read.map(({raw}) => compareEstimate(raw));
  const inherited = findInheritedErrors(read, estimates);
  const planningMs = document['Planning Time'] ?? null;
  const executionMs = document['Execution Time'] ?? null;

  const nodes = read.map(({raw, path, depth}, at): AnnotatedNode => {
    const {totalMs = null, exclusiveMs = null} = times[at] ?? {};
    const estimate = estimates[at];
    return {
      path,
      depth,
      type: raw['Node Type'] ?? 'Unknown node',
      label: describeNode(raw),
      relation: raw['Relation Name'] ?? null,
      index: raw['Index Name'] ?? null,
      exclusiveMs,
      totalMs,
      share: exclusiveMs === null || !nodesMs ? null : exclusiveMs / nodesMs,
      rows: raw['Actual Rows'] ?? null,
      planRows: raw['Plan Rows'] ?? null,
      loops: raw['Actual Loops'] ?? null,
      estimateFactor: estimate?.factor ?? null,
      estimateDirection: estimate?.direction ?? null,
      isEstimateInherited: inherited[at] ?? false,
      isCutShort: cutShort[at] ?? false,
      buffers: buffers[at] ?? null,
      cost: raw['Total Cost'] ?? null,
      insights: [],
      raw,
    };
  });
  const bare: AnnotatedPlan = {planningMs, executionMs, nodesMs, nodes, insights: [], document};
  const explained = nodes.map(node => ({...node, insights: findNodeInsights(node, bare)}));
  return {...bare, nodes: explained, insights: findPlanInsights({...bare, nodes: explained})};
}

const bufferKeys = {
  hit: ['Shared Hit Blocks', 'Local Hit Blocks'],
  read: ['Shared Read Blocks', 'Local Read Blocks'],
  tempRead: ['Temp Read Blocks'],
  tempWritten: ['Temp Written Blocks'],
} as const satisfies Record<keyof NodeBuffers, readonly (keyof PlanNode)[]>;

/** The server counts the pages of the nodes below as well; these are taken out, once. */
function computeBuffers(
  nodes: readonly ReadNode[],
  payers: readonly (number | null)[],
): (NodeBuffers | null)[] {
  const own = nodes.map(({raw}) =>
    raw['Shared Hit Blocks'] === undefined
      ? null
      : {
          hit: sum(raw, 'hit'),
          read: sum(raw, 'read'),
          tempRead: sum(raw, 'tempRead'),
          tempWritten: sum(raw, 'tempWritten'),
        },
  );
  const result = own.map(counts => (counts === null ? null : {...counts}));
  for (const [index, payer] of payers.entries()) {
    const above = payer === null ? null : (result[payer] ?? null);
    const counts = own[index] ?? null;
    if (above === null || counts === null) continue;
    for (const key of ['hit', 'read', 'tempRead', 'tempWritten'] as const)
      above[key] = Math.max(0, above[key] - counts[key]);
  }
  return result;
}

function sum(raw: PlanNode, counter: keyof NodeBuffers): number {
  return bufferKeys[counter].reduce((total, key) => total + (raw[key] ?? 0), 0);
}

/** These read all that is below them, whatever is wanted above. */
const readAll: ReadonlySet<string> = new Set([
  'Sort',
  'Hash',
  'Aggregate',
  'HashAggregate',
  'Bitmap Index Scan',
  'SetOp',
]);

/** Nodes below a LIMIT that nothing keeps from stopping early. */
function findCutShort(nodes: readonly ReadNode[]): boolean[] {
  const result: boolean[] = [];
  for (const {parent} of nodes) {
    const above = parent === null ? undefined : nodes[parent];
    const type = above?.raw['Node Type'] ?? '';
    result.push(type === 'Limit' || (parent !== null && (result[parent] ?? false) && !readAll.has(type)));
  }
  return result;
}
