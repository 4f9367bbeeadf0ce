import type {Column} from '../../ui/column-layout.ts';
import {textOf} from '../../ui/segment.ts';
import {clean} from '../../ui/text.ts';

/** The room that a cell is given which has no bound of its own: nothing is cut. */
const unboundedWidth = 1000;

/** Every column of the rows as it is shown, also those that the screen has no room for; nothing is cut. */
export function tableRecords<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly Record<string, string>[] {
  return rows.map(row => Object.fromEntries(columns.map(column => [column.id, cellText(column, row)])));
}

function cellText<Row>({cell, max, min, grow}: Column<Row>, row: Row): string {
  const shown = cell(row, grow ? unboundedWidth : (max ?? min));
  return clean(typeof shown === 'string' ? shown : textOf(shown)).trim();
}

/** A name for the file of a table that was not used before: `lanewatch-cron-20261122T201502Z.csv`. */
export function tableFileName(list: string, at: Date): string {
  const moment = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  const subject = list
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return `lanewatch-${subject}-${moment}.csv`;
}

/** The text of a file with the table: CSV or JSON by the end of its name; null for any other end. */
export async function tableFileText<Row>(
  path: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<string | null> {
  const records = tableRecords(columns, rows);
  // Few people save a table, and nobody before the first screen.
  if (/\.json$/i.test(path)) {
    const {printSafeJson} = await import('../../report/safe-json.ts');
    return `${printSafeJson(records, 2)}\n`;
  }
  if (!/\.csv$/i.test(path)) return null;
  const {formatReportCsv} = await import('../../report/report-csv.ts');
  return formatReportCsv(
    records,
    columns.map(({id}) => id),
  );
}
