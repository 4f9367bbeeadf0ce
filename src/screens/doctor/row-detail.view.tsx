import type {HandledUntil} from '../../health/handling.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {formatMoment} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import type {DoctorRow} from './doctor.state.ts';

export interface RowDetailProps {
  readonly row: DoctorRow;
  /** Of the server's clock. */
  readonly now: Date;
  readonly width: number;
  readonly height: number;
}

/** One line of the list in full: what is wrong, what helps, what follows from it. */
export function RowDetail({row, now, width, height}: RowDetailProps) {
  return (
    <Panel title={titleOf(row)} width={width} height={height} tone={toneOf(row)}>
      <Details
        items={detailsOfRow(row, now)}
        width={width - PANEL_FRAME_WIDTH}
        height={height - PANEL_FRAME_HEIGHT}
      />
    </Panel>
  );
}

function titleOf(row: DoctorRow): string {
  switch (row.kind) {
    case 'finding':
      return `${row.finding.object} · ${row.finding.id}`;
    case 'unchecked':
      return 'Could not be checked';
    case 'passed':
      return `${row.rules.length} checks passed`;
  }
}

function toneOf(row: DoctorRow) {
  return row.kind === 'finding' && row.finding.severity === 'critical' ? 'critical' : 'muted';
}

export function detailsOfRow(row: DoctorRow, now: Date): Detail[] {
  switch (row.kind) {
    case 'finding': {
      const {finding, since, consequences, handling} = row;
      return [
        {label: 'what', value: finding.message, wrap: true},
        ...(since === null ? [] : [{label: 'since', value: formatMoment(since, now)}]),
        ...(finding.remedy === ''
          ? []
          : [{label: 'try', value: finding.remedy, wrap: true, tone: 'accent'} as const]),
        ...handledItem('muted', handling?.muted, now),
        ...handledItem('ack', handling?.acknowledged, now),
        ...consequences.map((consequence, index) => ({
          label: index === 0 ? 'hence' : ' '.repeat(index),
          value: consequence.finding.message,
          wrap: true,
        })),
      ];
    }
    case 'unchecked':
      return [
        {label: 'why', value: row.why, wrap: true},
        ...(row.remedy === ''
          ? []
          : [{label: 'try', value: row.remedy, wrap: true, tone: 'accent'} as const]),
        ...list('not told', row),
      ];
    case 'passed':
      return list('passed', row);
  }
}

/** Until when, and by whom, people have answered the finding. */
function handledItem(label: string, handled: HandledUntil | null | undefined, now: Date): Detail[] {
  if (!handled) return [];
  return [
    {
      label,
      value: `until ${formatMoment(handled.until, now)}${handled.by === null ? '' : ` by ${handled.by}`}`,
    },
  ];
}

function list(label: string, {rules}: Extract<DoctorRow, {kind: 'unchecked' | 'passed'}>): Detail[] {
  return [{label, value: rules.map(({title}) => title).join('\n'), wrap: true}];
}
