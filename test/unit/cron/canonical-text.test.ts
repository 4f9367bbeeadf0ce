import fc from 'fast-check';
import {expect, it} from 'vitest';
import {canonicalText} from '../../../src/cron/canonical-text.ts';
import {fieldRules, parseField} from '../../../src/cron/field.ts';

it.each([
  ['*/1', '*'],
  ['0-59', '*'],
  ['0,15,30,45', '*/15'],
  ['*/45', '0,45'],
  ['*/30', '0,30'],
  ['1,2', '1,2'],
  ['3,1,2,9', '1-3,9'],
  ['5', '5'],
])('%s is written %s', (text, canonical) => {
  expect(canonicalText(parseField(text, fieldRules.minute).values, fieldRules.minute)).toBe(canonical);
});

it('means the same as what it stands for', () => {
  const values = fc.uniqueArray(fc.integer({min: 1, max: 12}), {minLength: 1});
  fc.assert(
    fc.property(values, months => {
      const sorted = new Set(months.sort((a, b) => a - b));
      expect(parseField(canonicalText(sorted, fieldRules.month), fieldRules.month).values).toEqual(sorted);
    }),
  );
});
