import type {Connection} from '../config/connection.ts';
import {UserError} from '../config/user-error.ts';
import {endClient, openClient} from '../db/client.ts';
import {createSender} from '../db/send-statement.ts';
import {StatementLog} from '../db/statement-log.ts';
import {openDatabase} from '../queries/database.ts';
import {requirePipeline} from '../queries/pipeline-absence.ts';
import {formatCount} from '../ui/format.ts';
import {clean} from '../ui/text.ts';
import {checkLabels, type Label, LabelsError, parseLabels} from './labels/parse-labels.ts';
import {readInput} from './read-input.ts';
import {withOwnerRights} from './rights-error.ts';

interface LabelsPlace {
  readonly connection: Connection;
  readonly schema: string;
}

export interface LabelsImport extends LabelsPlace {
  /** `-` is standard input. */
  readonly path: string;
}

export interface LabelsSync extends LabelsPlace {
  /** A SELECT of kind, id and label, of the user's own. */
  readonly query: string;
}

interface Output {
  readonly stdout: {write(text: string): unknown};
}

/** Longer than a question of a screen may take: the names may come from far tables. */
const queryTimeoutMs = 60_000;

/** More faults of one file would not be read. */
const toldFaults = 10;

/**
 * `lanewatch labels import`: takes over all names of a file or none, and is harmless when repeated. Gives the exit code.
 * Throws a `UserError` for a file that cannot be taken as it is.
 */
export async function importLabels({path, ...place}: LabelsImport, output: Output): Promise<number> {
  const text = await readInput(path);
  const labels = orTellFaults(path === '-' ? 'standard input' : path, () => parseLabels(text));
  return takeOver(labels, place, output);
}

/** `lanewatch labels sync`: the same with what a query of the profile gives, in a session that can only read. */
export async function syncLabels({query, ...place}: LabelsSync, output: Output): Promise<number> {
  const client = openClient(place.connection, {
    applicationName: 'lanewatch labels',
    schema: place.schema,
    readOnly: true,
    statementTimeoutMs: queryTimeoutMs,
  });
  try {
    const rows = await createSender(client, new StatementLog())('labels', query, []);
    const records = rows.map((row, index) => ({
      record: row as Readonly<Record<string, unknown>>,
      place: `row ${index + 1}`,
    }));
    const labels = orTellFaults('the query', () => checkLabels(records));
    return await takeOver(labels, place, output);
  } finally {
    await endClient(client, 1000);
  }
}

async function takeOver(
  labels: readonly Label[],
  {connection, schema}: LabelsPlace,
  {stdout}: Output,
): Promise<number> {
  const database = openDatabase(connection, {schema, readOnly: false, statementTimeoutMs: 10_000});
  try {
    requirePipeline(await database.facts(), schema, 'There is no place for labels');
    const [written] = await withOwnerRights('change labels', () =>
      database.act('import-labels', [JSON.stringify(labels)]),
    );
    const {added_count, changed_count} = written as {added_count: number; changed_count: number};
    const kept = labels.length - added_count - changed_count;
    stdout.write(
      `${formatCount(added_count)} added, ${formatCount(changed_count)} changed, ${formatCount(kept)} as they were\n`,
    );
    return 0;
  } finally {
    await database.close();
  }
}

function orTellFaults(source: string, read: () => readonly Label[]): readonly Label[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LabelsError)) throw error;
    const {faults} = error;
    const more = faults.length > toldFaults ? `\n  and ${formatCount(faults.length - toldFaults)} more` : '';
    throw new UserError(
      `Nothing was taken from ${source}`,
      faults
        .slice(0, toldFaults)
        .map(fault => `\n  ${clean(fault)}`)
        .join('') + more,
      'Mend these and try again.',
      {cause: error},
    );
  }
}
