import {expect, it} from 'vitest';
import type {StatementRecord} from '../../../src/db/statement-log.ts';
import {isSameCost, ownCost} from '../../../src/screens/overview/own-cost.ts';

const nowMs = Date.parse('2026-11-22T10:00:00Z');

function sent(secondsAgo: number): StatementRecord {
  return {
    id: secondsAgo,
    at: new Date(nowMs - secondsAgo * 1000),
    name: 'health-views',
    sql: 'select',
    durationMs: 3,
    rowCount: 1,
    error: null,
  };
}

it('averages the last minute over its ticks', () => {
  const records = [sent(90), ...Array.from({length: 60}, (_, index) => sent(index))];
  const samples = [
    {atMs: nowMs - 60_000, bytes: 10_000},
    {atMs: nowMs, bytes: 13_000},
  ];
  expect(ownCost(records, samples, {nowMs, openedMs: nowMs - 600_000, intervalMs: 2000})).toEqual({
    statements: 2,
    durationMs: 6,
    bytes: 100,
  });
});

it.each([
  ['that jitters', {statements: 1.3, durationMs: 9, bytes: 80}, true],
  ['that doubles', {statements: 1, durationMs: 40, bytes: 0}, false],
  ['that gets bytes', {statements: 1, durationMs: 8, bytes: 300}, false],
  ['without bytes', {statements: 1, durationMs: 8, bytes: null}, false],
])('stands for a cost %s: %j', (_, measured, isSame) => {
  expect(isSameCost({statements: 1, durationMs: 8, bytes: 0}, measured)).toBe(isSame);
});

it('averages over what there is, but at least a tick', () => {
  expect(ownCost([sent(0)], [], {nowMs, openedMs: nowMs - 100, intervalMs: 2000})).toEqual({
    statements: 1,
    durationMs: 3,
    bytes: null,
  });
  expect(ownCost([sent(0)], [], {nowMs, openedMs: nowMs - 4000, intervalMs: 2000})).toMatchObject({
    statements: 0.5,
  });
});
