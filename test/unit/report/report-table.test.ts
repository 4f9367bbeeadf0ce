import {describe, expect, it} from 'vitest';
import type {ReportColumn} from '../../../src/report/report-row.ts';
import {formatReportTable} from '../../../src/report/report-table.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {createTheme} from '../../../src/ui/theme.ts';

const columns: readonly ReportColumn[] = [
  {title: 'job', priority: 0, min: 8, text: row => String(row.job)},
  {title: 'runs', priority: 1, align: 'right', text: row => String(row.runs)},
  {title: 'message', priority: 2, min: 12, text: row => String(row.message)},
];
const rows = [
  {job: 'refresh-lane-distributions', runs: 7, message: 'relation "weekly_digest" does not exist'},
  {job: '火\u001B[31m purge', runs: 12, message: 'fine'},
];

function draw(width: number, ascii = false): string[] {
  const theme = createTheme({colour: false, ascii});
  return formatReportTable(rows, columns, {width, now: new Date(0), theme})
    .split('\n')
    .slice(0, -1);
}

describe('a report as a table', () => {
  it('has a line for each row between rules', () => {
    expect(draw(100)).toEqual([
      '┌────────────────────────────┬──────┬─────────────────────────────────────────┐',
      '│ job                        │ runs │ message                                 │',
      '├────────────────────────────┼──────┼─────────────────────────────────────────┤',
      '│ refresh-lane-distributions │    7 │ relation "weekly_digest" does not exist │',
      '│ 火 purge                   │   12 │ fine                                    │',
      '└────────────────────────────┴──────┴─────────────────────────────────────────┘',
    ]);
  });

  it.each([79, 60, 40, 34, 20, 13])('fits into %i columns', width => {
    for (const line of draw(width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  it('leaves out what matters least before it cuts what matters', () => {
    expect(draw(50)[1]).toContain('message');
    expect(draw(25)[1]).toMatch(/job.*runs/);
    expect(draw(25)[1]).not.toContain('message');
    expect(draw(14)[1]).not.toContain('runs');
  });

  it('is drawn in ASCII where that is asked for', () => {
    expect(draw(50, true).slice(0, 4).join('')).toMatch(/^[\x20-\x7E]+$/);
  });
});
