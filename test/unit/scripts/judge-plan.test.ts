import {expect, it} from 'vitest';
import {judgePlan} from '../../../scripts/check-plans/judge-plan.ts';
import {annotatePlan} from '../../../src/plan/annotate-plan.ts';

const judge = (node: object, executionMs = 1) =>
  judgePlan(
    annotatePlan([
      {Plan: {'Node Type': 'Seq Scan', 'Actual Loops': 1, ...node}, 'Execution Time': executionMs},
    ]),
  );

it('finds nothing wrong with a small read', () => {
  expect(judge({'Relation Name': 'mv_time_to_first_win', 'Actual Rows': 100})).toEqual([]);
});

it.each([
  [
    'an operational table',
    {'Relation Name': 'submissions', 'Actual Rows': 1},
    /operational table submissions/,
  ],
  [
    'an operational table by index, never executed',
    {'Node Type': 'Index Scan', 'Relation Name': 'judge_outputs', 'Actual Loops': 0},
    /operational table judge_outputs/,
  ],
  [
    'all of a large view',
    {'Relation Name': 'mv_agent_progress', 'Actual Rows': 1, 'Rows Removed by Filter': 10_000},
    /all 10001 rows of mv_agent_progress/,
  ],
  ['a spill', {'Node Type': 'Sort', 'Sort Space Type': 'Disk'}, /spills to disk in Sort/],
  ['a hash in batches', {'Node Type': 'Hash', 'Hash Batches': 2}, /spills to disk in Hash/],
])('finds %s', (_, node, fault) => {
  expect(judge(node).join()).toMatch(fault);
});

it('finds a slow question', () => {
  expect(judge({}, 10.01).join()).toMatch(/takes 10\.0 ms/);
});
