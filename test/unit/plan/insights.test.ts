import {describe, expect, test} from 'vitest';
import {annotatePlan} from '../../../src/plan/annotate-plan.ts';
import {insightIds} from '../../../src/plan/insights/index.ts';
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
const planWith = (node: object, {top = {}, ...document}: {top?: object} = {}) => ({
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
    ...top,
  },
  'Execution Time': 1000,
  'Planning Time': 1,
  ...document,
});

const nodeCases: readonly (readonly [id: string, node: object, isSaid: boolean])[] = [
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
  ['aggregate-spill', {'HashAgg Batches': 1, 'Disk Usage': 0}, false],
  ['temp-io', {'Shared Hit Blocks': 0, 'Temp Written Blocks': 0}, false],
  ['lossy-bitmap', {'Exact Heap Blocks': 1, 'Lossy Heap Blocks': 0}, false],
  ['sort-spill', {'Sort Space Type': 'Memory', 'Sort Method': 'quicksort'}, false],
  ['temp-io', {'Shared Hit Blocks': 0, 'Temp Written Blocks': 1}, true],
  ['lossy-bitmap', {'Lossy Heap Blocks': 1}, true],
  ['missing-workers', {'Workers Planned': 2, 'Workers Launched': 1}, true],
  ['missing-workers', {'Workers Planned': 2, 'Workers Launched': 2}, false],
  ['many-loops', {'Actual Total Time': 0.2, 'Actual Loops': 999}, false],
  ['many-loops', {'Actual Total Time': 0.2, 'Actual Loops': 1000}, true],
  ['memoize-evictions', {'Cache Evictions': 1}, true],
  ['memoize-evictions', {'Cache Evictions': 0}, false],
  ['memoize-evictions', {'Cache Overflows': 1}, true],
  ['sort-spill', {'Sort Space Type': 'Disk', 'Sort Space Used': 9000}, true],
  ['filter-discard', {'Rows Removed by Join Filter': 1000}, true],
  ['filter-discard', {'Rows Removed by Index Recheck': 1000}, true],
  ['filter-discard', {'Rows Removed by Filter': 100, 'Actual Loops': 10}, true],
];

const leaf = {'Node Type': 'Seq Scan', 'Actual Total Time': 1, 'Actual Loops': 1, 'Actual Rows': 1};

/** Of the document around the nodes; `top` is of the topmost one. */
const documentCases: readonly (readonly [id: string, document: object, isSaid: boolean])[] = [
  ['jit-time', {JIT: {Timing: {Total: 200}}}, false],
  ['jit-time', {JIT: {Timing: {Total: 201}}}, true],
  ['planning-time', {'Planning Time': 1001}, true],
  ['planning-time', {'Planning Time': 999}, false],
  ['trigger-time', {Triggers: [{'Trigger Name': 't', Time: 101, Calls: 1}]}, true],
  ['trigger-time', {Triggers: [{'Trigger Name': 't', Time: 99, Calls: 1}]}, false],
  ['serialization-time', {Serialization: {Time: 101, 'Output Volume': 464}}, true],
  ['serialization-time', {Serialization: {Time: 99, 'Output Volume': 464}}, false],
  ['serialization-time', {Serialization: {Time: 0.9}, 'Execution Time': 1}, false],
  ['changed-settings', {Settings: {work_mem: '64kB'}}, true],
  ['changed-settings', {Settings: {search_path: 'public'}}, false],
  ['planning-time', {'Planning Time': 9, 'Execution Time': 8}, false],
  ['cache-misses', {top: {'Shared Hit Blocks': 7, 'Shared Read Blocks': 1}}, true],
  ['cache-misses', {top: {'Shared Hit Blocks': 7, 'Shared Read Blocks': 0}}, false],
  ['wal-written', {top: {'WAL Records': 1, 'WAL Bytes': 80}}, true],
  ['wal-written', {top: {'WAL Records': 0, 'WAL Bytes': 0}}, false],
  ['extremes', {top: {Plans: [leaf, leaf, leaf]}}, true],
  ['extremes', {top: {Plans: [leaf, leaf]}}, false],
  ['all-clear', {}, true],
  ['all-clear', {top: {'Actual Total Time': undefined, Plans: []}}, false],
];

describe('thresholds', () => {
  test.each(nodeCases)('%s with %j: %s', (id, node, isSaid) => {
    const found = annotatePlan(planWith(node)).nodes[1]?.insights.map(insight => insight.id) ?? [];
    expect(found.includes(id)).toBe(isSaid);
  });

  test.each(documentCases)('%s with %j: %s', (id, document, isSaid) => {
    expect(idsOf(planWith({}, document)).includes(id)).toBe(isSaid);
  });

  test('each rule is held to both sides of its threshold', () => {
    for (const isSaid of [true, false]) {
      const held = [...nodeCases, ...documentCases].filter(each => each[2] === isSaid).map(([id]) => id);
      expect(insightIds.filter(id => !held.includes(id))).toEqual([]);
    }
  });

  test('of a long plan it says where to look', () => {
    const nodes = [
      {...leaf, 'Relation Name': 'slow', 'Actual Total Time': 700},
      {...leaf, 'Relation Name': 'large', 'Actual Rows': 20, 'Actual Loops': 50},
      {...leaf, 'Relation Name': 'wide', 'Shared Hit Blocks': 2, 'Shared Read Blocks': 40},
    ];
    const {insights} = annotatePlan(planWith({}, {top: {Plans: nodes}}));
    expect(insights.find(({id}) => id === 'extremes')?.text).toBe(
      'Costliest is Seq Scan on slow (700 ms); most rows come from Seq Scan on large (1,000 rows); most pages are read by Seq Scan on wide (42).',
    );
  });

  test.each(['I/O Read Time', 'Shared I/O Read Time'])('%s is told where the server measures it', key => {
    const top = {'Shared Hit Blocks': 2, 'Shared Read Blocks': 40, [key]: 12};
    const {insights} = annotatePlan(planWith({}, {top}));
    expect(insights.find(({id}) => id === 'cache-misses')?.text).toBe(
      '40 of 42 pages were not in the cache of the server and took 12 ms to read; a second run may be faster.',
    );
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
