import {describe, expect, test} from 'vitest';
import {annotatePlan} from '../../../src/plan/annotate-plan.ts';
import {recordedOnBoth} from './recorded-plans.ts';

const idsOf = (json: unknown) => {
  const plan = annotatePlan(json);
  return [...plan.insights, ...plan.nodes.flatMap(({insights}) => insights)].map(({id}) => id);
};

describe('insights of recorded plans', () => {
  const expected = {
    'seq-scan': 'filter-discard',
    'sort-spill': 'sort-spill',
    'hash-spill': 'hash-spill',
    'aggregate-spill': 'aggregate-spill',
    'bitmap-lossy': 'lossy-bitmap',
    memoize: 'changed-settings',
    triggers: 'trigger-time',
    limit: 'all-clear',
  };
  for (const [name, id] of Object.entries(expected)) {
    test.each(recordedOnBoth(name))(`%s: ${id}`, (_, json) => {
      expect(idsOf(json)).toContain(id);
    });
  }

  test('a recursion is misjudged, and said to be', () => {
    const [, json] = recordedOnBoth('recursive-cte')[0] ?? [];
    expect(idsOf(json)).toContain('misestimate');
  });
});

/** A plan with one node below a Result, run once in a second. */
const planWith = (node: object, document: object = {}) => ({
  Plan: {
    'Node Type': 'Result',
    'Actual Total Time': 1000,
    'Actual Loops': 1,
    Plans: [
      {
        'Node Type': 'Seq Scan',
        'Actual Total Time': 300,
        'Actual Loops': 1,
        'Actual Rows': 10,
        'Plan Rows': 10,
        ...node,
      },
    ],
  },
  'Execution Time': 1000,
  'Planning Time': 1,
  ...document,
});

describe('thresholds', () => {
  test.each([
    ['slow-node', {'Actual Total Time': 399}, false],
    ['slow-node', {'Actual Total Time': 401}, true],
    ['misestimate', {'Plan Rows': 99}, false],
    ['misestimate', {'Plan Rows': 100}, true],
    ['misestimate', {'Actual Rows': 0, 'Plan Rows': 1}, false],
    ['filter-discard', {'Actual Rows': 1000, 'Rows Removed by Filter': 1000}, false],
    ['filter-discard', {'Actual Rows': 1000, 'Rows Removed by Filter': 1001}, true],
    ['filter-discard', {'Actual Rows': 1, 'Rows Removed by Filter': 999}, false],
    ['heap-fetches', {'Heap Fetches': 100}, true],
    ['heap-fetches', {'Heap Fetches': 99}, false],
    ['hash-spill', {'Hash Batches': 2}, true],
    ['hash-spill', {'Hash Batches': 1}, false],
    ['aggregate-spill', {'Disk Usage': 8}, true],
    ['sort-spill', {'Sort Space Type': 'Memory', 'Sort Method': 'quicksort'}, false],
    ['temp-io', {'Shared Hit Blocks': 0, 'Temp Written Blocks': 1}, true],
    ['lossy-bitmap', {'Lossy Heap Blocks': 1}, true],
    ['missing-workers', {'Workers Planned': 2, 'Workers Launched': 1}, true],
    ['missing-workers', {'Workers Planned': 2, 'Workers Launched': 2}, false],
    ['many-loops', {'Actual Total Time': 0.2, 'Actual Loops': 999}, false],
    ['many-loops', {'Actual Total Time': 0.2, 'Actual Loops': 1000}, true],
    ['memoize-evictions', {'Cache Evictions': 1}, true],
    ['memoize-evictions', {'Cache Evictions': 0}, false],
  ])('%s with %j: %s', (id, node, isSaid) => {
    const found = annotatePlan(planWith(node)).nodes[1]?.insights.map(insight => insight.id) ?? [];
    expect(found.includes(id)).toBe(isSaid);
  });

  test.each([
    ['jit-time', {JIT: {Timing: {Total: 200}}}, false],
    ['jit-time', {JIT: {Timing: {Total: 201}}}, true],
    ['planning-time', {'Planning Time': 1001}, true],
    ['planning-time', {'Planning Time': 999}, false],
    ['trigger-time', {Triggers: [{'Trigger Name': 't', Time: 101, Calls: 1}]}, true],
    ['trigger-time', {Triggers: [{'Trigger Name': 't', Time: 99, Calls: 1}]}, false],
    ['changed-settings', {Settings: {work_mem: '64kB'}}, true],
    ['changed-settings', {Settings: {search_path: 'public'}}, false],
  ])('%s with %j: %s', (id, document, isSaid) => {
    expect(idsOf(planWith({}, document)).includes(id)).toBe(isSaid);
  });

  test('an error in an estimate is told where it begins', () => {
    const wrong = {'Actual Rows': 500, 'Plan Rows': 2, 'Actual Loops': 1};
    const cte = {
      ...wrong,
      'Node Type': 'Seq Scan',
      'Parent Relationship': 'InitPlan',
      'Subplan Name': 'CTE a',
    };
    const scan = {...wrong, 'Node Type': 'CTE Scan', 'CTE Name': 'a'};
    const {nodes} = annotatePlan({Plan: {...wrong, 'Node Type': 'Sort', Plans: [cte, scan]}});
    expect(nodes.map(({insights}) => insights.map(({id}) => id))).toEqual([[], ['misestimate'], []]);
  });

  test('fewer rows than expected are normal below a LIMIT', () => {
    const scan = {'Node Type': 'Seq Scan', 'Actual Rows': 1, 'Plan Rows': 1e6, 'Actual Loops': 1};
    const limited = {
      'Node Type': 'Limit',
      'Actual Rows': 1,
      'Plan Rows': 1,
      'Actual Loops': 1,
      Plans: [scan],
    };
    expect(idsOf({Plan: limited})).not.toContain('misestimate');
    const sorted = {...limited, Plans: [{'Node Type': 'Sort', Plans: [scan]}]};
    expect(idsOf({Plan: sorted})).toContain('misestimate');
  });
});
