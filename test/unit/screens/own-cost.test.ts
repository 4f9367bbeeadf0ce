import {expect, it} from 'vitest';
import type {StatementRecord} from '../../../src/db/statement-log.ts';
import {ownCost} from '../../../src/screens/overview/own-cost.ts';

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
