import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {hasFailed, inform, judge} from '../../../bench/pipeline/measurement.ts';
import {parts} from '../../../bench/support/parts.ts';
import {type Result, resultSchema, toRow} from '../../../bench/support/result.ts';
import {performanceText} from '../../../scripts/performance-part.ts';

const peer = {name: 'pg_activity', value: 3};

describe('a budget', () => {
  it('is kept, missed, or unknown where nothing was measured', () => {
    const of = (value: number) => judge('ticks', '', 'under 5 ms', value < 5, {value, unit: 'ms'});
    expect([4, 5, Number.NaN].map(value => of(value).verdict)).toEqual(['ok', 'missed', 'unknown']);
  });

  it('lets the program fail unless it was kept', () => {
    const kept = judge('ticks', '', 'under 5 ms', true);
    expect(hasFailed([kept, inform('size', '3 MiB')])).toBe(false);
    expect(hasFailed([kept, judge('ticks', '', 'under 5 ms', false)])).toBe(true);
    expect(hasFailed([{...kept, verdict: 'unknown'}])).toBe(true);
  });
});

describe('a row of the results', () => {
  it('has the numbers, what they are held against, and the ratio', () => {
    expect(
      toRow(judge('ticks', '2 vs 3 ms', 'at most 1x', true, {value: 2, unit: 'ms', against: peer})),
    ).toEqual({
      what: 'ticks',
      measured: '2 vs 3 ms',
      value: 2,
      unit: 'ms',
      against: 'pg_activity',
      againstValue: 3,
      ratio: 0.667,
      budget: 'at most 1x',
      verdict: 'ok',
    });
  });

  it('has null for what is no number', () => {
    const row = toRow(
      inform('ticks', 'none', {value: Number.NaN, unit: 'ms', against: {name: 'it', value: 0}}),
    );
    expect(row).toMatchObject({value: null, ratio: null, budget: null, verdict: 'for information'});
  });
});

it('names each part once, and programs that are there', () => {
  expect(new Set(parts.map(({name}) => name)).size).toBe(parts.length);
  for (const {program} of parts)
    expect(existsSync(join(import.meta.dirname, '../../../bench', program)), program).toBe(true);
});

describe('docs/performance.md', () => {
  const result: Result = resultSchema.parse({
    part: 'ticks',
    measuredAt: '2026-01-02T03:04:05.678Z',
    server: 'PostgreSQL 18.4',
    isQuick: false,
    machine: {cores: 2, processor: 'P', memoryGib: 8, node: 'v24.1.0', loadBefore: 0.1},
    settings: {pairs: 11},
    rows: [
      toRow(judge('bytes', '1 vs 3 B', 'at most 0.5x', true, {value: 1, unit: 'B', against: peer})),
      toRow(judge('ticks of * *', '9 ms', 'under 5 ms', false, {value: 9, unit: 'ms'})),
      toRow(inform('size', '3 MiB')),
    ],
  });
  const part = {title: 'Ticks', how: 'One after the other.', result};

  it('says plainly what was missed, and when, where and how it was measured', () => {
    const text = performanceText([part]);
    expect(text).toContain(
      '1 of 2 budgets are kept; not these:\n\n- missed: ticks of \\* \\*: 9 ms; budget under 5 ms',
    );
    expect(text).toContain(
      '2026-01-02, PostgreSQL 18.4, Node 24.1.0, 2 cores of P, 8 GiB, load 0.1 before; pairs 11.',
    );
    expect(text).toContain('| bytes | 1 vs 3 B | pg\\_activity | 0.33x | at most 0.5x | ok |');
    expect(text).toContain('| size | 3 MiB |  |  |  |  |');
  });

  it('takes no trial in small for a measurement, and says what was not measured', () => {
    expect(performanceText([{...part, result: {...result, isQuick: true}}])).toContain('A trial in small');
    expect(performanceText([{...part, result: null}])).toMatch(
      /## Ticks\n\nOne after the other\.\n\nNot measured yet\./,
    );
  });
});
