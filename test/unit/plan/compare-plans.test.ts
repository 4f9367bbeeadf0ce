import {expect, it} from 'vitest';
import {annotatePlan} from '../../../src/plan/annotate-plan.ts';
import {comparePlans, findSlower} from '../../../src/plan/compare-plans.ts';

function planOf(scanMs: number, sortMs: number, relation = 'item') {
  const times = {'Actual Loops': 1, 'Actual Rows': 1, 'Plan Rows': 1};
  const scan = {
    'Node Type': 'Seq Scan',
    'Relation Name': relation,
    'Actual Total Time': scanMs,
    ...times,
  };
  const sort = {'Node Type': 'Sort', 'Actual Total Time': scanMs + sortMs, ...times, Plans: [scan]};
  return annotatePlan([{Plan: sort, 'Execution Time': scanMs + sortMs}]);
}

it('says node by node what got slower', () => {
  const [now, before] = [planOf(9, 2), planOf(4, 3)];
  const changes = comparePlans(now, before);
  expect(changes.get('0')).toMatchObject({beforeMs: 3, changeMs: -1});
  expect(changes.get('0.0')).toMatchObject({beforeMs: 4, changeMs: 5});
  expect(findSlower(now, changes).map(({path}) => path)).toEqual(['0.0']);
});

it('compares no node with another one in its place', () => {
  const changes = comparePlans(planOf(9, 2), planOf(4, 3, 'other'));
  expect(changes.get('0.0')).toEqual({beforeMs: null, changeMs: null});
});

it('takes small differences for chance', () => {
  const now = planOf(4.05, 3.2);
  expect(findSlower(now, comparePlans(now, planOf(4, 3)))).toEqual([]);
});
