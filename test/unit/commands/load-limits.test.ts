import {describe, expect, it} from 'vitest';
import {describeWait, isLimited, readLoadLimits} from '../../../src/commands/load-limits.ts';

describe('the limits of a backfill', () => {
  it('are read as people write them', () => {
    expect(readLoadLimits('10s', 8)).toEqual({maxLagMs: 10_000, maxLoad: 8});
    expect(readLoadLimits('500ms', undefined)).toEqual({maxLagMs: 500, maxLoad: undefined});
    expect(isLimited(readLoadLimits(undefined, undefined))).toBe(false);
  });

  it.each(['soon', '0s', '-1s', ''])('refuse --max-lag %o', text => {
    expect(() => readLoadLimits(text, undefined)).toThrow('--max-lag is no span of time above 0.');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuse --max-load %d', count => {
    expect(() => readLoadLimits(undefined, count)).toThrow('--max-load is out of range.');
  });

  it('are named where they hold something up', () => {
    const limits = readLoadLimits('10s', 8);
    expect(
      describeWait({kind: 'lag', standby: 'replica1', lag: {ms: 14_500, isAtLeast: false}}, limits),
    ).toBe('Waiting: replica1 is 14 s behind, more than 10 s.');
    expect(describeWait({kind: 'lag', standby: 'replica1', lag: {ms: 4500, isAtLeast: true}}, limits)).toBe(
      'Waiting: replica1 is at least 4 s behind, and was before; it has to catch up.',
    );
    expect(describeWait({kind: 'load', activeCount: 12}, limits)).toBe(
      'Waiting: 12 other sessions run statements, more than 8.',
    );
  });
});
