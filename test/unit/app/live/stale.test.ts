import {expect, it} from 'vitest';
import {staleWords} from '../../../../src/app/live/stale.ts';
import {toProblem} from '../../../../src/db/problem.ts';

const at = new Date('2026-05-01T10:00:00Z');
const later = new Date('2026-05-01T10:00:14Z');
const problem = toProblem(Object.assign(new Error('connect ECONNREFUSED'), {code: 'ECONNREFUSED'}));

it('says how old rows are that could not be read again, and why', () => {
  expect(staleWords({status: 'ready', rows: [], at, problem}, later)).toMatch(
    /^as of 10\ss ago: connect ECONNREFUSED$/,
  );
  // The clock of the screen may be behind the answer.
  expect(staleWords({status: 'ready', rows: [], at: later, problem}, at)).toContain('as of <10');
});

it('says nothing of rows that are fresh, not there yet, or never came', () => {
  expect(staleWords({status: 'ready', rows: [], at, problem: null}, later)).toBeNull();
  expect(staleWords({status: 'loading'}, later)).toBeNull();
  expect(staleWords({status: 'failed', problem}, later)).toBeNull();
});
