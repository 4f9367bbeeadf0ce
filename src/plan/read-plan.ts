import * as z from 'zod';
import {type PlanDocument, type PlanNode, planDocumentSchema, planNodeSchema} from './plan-document.ts';

/** A node with its place in the tree as it was printed. */
export interface ReadNode {
  /** Places below the root, as in `0.1.0`. */
  readonly path: string;
  readonly depth: number;
  /** The index of the node above; null for the root. */
  readonly parent: number | null;
  /** One past the index of the last node below it: nodes come parents first. */
  end: number;
  readonly raw: PlanNode;
}

export interface ReadPlan {
  readonly document: PlanDocument;
  readonly nodes: readonly ReadNode[];
}

/** Raised for JSON that is no plan. */
export class NotAPlanError extends Error {
  override readonly name = 'NotAPlanError';
}

/** Whether the value is an EXPLAIN document, an array of them, or a bare node. */
export function isPlan(value: unknown): boolean {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'object' && first !== null && ('Plan' in first || 'Node Type' in first);
}

/** Takes what EXPLAIN (FORMAT JSON) gives (an array of one), its object, or a node alone. Throws `NotAPlanError`. */
export function readPlan(json: unknown): ReadPlan {
  const first: unknown = Array.isArray(json) ? json[0] : json;
  if (!isPlan(first)) throw new NotAPlanError('There is no "Plan" in this JSON.');
  const parsed = planDocumentSchema.parse(first);
  // A node alone is a document without a frame.
  const document = parsed.Plan === undefined ? {Plan: first} : parsed;
  return {document, nodes: readNodes(document.Plan)};
}

const anyObject = z.looseObject({});

/** Without recursion, so that no depth of nesting is too deep. */
function readNodes(root: unknown): ReadNode[] {
  const nodes: ReadNode[] = [];
  const pending: {value: unknown; path: string; depth: number; parent: number | null}[] = [
    {value: root, path: '0', depth: 0, parent: null},
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const {path, depth, parent} = next;
    const object = anyObject.safeParse(next.value);
    if (!object.success) continue;
    const raw = planNodeSchema.parse(object.data);
    const index = nodes.push({path, depth, parent, end: 0, raw}) - 1;
    const children = raw.Plans ?? [];
    for (let at = children.length - 1; at >= 0; at -= 1)
      pending.push({value: children[at], path: `${path}.${at}`, depth: depth + 1, parent: index});
  }
  if (nodes.length === 0) throw new NotAPlanError('The "Plan" of this JSON is not an object.');
  settleEnds(nodes);
  return nodes;
}

function settleEnds(nodes: ReadNode[]): void {
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    if (!node) continue;
    node.end = Math.max(node.end, index + 1);
    const parent = node.parent === null ? undefined : nodes[node.parent];
    if (parent) parent.end = Math.max(parent.end, node.end);
  }
}
