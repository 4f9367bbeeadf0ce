import {expect, it} from 'vitest';
import {isSameAnswer} from '../../../../src/app/live/same-answer.ts';

const at = (second: number) => new Date(`2026-03-02T09:41:${String(second).padStart(2, '0')}Z`);
const rows = (changed: object = {}) => [
  {name: 'a', at: at(1), runs: [[1, 'ok', null]], server_now: at(7), ...changed},
];

it('takes answers for the same that differ only in the moment they are of', () => {
  expect(isSameAnswer(rows(), rows())).toBe(true);
  expect(isSameAnswer(rows(), rows({server_now: at(9)}))).toBe(true);
  expect(isSameAnswer([{look: rows()}], [{look: rows({server_now: at(9)})}])).toBe(true);
});

it('tells apart how far the twins are behind', () => {
  const look = (second: number) => [{shown_until: at(1), server_now: at(second)}];
  expect(isSameAnswer(look(7), look(9))).toBe(false);
});

it.each([
  ['a text', rows({name: 'b'})],
  ['a moment', rows({at: at(2)})],
  ['a value that is gone', rows({at: null})],
  ['something inside', rows({runs: [[1, 'failed', null]]})],
  ['one more inside', rows({runs: [[1, 'ok', null], []]})],
  ['a row more', [...rows(), ...rows()]],
  ['a column more', rows({more: 1})],
  ['an object for a list', [{...rows()[0], runs: {}}]],
  ['a list for an object', [[]]],
  ['nothing', null],
])('tells apart %s', (_, other) => {
  expect(isSameAnswer(rows(), other)).toBe(false);
  expect(isSameAnswer(other, rows())).toBe(false);
});
