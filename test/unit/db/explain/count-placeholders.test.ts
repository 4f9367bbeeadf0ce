import {expect, it} from 'vitest';
import {countPlaceholders} from '../../../../src/db/explain/count-placeholders.ts';

it.each([
  ['select 1', 0],
  ['select $1, $2, $1', 2],
  ['select $3', 3],
  ['select \'$1\', "$2" -- $3\n /* $4 */', 0],
  ["select e'it\\'s $1', $1", 1],
  ['select $$ $2 $$, $body$ $3 $body$, $1', 1],
  ['select a$1 from t', 0],
])('%s has %i', (statement, count) => {
  expect(countPlaceholders(statement)).toBe(count);
});
