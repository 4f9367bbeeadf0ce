import {formatMoment} from '../../ui/format.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Cell, Column} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {handlingWord} from '../handling-word.ts';
import {type DoctorRow, remedyOf} from './doctor.state.ts';

const ranks = {critical: 0, warning: 1, unknown: 2} as const;

/** The columns of the list. `now` is of the server's clock. */
export function doctorColumns(theme: Theme, now: Date): readonly Column<DoctorRow>[] {
  return [
    {
      id: 'severity',
      title: 'SEVERITY',
      priority: 0,
      min: 10,
      cell: row => [severityOf(row, theme)],
      sortValue: row => (row.kind === 'finding' ? ranks[row.finding.severity] : 3),
    },
    {
      id: 'finding',
      title: 'FINDING',
      priority: 0,
      min: 26,
      max: 44,
      cell: finding,
      sortValue: row => (row.kind === 'finding' ? row.finding.id : null),
    },
    {
      id: 'object',
      title: 'OBJECT',
      priority: 1,
      min: 18,
      max: 28,
      cell: row => (row.kind === 'finding' ? row.finding.object : ''),
      sortValue: row => (row.kind === 'finding' ? row.finding.object : null),
    },
    {
      id: 'since',
      title: 'SINCE',
      priority: 3,
      min: 9,
      max: 17,
      cell: row => formatMoment(row.kind === 'finding' ? row.since : null, now),
      sortValue: row => (row.kind === 'finding' ? (row.since?.getTime() ?? null) : null),
    },
    {
      id: 'try',
      title: 'TRY',
      priority: 2,
      min: 16,
      grow: true,
      cell: row => (row.kind === 'passed' ? 'enter lists them' : (remedyOf(row) ?? '')),
    },
  ];
}

function severityOf(row: DoctorRow, theme: Theme) {
  if (row.kind === 'finding') return statusSegment(theme, row.finding.severity, row.finding.severity);
  if (row.kind === 'unchecked') return statusSegment(theme, 'unknown', 'unknown');
  return statusSegment(theme, 'ok', 'passed');
}

function finding(row: DoctorRow): Cell {
  switch (row.kind) {
    case 'finding':
      return `${handlingWord(row.handling)}${row.finding.message}`;
    case 'unchecked':
      return `${row.rules.length} ${row.rules.length === 1 ? 'check' : 'checks'} cannot be made: ${row.why}`;
    case 'passed':
      return `${row.rules.length} ${row.rules.length === 1 ? 'check' : 'checks'} passed`;
  }
}
