import type {NodeRule} from './rule.ts';
import {sayMs, sayShare} from './words.ts';

const notable = 0.4;
const dominant = 0.9;
/** Below this there is nothing to gain, whoever has the largest part. */
const leastTotalMs = 10;

/** A node that takes much of the time itself: from 40 %, and from 90 % (the marks of pev2). */
export const slowNode: NodeRule = {
  id: 'slow-node',
  check({share, exclusiveMs, label}, {nodesMs, nodes}) {
    if (share === null || exclusiveMs === null || share < notable || nodes.length === 1) return null;
    const text = `${label.replaceAll('  ', ' ')} itself takes ${sayShare(share)} of the time, ${sayMs(exclusiveMs)}`;
    if ((nodesMs ?? 0) < leastTotalMs) return {severity: 'info', text: `${text}: nothing to gain.`};
    return {severity: share >= dominant ? 'critical' : 'warning', text: `${text}: begin here.`};
  },
};
