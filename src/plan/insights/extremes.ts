import type {AnnotatedNode} from '../annotated-plan.ts';
import type {PlanRule} from './rule.ts';
import {sayCount, sayMs, sayRows} from './words.ts';

/** A plan of fewer nodes is seen at a glance. */
const leastNodes = 4;

/** The costliest node, the one with the most rows, and the one with the most pages: where to look in a long plan. */
export const extremes: PlanRule = {
  id: 'extremes',
  check({nodes, nodesMs}) {
    if (nodesMs === null || nodes.length < leastNodes) return null;
    const found = [
      sayMost(nodes, 'Costliest is', ({exclusiveMs}) => exclusiveMs, sayMs),
      sayMost(nodes, 'most rows come from', ({rows, loops}) => (rows ?? 0) * (loops ?? 0), sayRows),
      sayMost(
        nodes,
        'most pages are read by',
        ({buffers}) => buffers && buffers.hit + buffers.read,
        sayCount,
      ),
    ];
    const said = found.filter(text => text !== null).join('; ');
    return said === '' ? null : {severity: 'info', text: `${said}.`};
  },
};

function sayMost(
  nodes: readonly AnnotatedNode[],
  what: string,
  measure: (node: AnnotatedNode) => number | null,
  say: (amount: number) => string,
): string | null {
  let most: {node: AnnotatedNode; amount: number} | null = null;
  for (const node of nodes) {
    const amount = measure(node) ?? 0;
    if (amount > (most?.amount ?? 0)) most = {node, amount};
  }
  return most && `${what} ${most.node.label.replaceAll('  ', ' ')} (${say(most.amount)})`;
}
