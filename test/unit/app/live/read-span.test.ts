import {expect, it} from 'vitest';
import {readSpan} from '../../../../src/app/live/read-span.ts';

it.each([
  ['30m', '30 minutes'],
  ['30 min', '30 minutes'],
  [' 4h ', '4 hours'],
  ['2D', '2 days'],
  ['0', '0'],
  ['0h', '0'],
  ['007d', '7 days'],
])('%j is %s', (text, words) => expect(readSpan(text)).toBe(words));

it.each(['', '4', 'h', '-4h', '4y', '99999d', "4h'; drop", '1.5h'])('%j is no span', text =>
  expect(readSpan(text)).toBeNull(),
);
