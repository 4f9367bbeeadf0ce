import {expect, it} from 'vitest';
import {intervalStepsMs, stepInterval} from '../../../../src/app/live/pace.ts';

it('goes through every step, and stays at the ends', () => {
  const up: number[] = [500];
  for (let count = 0; count < 10; count += 1) up.push(stepInterval(up.at(-1) ?? 0, 1));
  expect(up).toEqual([...intervalStepsMs, 300_000, 300_000]);
  const down: number[] = [300_000];
  for (let count = 0; count < 9; count += 1) down.push(stepInterval(down.at(-1) ?? 0, -1));
  expect(down).toEqual([...intervalStepsMs.toReversed(), 500]);
});

it('finds the neighbours of an interval that is no step', () => {
  expect(stepInterval(3000, 1)).toBe(5000);
  expect(stepInterval(3000, -1)).toBe(2000);
});
