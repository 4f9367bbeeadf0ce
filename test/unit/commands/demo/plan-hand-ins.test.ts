import {describe, expect, it} from 'vitest';
import {createRandom} from '../../../../src/commands/demo/random.ts';
import {type HandIn, planHandIns} from '../../../../src/commands/demo/traffic.ts';

function take(seed: number, count: number): HandIn[] {
  const plan = planHandIns(seed);
  return Array.from({length: count}, () => plan.next().value);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the traffic', () => {
  it('follows from its seed', () => {
    expect(take(7, 50)).toEqual(take(7, 50));
    expect(take(7, 50)).not.toEqual(take(8, 50));
  });

  it('is a submission about every second, now and then a burst', () => {
    const plan = take(7, 2_000);
    expect(mean(plan.map(({pauseMs}) => pauseMs))).toBeCloseTo(1_000, -2);
    const bursts = plan.filter(({count}) => count > 1);
    expect(bursts.length).toBeGreaterThan(20);
    expect(bursts.length).toBeLessThan(80);
    expect(bursts.every(({count}) => count >= 15 && count < 40)).toBe(true);
  });
});

it('random numbers spread evenly over [0, 1)', () => {
  const random = createRandom(1);
  const values = Array.from({length: 10_000}, random);
  expect(values.every(value => value >= 0 && value < 1)).toBe(true);
  expect(mean(values)).toBeCloseTo(0.5, 1);
  expect(new Set(values).size).toBeGreaterThan(9_990);
});
