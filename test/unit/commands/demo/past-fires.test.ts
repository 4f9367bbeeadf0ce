import {expect, it} from 'vitest';
import {pastFires} from '../../../../src/commands/demo/sample-data.ts';

const now = new Date('2026-03-02T10:00:20Z');

it('gives the fires of the last day or so, with that of the present minute', () => {
  const fires = pastFires('*/10 * * * *', now);
  expect(fires).toHaveLength(156);
  expect(new Date(fires.at(-1) ?? 0).toISOString()).toBe('2026-03-02T10:00:00.000Z');
});

it('goes further back for a job that fires once a day', () => {
  expect(pastFires('15 3 * * *', now).length).toBeGreaterThanOrEqual(20);
});
