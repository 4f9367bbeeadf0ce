import {stringify} from 'csv-stringify/sync';
import {cleanBlock} from '../ui/text.ts';
import type {ReportRow} from './report-row.ts';

/**
 * The rows as RFC 4180 has them: a header, lines that end in CRLF, quotes where they are needed. Moments are ISO 8601 in
 * UTC, what is not there is empty, lists are JSON. Text is somebody else's: it is stripped of control sequences, and
 * where it begins like a formula, an apostrophe before it keeps a spreadsheet from working it out.
 */
export function formatReportCsv(rows: readonly ReportRow[], fields: readonly string[]): string {
  return stringify(
    rows.map(row => fields.map(field => row[field])),
    {
      header: true,
      columns: [...fields],
      record_delimiter: 'windows',
      escape_formulas: true,
      cast: {
        string: cleanBlock,
        boolean: String,
        date: moment => moment.toISOString(),
        object: value => JSON.stringify(value),
      },
    },
  );
}
