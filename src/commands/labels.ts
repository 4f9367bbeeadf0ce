import type {Connection} from '../config/connection.ts';
import {UserError} from '../config/user-error.ts';
import {openDatabase} from '../queries/database.ts';
import {formatCount} from '../ui/format.ts';
import {clean} from '../ui/text.ts';
import {type Label, LabelsError, parseLabels} from './labels/parse-labels.ts';
import {readInput} from './read-input.ts';
import {withOwnerRights} from './rights-error.ts';

export interface LabelsImport {
  readonly connection: Connection;
  readonly schema: string;
  /** `-` is standard input. */
  readonly path: string;
}

/** More faults of one file would not be read. */
const toldFaults = 10;

/**
 * `lanewatch labels import`: takes over all names of a file or none, and is harmless when repeated. Gives the exit code.
 * Throws a `UserError` for a file that cannot be taken as it is.
 */
export async function importLabels(
  {connection, schema, path}: LabelsImport,
  {stdout}: {stdout: {write(text: string): unknown}},
): Promise<number> {
  const labels = readLabels(await readInput(path), path);
  const database = openDatabase(connection, {schema, readOnly: false, statementTimeoutMs: 10_000});
  try {
    if (!(await database.facts()).has_pipeline) {
      throw new UserError(
        'There is no place for labels',
        `the pipeline is not installed in ${connection.database}.${schema}`,
        'lanewatch migrate installs it; if it is in another schema, name that with --schema.',
      );
    }
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

function readLabels(text: string, path: string): readonly Label[] {
  try {
    return parseLabels(text);
  } catch (error) {
    if (!(error instanceof LabelsError)) throw error;
    const {faults} = error;
    const more = faults.length > toldFaults ? `\n  and ${formatCount(faults.length - toldFaults)} more` : '';
    throw new UserError(
      `Nothing was taken from ${path === '-' ? 'standard input' : path}`,
      faults
        .slice(0, toldFaults)
        .map(fault => `\n  ${clean(fault)}`)
        .join('') + more,
      'Mend these lines and import the file again.',
      {cause: error},
    );
  }
}
