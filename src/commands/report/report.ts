import type {Database} from '../../queries/database.ts';
import type {Requirement} from '../../queries/define-query.ts';
import type {ReportColumn, ReportRow} from '../../report/report-row.ts';

/** What a report is narrowed to; ids, null for all. */
export interface ReportScope {
  readonly agentId: string | null;
  readonly challengeId: string | null;
  /** No more rows than these will be looked at. */
  readonly limit: number;
}

/** One `lanewatch report NAME`: rows of the catalogue's queries, and how a table shows them. */
export interface Report<Row extends ReportRow = ReportRow> {
  readonly name: string;
  readonly title: string;
  readonly needs: readonly Requirement[];
  /** Its rows come from the live twins or from the views, and end with which, and how fresh: `readingFields`. */
  readonly readsMetrics?: boolean;
  /** The flags that narrow it; the others are refused. */
  readonly narrowedBy: readonly ('agent' | 'challenge')[];
  /** The keys of a row in their order: the header of CSV, and what JSON holds. */
  readonly fields: readonly (keyof Row & string)[];
  readonly columns: readonly ReportColumn<Row>[];
  /** Said where there are no rows. */
  readonly whenEmpty: string;
  /** Rows in the order of the report; asks on only while rows are taken. */
  read(database: Database, scope: ReportScope): AsyncIterable<Row>;
}

/** What each row of a report on metrics ends with. */
export const readingFields = ['data_source', 'data_from'] as const;

/** The keys of a row as they are printed. */
export function fieldsOf({fields, readsMetrics}: Report): readonly string[] {
  return readsMetrics ? [...fields, ...readingFields] : fields;
}

/** Declares a report; what knows only that it is one forgets the type of its rows. */
export function defineReport<Row extends ReportRow>(report: Report<Row>): Report {
  return report as unknown as Report;
}
