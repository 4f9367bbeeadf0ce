/** One row of a report as JSON holds it. */
export type ReportRow = Readonly<
  Record<string, string | number | boolean | Date | null | readonly (string | number | null)[]>
>;

/** How a table shows a part of a row. */
export interface ReportColumn<Row extends ReportRow = ReportRow> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Who leaves first where there is little room: the highest number. 0 never leaves. */
  readonly priority: number;
  /** Columns of the terminal that it needs to be of use; the width of its content where it is not given. */
  readonly min?: number;
  text(row: Row, now: Date): string;
}
