import {renderToString} from 'ink';
import {StaticTable} from '../ui/static-table.tsx';
import {clean, widthOf} from '../ui/text.ts';
import {type Theme, ThemeContext} from '../ui/theme.ts';
import type {ReportColumn, ReportRow} from './report-row.ts';

export interface TableOptions {
  readonly width: number;
  readonly now: Date;
  readonly theme: Theme;
}

/** A rule and two blanks. */
const columnFrame = 3;

/** The rows as a ruled table of at most `width` columns: what is least important leaves first, then the widest are cut. */
export function formatReportTable(
  rows: readonly ReportRow[],
  columns: readonly ReportColumn[],
  {width, now, theme}: TableOptions,
): string {
  const chosen = chooseColumns(rows, columns, width, now);
  const drawn = renderToString(
    <ThemeContext value={theme}>
      <StaticTable
        columns={chosen.map(({title, align}) => (align ? {title, align} : {title}))}
        rows={rows.map(row => chosen.map(column => column.text(row, now)))}
        width={width}
      />
    </ThemeContext>,
    {columns: width},
  );
  return `${withoutInnerRules(drawn.split('\n')).join('\n')}\n`;
}

/** ink-table rules off every row; rows of one line each are read as well without, and are half as long. */
function withoutInnerRules(lines: readonly string[]): readonly string[] {
  return lines.filter((_, index) => index <= 2 || index % 2 === 1 || index === lines.length - 1);
}

function chooseColumns(
  rows: readonly ReportRow[],
  columns: readonly ReportColumn[],
  width: number,
  now: Date,
): readonly ReportColumn[] {
  const leastOf = ({title, min = Number.POSITIVE_INFINITY, text}: ReportColumn) => {
    const content = Math.max(widthOf(title), ...rows.map(row => widthOf(clean(text(row, now)))));
    return columnFrame + Math.min(content, Math.max(min, widthOf(title)));
  };
  const chosen = columns.map(column => ({column, least: leastOf(column)}));
  while (chosen.reduce((sum, {least}) => sum + least, 1) > width) {
    const last = Math.max(...chosen.map(({column}) => column.priority));
    if (last === 0) break;
    chosen.splice(
      chosen.findLastIndex(({column}) => column.priority === last),
      1,
    );
  }
  return chosen.map(({column}) => column);
}
