import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../config/connection.ts';
import {isOffline, toProblem} from '../db/problem.ts';
import {metricsOrigin} from '../health/metrics-origin.ts';
import {chooseThresholds, type Thresholds} from '../health/thresholds.ts';
import {openDatabase} from '../queries/database.ts';
import {formatVerdict} from '../report/human.ts';
import {formatCheckJson, formatFailureJson} from '../report/json.ts';
import {applyLimits, type Limits} from '../report/limits.ts';
import {measure} from '../report/measures.ts';
import {formatNagios, formatNagiosFailure} from '../report/nagios.ts';
import {formatPrometheus, formatPrometheusFailure} from '../report/prometheus.ts';
import {type CheckArea, concludeArea, exitCodes, type Status} from '../report/verdict.ts';
import {type HealthLook, lookAtHealth} from './look-at-health.ts';

export type CheckFormat = 'nagios' | 'prometheus' | 'json' | 'human';

export interface CheckRequest {
  readonly connection: Connection;
  readonly schema: string;
  readonly cronDatabase?: string | undefined;
  /** The standby that metrics are read from: looked at, too. */
  readonly standby?: Connection | undefined;
  readonly area: CheckArea;
  readonly format: CheckFormat;
  readonly timeoutMs: number;
  /** What a server that cannot be reached means. */
  readonly unreachable: 'critical' | 'unknown';
  readonly limits: Limits;
  /** Other limits of the rules than their own. */
  readonly thresholds?: Partial<Thresholds> | undefined;
}

/** `lanewatch check`: one verdict, on standard output; gives the exit code. Never throws. */
export async function runCheck(
  request: CheckRequest,
  {stdout}: {stdout: {write(text: string): unknown}},
): Promise<number> {
  const {area, format} = request;
  const fail = (status: Status, message: string) => {
    stdout.write(formatFailure(format, area, status, message));
    return exitCodes[status];
  };
  const stop = new AbortController();
  const database = openDatabase(request.connection, {
    schema: request.schema,
    readOnly: true,
    statementTimeoutMs: request.timeoutMs,
    ...(request.cronDatabase === undefined ? {} : {cronDatabase: request.cronDatabase}),
    standby: request.standby,
    maxStandbyLagMs: chooseThresholds(request.thresholds).standbyStaleMs,
  });
  let isConnected = false;
  const look = async () => {
    await database.facts();
    isConnected = true;
    return lookAtHealth(database, {
      listens: area === 'all' || area === 'listen',
      thresholds: request.thresholds,
      signal: stop.signal,
    });
  };
  try {
    const looking = look();
    looking.catch(() => {});
    const late = delay(request.timeoutMs, null, {signal: stop.signal});
    late.catch(() => {});
    const health = await Promise.race([looking, late]);
    if (health) return tell(health, request, stdout);
    return isConnected
      ? fail('unknown', `no verdict within ${request.timeoutMs / 1000} s`)
      : fail(request.unreachable, `cannot connect: no answer within ${request.timeoutMs / 1000} s`);
  } catch (error) {
    const problem = toProblem(error);
    const message = `${problem.what}: ${problem.why}`;
    if (!isConnected || isOffline(problem)) return fail(request.unreachable, `cannot connect: ${message}`);
    return fail('unknown', message);
  } finally {
    stop.abort();
    await Promise.race([database.close().catch(() => {}), delay(500, undefined, {ref: false})]);
  }
}

function tell(
  {snapshot, report}: HealthLook,
  {area, format, limits}: CheckRequest,
  stdout: {write(text: string): unknown},
): number {
  const measures = measure(snapshot, report);
  const verdict = applyLimits(concludeArea(report, area), measures, limits, snapshot.serverNow);
  switch (format) {
    case 'nagios':
      stdout.write(formatNagios(verdict, measures, limits));
      break;
    case 'json':
      stdout.write(formatCheckJson(verdict, metricsOrigin(snapshot)));
      break;
    case 'prometheus':
      stdout.write(formatPrometheus(snapshot, report, verdict));
      break;
    case 'human':
      stdout.write(formatVerdict(verdict, {width: 100, now: snapshot.serverNow}));
      break;
  }
  return exitCodes[verdict.status];
}

/** The form that whoever asked can read also where there is no verdict. */
export function formatFailure(format: CheckFormat, area: string, status: Status, message: string): string {
  if (format === 'json') return formatFailureJson(area, status, message);
  if (format === 'prometheus') return formatPrometheusFailure(area, status);
  return formatNagiosFailure(area, status, message);
}
