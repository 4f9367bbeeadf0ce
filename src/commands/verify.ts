import process from 'node:process';
import type {Connection} from '../config/connection.ts';
import {UserError} from '../config/user-error.ts';
import {endClient, openClient} from '../db/client.ts';
import {hasTwins} from '../pipeline/slices.ts';
import {type TwinsReport, verifyTwins} from '../pipeline/verify-twins.ts';
import {cancelOnSignals} from './cancel-on-signals.ts';
import {withOwnerRights} from './rights-error.ts';

export interface RunVerifyOptions {
  readonly connection: Connection;
  readonly schema: string;
  readonly format: 'text' | 'json';
}

/** `lanewatch verify`: gives the exit code, 1 where twins and views differed. */
export async function runVerify({connection, schema, format}: RunVerifyOptions): Promise<number> {
  const client = openClient(connection, {applicationName: 'lanewatch verify', max: 1, schema});
  const {signal, release} = cancelOnSignals();
  try {
    if (!(await hasTwins(client)))
      throw new UserError(
        'There is nothing to compare',
        `schema ${schema} has no live twins`,
        'lanewatch migrate installs them.',
      );
    const report = await withOwnerRights('refresh', () => verifyTwins(client, signal));
    process.stdout.write(format === 'json' ? `${JSON.stringify(report)}\n` : describeReport(report));
    return report.differences.length === 0 ? 0 : 1;
  } finally {
    release();
    await endClient(client, 1_000);
  }
}

/** A line for each view and challenge that differ, and one to sum up. */
export function describeReport({differences, busy}: TwinsReport): string {
  const lines = differences.map(
    ({view_name, challenge_id, only_in_view, only_in_twin}) =>
      `${view_name}, challenge ${challenge_id}: ${only_in_view} rows in the view alone, ${only_in_twin} in the twin alone`,
  );
  lines.push(
    differences.length === 0
      ? 'Twins and views agree.'
      : 'Twins and views differ; a worker computes these challenges anew, or lanewatch worker --once.',
  );
  if (busy > 0) lines.push(`${busy} challenges changed meanwhile and were not compared.`);
  return `${lines.join('\n')}\n`;
}
