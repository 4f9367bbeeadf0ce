import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {annotatePlan} from '../../../src/plan/annotate-plan.ts';
import type {AnnotatedPlan} from '../../../src/plan/annotated-plan.ts';
import {recordedOnBoth, recordedPlans} from './recorded-plans.ts';

const sumOf = ({nodes}: AnnotatedPlan) => nodes.reduce((sum, node) => sum + (node.exclusiveMs ?? 0), 0);
const find = (plan: AnnotatedPlan, label: RegExp) => {
  const node = plan.nodes.find(candidate => label.test(candidate.label));
  if (!node)
    throw new Error(`No node is ${label}; there are ${plan.nodes.map(each => each.label).join(' | ')}.`);
  return node;
};

describe('exclusive times of recorded plans', () => {
  test.each([...recordedPlans])('%s: add up to the time of the root', (name, json) => {
    const plan = annotatePlan(json);
    const rootMs = plan.nodes[0]?.totalMs ?? Number.NaN;
    for (const {exclusiveMs} of plan.nodes) expect(exclusiveMs).toBeGreaterThanOrEqual(0);
    if (name.startsWith('unread-cte')) expect(sumOf(plan)).toBeGreaterThan(rootMs);
    else expect(sumOf(plan)).toBeCloseTo(rootMs, 6);
    // The server's own total has the start, the triggers and the end on top.
    const triggersMs = (plan.document.Triggers ?? []).reduce((sum, {Time = 0}) => sum + Time, 0);
    const outsideMs = (plan.executionMs ?? 0) - sumOf(plan) - triggersMs;
    expect(outsideMs).toBeGreaterThan(-0.5);
    // Loading the compiler belongs to no node.
    if (!name.startsWith('jit')) expect(outsideMs).toBeLessThan(1 + sumOf(plan) * 0.2);
  });

  test.each(recordedOnBoth('cte-read-twice'))('%s: the first reader pays for the CTE', (_, json) => {
    const plan = annotatePlan(json);
    const cte = plan.nodes.find(({raw}) => raw['Subplan Name'] === 'CTE c');
    const readers = plan.nodes.filter(({type}) => type === 'CTE Scan');
    expect(readers).toHaveLength(2);
    const waited = Math.max(...readers.map(({totalMs}) => totalMs ?? 0));
    expect(cte?.totalMs).toBeLessThan(waited + 0.1);
    expect(readers.reduce((sum, {exclusiveMs}) => sum + (exclusiveMs ?? 0), 0)).toBeLessThan(1);
    expect(find(plan, /^Seq Scan/).share).toBeGreaterThan(0.2);
  });

  test.each(recordedOnBoth('init-plan'))('%s: whoever uses the result pays for the InitPlan', (_, json) => {
    const plan = annotatePlan(json);
    const initPlans = plan.nodes.filter(({raw}) => raw['Parent Relationship'] === 'InitPlan');
    expect(initPlans.length).toBeGreaterThan(0);
    const inside = initPlans.reduce((sum, {totalMs}) => sum + (totalMs ?? 0), 0);
    const others = plan.nodes[0]?.totalMs ?? 0;
    expect(sumOf(plan)).toBeCloseTo(others, 6);
    expect(inside).toBeLessThan(others);
  });

  test.each(recordedOnBoth('parallel-init-plan'))(
    '%s: the leader runs the InitPlan, not the workers',
    (_, json) => {
      const scans = annotatePlan(json).nodes.filter(({type}) => type === 'Seq Scan');
      expect(scans).toHaveLength(2);
      for (const {exclusiveMs, totalMs} of scans) expect(exclusiveMs).toBeCloseTo(totalMs ?? Number.NaN, 6);
    },
  );

  test.each(recordedOnBoth('parallel-aggregate'))('%s: workers run side by side', (_, json) => {
    const plan = annotatePlan(json);
    const scan = find(plan, /^Parallel (Seq|Bitmap|Index)/);
    expect(scan.loops).toBeGreaterThan(1);
    // Per process as the server gives it, not times the processes.
    expect(scan.totalMs).toBeCloseTo(scan.raw['Actual Total Time'] ?? Number.NaN, 0);
  });

  test.each(recordedOnBoth('never-executed'))('%s: no time where nothing ran', (_, json) => {
    const idle = annotatePlan(json).nodes.filter(({loops}) => loops === 0);
    expect(idle.length).toBeGreaterThan(0);
    for (const node of idle) expect(node).toMatchObject({exclusiveMs: 0, estimateFactor: null, insights: []});
  });
});

describe('exclusive times of made-up plans', () => {
  const time = fc.oneof(fc.constant(undefined), fc.double({min: 0, max: 1e6, noNaN: true}));
  const {node} = fc.letrec(tie => ({
    node: fc.record(
      {
        'Node Type': fc.constantFrom('Seq Scan', 'CTE Scan', 'Gather', 'Sort', 'Teleport'),
        'Parent Relationship': fc.constantFrom('Outer', 'InitPlan', 'SubPlan'),
        'Subplan Name': fc.constantFrom(
          'CTE a',
          'CTE b',
          'InitPlan 1 (returns $0)',
          'InitPlan 2',
          'SubPlan 3',
        ),
        'CTE Name': fc.constantFrom('a', 'b'),
        Filter: fc.constantFrom('(x = $0)', '(x = (InitPlan 2).col1)', '$', 7),
        'Actual Total Time': time,
        'Actual Loops': fc.oneof(fc.nat(5), fc.constant('many')),
        'Actual Rows': fc.double(),
        'Workers Launched': fc.integer({min: -1, max: 3}),
        Plans: fc.oneof(fc.array(tie('node'), {maxLength: 3}), fc.constant(null), fc.constant({})),
      },
      {requiredKeys: []},
    ),
  }));

  test('are never negative, and never more than the roots', () => {
    fc.assert(
      fc.property(node, json => {
        const plan = annotatePlan({Plan: json});
        for (const {exclusiveMs, share} of plan.nodes) {
          expect(exclusiveMs ?? 0).toBeGreaterThanOrEqual(0);
          expect(share ?? 0).toBeLessThanOrEqual(1);
        }
      }),
      {numRuns: 500},
    );
  });

  test('a nested plan of 5,000 nodes is no trouble', () => {
    let json: object = {'Node Type': 'Result', 'Actual Total Time': 1, 'Actual Loops': 1};
    for (let depth = 1; depth < 5000; depth += 1)
      json = {'Node Type': 'Result', 'Actual Total Time': 1 + depth, 'Actual Loops': 1, Plans: [json]};
    const plan = annotatePlan([{Plan: json}]);
    expect(plan.nodes).toHaveLength(5000);
    expect(sumOf(plan)).toBeCloseTo(5000, 6);
  });
});
