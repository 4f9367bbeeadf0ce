import type {AnnotatedNode, AnnotatedPlan} from './annotated-plan.ts';

/** How one node did in another run of the same statement. */
export interface NodeChange {
  /** Null for a node that the other plan does not have. */
  readonly beforeMs: number | null;
  /** Own time now minus own time then. Null where it cannot be told. */
  readonly changeMs: number | null;
}

/** For each node, by its path, how it did before. Nodes match by place, type and what they read. */
export function comparePlans(now: AnnotatedPlan, before: AnnotatedPlan): ReadonlyMap<string, NodeChange> {
  const known = new Map(before.nodes.map(node => [keyOf(node), node]));
  return new Map(
    now.nodes.map(node => {
      const beforeMs = known.get(keyOf(node))?.exclusiveMs ?? null;
      const changeMs = beforeMs === null || node.exclusiveMs === null ? null : node.exclusiveMs - beforeMs;
      return [node.path, {beforeMs, changeMs}];
    }),
  );
}

/** The nodes that lost most, worst first; differences below `leastMs` are chance. */
export function findSlower(
  now: AnnotatedPlan,
  changes: ReadonlyMap<string, NodeChange>,
  leastMs = 0.1,
): readonly (AnnotatedNode & NodeChange)[] {
  return now.nodes
    .flatMap(node => {
      const change = changes.get(node.path);
      return change === undefined ? [] : [{...node, ...change}];
    })
    .filter(
      ({changeMs, beforeMs}) => changeMs !== null && changeMs >= Math.max(leastMs, (beforeMs ?? 0) * 0.2),
    )
    .sort((one, other) => (other.changeMs ?? 0) - (one.changeMs ?? 0));
}

function keyOf({path, type, relation, index}: AnnotatedNode): string {
  return JSON.stringify([path, type, relation, index]);
}
