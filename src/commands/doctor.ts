import type {Connection} from '../config/connection.ts';
import {metricsOrigin} from '../health/metrics-origin.ts';
import {allRules} from '../health/rules/index.ts';
import {chooseThresholds, type Thresholds} from '../health/thresholds.ts';
import {openDatabase} from '../queries/database.ts';
import {formatDoctor} from '../report/human.ts';
import {formatDoctorJson} from '../report/json.ts';
import {lookAtHealth} from './look-at-health.ts';

export interface DoctorRequest {
  readonly connection: Connection;
  readonly schema: string;
  readonly cronDatabase?: string | undefined;
  /** The standby that metrics are read from: looked at, too. */
  readonly standby?: Connection | undefined;
  readonly format: 'human' | 'json';
  readonly statementTimeoutMs: number;
  /** Other limits of the rules than their own. */
  readonly thresholds?: Partial<Thresholds> | undefined;
}

/** Lines are broken here; wider ones are hard to read. */
const widestLine = 100;

/** `lanewatch doctor`: looks once and tells everything. Gives 0 whatever is found; throws where it cannot look. */
export async function runDoctor(
  {connection, schema, cronDatabase, standby, format, statementTimeoutMs, thresholds}: DoctorRequest,
  {stdout}: {stdout: {write(text: string): unknown; columns?: number}},
): Promise<number> {
  const database = openDatabase(connection, {
    schema,
    readOnly: true,
    statementTimeoutMs,
    ...(cronDatabase === undefined ? {} : {cronDatabase}),
    standby,
    maxStandbyLagMs: chooseThresholds(thresholds).standbyStaleMs,
  });
  try {
    const {snapshot, report} = await lookAtHealth(database, {listens: true, thresholds});
    const width = Math.min(stdout.columns ?? widestLine, widestLine);
    stdout.write(
      format === 'json'
        ? formatDoctorJson(report, allRules, metricsOrigin(snapshot))
        : formatDoctor(report, allRules, {width, now: snapshot.serverNow}),
    );
    return 0;
  } finally {
    await database.close();
  }
}
