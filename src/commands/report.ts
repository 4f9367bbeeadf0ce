import type {Connection} from '../config/connection.ts';
import type {MetricChoice} from '../config/metric-choice.ts';
import {UsageError} from '../config/usage-error.ts';
import {UserError} from '../config/user-error.ts';
import type {StandbySnapshot} from '../health/snapshot/standby.ts';
import {chooseThresholds, type Thresholds} from '../health/thresholds.ts';
import {type Database, openDatabase} from '../queries/database.ts';
import type {Reading} from '../queries/metric-source.ts';
import {requirePipeline} from '../queries/pipeline-absence.ts';
import {requireStandbyOfPrimary} from '../queries/require-standby.ts';
import {formatReportCsv} from '../report/report-csv.ts';
import type {ReportRow} from '../report/report-row.ts';
import {printSafeJson} from '../report/safe-json.ts';
import {formatMoment} from '../ui/format.ts';
import {createTheme} from '../ui/theme.ts';
import {reports} from './report/index.ts';
import {findAgentId, findChallengeId} from './report/read-scope.ts';
import {fieldsOf, type Report, type ReportScope} from './report/report.ts';
import {suggest} from './suggest.ts';

export type ReportFormat = 'table' | 'json' | 'csv';

export interface ReportRequest {
  readonly connection: Connection;
  readonly schema: string;
  readonly cronDatabase?: string | undefined;
  /** Where reports on metrics are read, while it can be. */
  readonly standby?: Connection | undefined;
  /** Other limits of the rules than their own. */
  readonly thresholds?: Partial<Thresholds> | undefined;
  /** What reports on metrics read, `auto` where it is not said. */
  readonly source?: MetricChoice | undefined;
  readonly name: string;
  /** A name, an id, or the beginning of one. */
  readonly agent?: string | undefined;
  readonly challenge?: string | undefined;
  /** Rows at most. */
  readonly limit: number;
  readonly format: ReportFormat;
  /** Of the table, in columns. */
  readonly width: number;
  readonly ascii: boolean;
  readonly colour: boolean;
  readonly statementTimeoutMs: number;
}

/** Where a report goes; `process` is one. */
export interface ReportStreams {
  readonly stdout: {write(text: string): unknown};
  readonly stderr: {write(text: string): unknown};
}

/**
 * `lanewatch report`: rows of the catalogue's queries, as a table, JSON or CSV. Gives the exit code. Throws a
 * `UsageError` for a report or an option that does not exist, a `UserError` for what the database does not have.
 */
export async function runReport(request: ReportRequest, streams: ReportStreams): Promise<number> {
  const report = findReport(request);
  const database = openDatabase(request.connection, {
    schema: request.schema,
    readOnly: true,
    statementTimeoutMs: request.statementTimeoutMs,
    cronDatabase: request.cronDatabase,
    source: request.source,
    standby: report.readsMetrics ? request.standby : undefined,
    maxStandbyLagMs: chooseThresholds(request.thresholds).standbyStaleMs,
  });
  try {
    await checkNeeds(report, database);
    await requireStandbyOfPrimary(database);
    if (report.readsMetrics) requireChosen(await database.reading());
    const [agentId, challengeId] = await Promise.all([
      findAgentId(database, request.agent),
      findChallengeId(database, request.challenge),
    ]);
    // One more than wanted tells whether there are more.
    const rows = await readRows(report, database, {agentId, challengeId, limit: request.limit + 1});
    const shown = rows.slice(0, request.limit);
    streams.stdout.write(await format(shown, report, request));
    const origin = report.readsMetrics ? originWords(database.lastReading(), database.standby()) : '';
    if (shown.length === 0) streams.stderr.write(`${report.whenEmpty}\n${origin}`);
    else if (request.format === 'table') streams.stdout.write(origin);
    if (rows.length > shown.length)
      streams.stderr.write(`The first ${request.limit} are shown; --limit gives more.\n`);
    return 0;
  } finally {
    await database.close();
  }
}

function findReport({name, agent, challenge}: ReportRequest): Report {
  const report = reports.find(each => each.name === name);
  if (!report) {
    const names = reports.map(each => each.name);
    throw new UsageError(
      `There is no report ${JSON.stringify(name)}.`,
      suggest(name, names) ?? `It is one of: ${names.join(', ')}.`,
    );
  }
  for (const [flag, given] of [
    ['agent', agent],
    ['challenge', challenge],
  ] as const) {
    if (given === undefined || report.narrowedBy.includes(flag)) continue;
    const others = reports.filter(each => each.narrowedBy.includes(flag)).map(each => each.name);
    throw new UsageError(
      `The report ${name} cannot be narrowed by --${flag}.`,
      `Leave it out; ${others.join(', ')} can.`,
    );
  }
  return report;
}

async function checkNeeds({needs}: Report, database: Database): Promise<void> {
  if (needs.includes('pipeline'))
    requirePipeline(await database.facts(), database.options.schema, 'There is nothing to report');
  if (!needs.includes('cron')) return;
  const {kind, problem} = await database.cronPlace();
  if (kind !== 'none') return;
  throw new UserError(
    'There are no jobs to report',
    problem ?? 'neither pg_cron nor the built-in scheduler is here',
    'lanewatch migrate brings a scheduler; --cron-database names the database that pg_cron lives in.',
  );
}

/** A program that asks for the twins is better off with an error than with other numbers. */
function requireChosen({whyNotLive, hasTwins}: Reading): void {
  if (whyNotLive === null) return;
  throw new UserError(
    'There are no live numbers to report',
    whyNotLive,
    hasTwins
      ? 'lanewatch backfill fills them.'
      : 'lanewatch migrate brings them, membership in analytics_reader the right; --source scheduled reads the views.',
  );
}

async function readRows(report: Report, database: Database, scope: ReportScope): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for await (const row of report.read(database, scope)) {
    rows.push(report.readsMetrics ? {...row, ...readingOf(database)} : row);
    if (rows.length >= scope.limit) break;
  }
  return rows;
}

/** Where the row that was just read comes from. */
function readingOf(database: Database): ReportRow {
  const {source, dataFrom} = database.lastReading();
  return {data_source: source, data_from: dataFrom};
}

/** What a table, or no row at all, does not tell. */
function originWords({source, dataFrom}: Reading, standby: StandbySnapshot | null): string {
  const what = source === 'live' ? 'live twins' : 'scheduled views';
  const moment = dataFrom === null ? '' : `, as of ${formatMoment(dataFrom, new Date())}`;
  if (standby === null) return `Read from the ${what}${moment}.\n`;
  const isRead = standby.seenAt !== null && standby.fault === null;
  const place = isRead ? `the standby ${standby.place}` : 'the primary';
  return `Read from the ${what} on ${place}${moment}.\n`;
}

async function format(
  rows: readonly ReportRow[],
  report: Report,
  {format, width, ascii, colour}: ReportRequest,
): Promise<string> {
  switch (format) {
    case 'json':
      return `${printSafeJson(rows, 2)}\n`;
    case 'csv':
      return formatReportCsv(rows, fieldsOf(report));
    case 'table': {
      if (rows.length === 0) return '';
      // The drawing of tables takes longer to load than all else together.
      const {formatReportTable} = await import('../report/report-table.tsx');
      return formatReportTable(rows, report.columns, {
        width,
        now: new Date(),
        theme: createTheme({colour, ascii}),
      });
    }
  }
}
