import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  ago,
  formatAge,
  formatBytes,
  formatClock,
  formatCount,
  formatDelta,
  formatDuration,
  formatMoment,
  formatPercent,
  formatRoughAge,
  formatScore,
  formatTime,
  until,
} from '../../../src/ui/format.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatDuration', () => {
  it.each([
    [0, '0.0 ms'],
    [0.41, '0.4 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [412.4, '412 ms'],
    [999.6, '1.0 s'],
    [3_900, '3.9 s'],
    [59_949, '59.9 s'],
    [59_970, '1 m'],
    [4 * MINUTE + 5 * SECOND, '4 m 05 s'],
    [12 * MINUTE, '12 m'],
    [59 * MINUTE + 40 * SECOND, '1 h'],
    [3 * HOUR + 12 * MINUTE, '3 h 12 m'],
    [3 * HOUR + 4 * MINUTE, '3 h 04 m'],
    [DAY - 20 * SECOND, '1 d'],
    [9 * DAY + 5 * HOUR, '9 d'],
    [-3_900, '-3.9 s'],
  ])('shows %f ms as %s', (ms, expected) => {
    expect(formatDuration(ms)).toBe(expected);
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('shows %s as no value', value => {
    expect(formatDuration(value)).toBe('–');
  });

  it('never shows a full unit in the smaller one', () => {
    fc.assert(
      fc.property(fc.double({min: 0, max: 2 * DAY, noNaN: true}), ms => {
        expect(formatDuration(ms)).not.toMatch(/\b(1000 ms|60(\.0)? s|60 m|24 h)\b/);
      }),
    );
  });
});

describe('ages and moments', () => {
  it.each([
    [-5_000, '0.0 s'],
    [340, '0.3 s'],
    [4_900, '4 s'],
    [12 * MINUTE + 59 * SECOND, '12 m'],
    [9 * HOUR, '9 h'],
    [3 * DAY + HOUR, '3 d'],
  ])('shows an age of %i ms as %s', (ms, expected) => {
    expect(formatAge(ms)).toBe(expected);
  });

  it.each([
    [-5_000, '<10 s', 'just now'],
    [9_999, '<10 s', 'just now'],
    [10_000, '10 s', '10 s ago'],
    [59_999, '50 s', '50 s ago'],
    [MINUTE, '1 m', '1 m ago'],
    [9 * HOUR, '9 h', '9 h ago'],
  ])('tells an age of %i ms that grows as %s', (ms, age, words) => {
    expect([formatRoughAge(ms), ago(ms)]).toEqual([age, words]);
  });

  it('counts down to what is due', () => {
    expect(until(18 * MINUTE)).toBe('in 18 m');
    expect(until(47_000)).toBe('in 40 s');
    expect(until(9_999)).toBe('soon');
    expect(until(0)).toBe('due');
    expect(until(-1)).toBe('due');
    expect([ago(null), until(undefined), formatRoughAge(null)]).toEqual(['–', '–', '–']);
  });

  it('shows moments in UTC', () => {
    const date = new Date('2026-11-22T09:41:07.006+02:00');
    expect(formatClock(date)).toBe('07:41:07Z');
    expect(formatTime(date)).toBe('07:41:07.006');
    expect(formatClock(new Date('+012026-01-01T01:02:03Z'))).toBe('01:02:03Z');
  });

  it('shows the date of a moment that is not of this half of the day', () => {
    const now = new Date('2026-11-22T09:42:00Z');
    expect(formatMoment(new Date('2026-11-22T03:15:00Z'), now)).toBe('03:15:00Z');
    expect(formatMoment(new Date('2026-11-21T23:15:00Z'), now)).toBe('23:15:00Z');
    expect(formatMoment(new Date('2026-11-21T03:15:00Z'), now)).toBe('2026-11-21 03:15Z');
    expect(formatMoment(null, now)).toBe('–');
  });

  it('survives the infinity of Postgres', () => {
    expect(formatClock(new Date(Number.NaN))).toBe('–');
    expect(formatTime(null)).toBe('–');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_204, '1,204'],
    [1_138_044, '1,138,044'],
    [-12_001, '-12,001'],
    [0.4, '0'],
    [1e21, '1,000,000,000,000,000,000,000'],
    [null, '–'],
  ])('counts %s as %s', (count, expected) => {
    expect(formatCount(count)).toBe(expected);
  });

  it.each([
    [96, '96 B'],
    [1_023, '1023 B'],
    [1_024, '1.0 kB'],
    [88 * 1_024, '88 kB'],
    [1_048_000, '1023 kB'],
    [1_048_500, '1.0 MB'],
    [152 * 1_048_576, '152 MB'],
    [2 ** 60, '1024 PB'],
    [Number.NaN, '–'],
  ])('sizes %f bytes as %s', (bytes, expected) => {
    expect(formatBytes(bytes)).toBe(expected);
  });

  it('shows scores, changes and shares', () => {
    expect([formatScore(50.06), formatScore(-0.01), formatScore(null)]).toEqual(['50.1', '0.0', '–']);
    expect([formatDelta(3.14), formatDelta(-2.4), formatDelta(-0.04), formatDelta(0.213, 2)]).toEqual([
      '▲ 3.1',
      '▼ 2.4',
      '= 0.0',
      '▲ 0.21',
    ]);
    expect([formatPercent(0.684), formatPercent(-0.001), formatPercent(null)]).toEqual(['68%', '0%', '–']);
  });
});
