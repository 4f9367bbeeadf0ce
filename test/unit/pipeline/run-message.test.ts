import {expect, it} from 'vitest';
import {describeFailure, describeResult} from '../../../src/pipeline/run-message.ts';

it.each([
  ['SELECT', 0, '0 rows'],
  ['SELECT', 1, '1 row'],
  ['INSERT', 5, 'INSERT 0 5'],
  ['DELETE', 3, 'DELETE 3'],
  ['VACUUM', null, 'VACUUM'],
  ['CALL', 0, 'CALL'],
])('says of %s with %s what pg_cron says', (command, count, message) => {
  expect(describeResult({command, count})).toBe(message);
});

it('tells a failure as libpq does', () => {
  const error = Object.assign(new Error('relation "x" does not exist'), {
    severity: 'ERROR',
    hint: 'Create it.',
  });
  expect(describeFailure(error)).toBe('ERROR:  relation "x" does not exist\nHINT:  Create it.');
});
