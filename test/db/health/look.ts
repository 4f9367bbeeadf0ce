import type {Connection} from '../../../src/config/connection.ts';
import type {Finding} from '../../../src/health/finding.ts';
import {judge} from '../../../src/health/judge.ts';
import {emptyMemory} from '../../../src/health/memory.ts';
import {allRules} from '../../../src/health/rules/index.ts';
import {chooseThresholds, type Thresholds} from '../../../src/health/thresholds.ts';
import {collectListener} from '../../../src/queries/collect-listener.ts';
import {collectSnapshot} from '../../../src/queries/collect-snapshot.ts';
import {openDatabase} from '../../../src/queries/database.ts';

interface LookOptions {
  readonly listens?: boolean;
  readonly thresholds?: Partial<Thresholds>;
}

/** One look at a real server, and the findings by their ids. */
export async function lookAt(connection: Connection, options: LookOptions = {}) {
  const database = openDatabase(connection, {schema: 'public', readOnly: true, statementTimeoutMs: 10_000});
  try {
    const listener = options.listens ? await collectListener(database) : undefined;
    const snapshot = await collectSnapshot(database, {listener});
    const report = judge(snapshot, emptyMemory(), chooseThresholds(options.thresholds), allRules);
    const named = (id: string): readonly Finding[] => report.findings.filter(finding => finding.id === id);
    return {snapshot, report, named};
  } finally {
    await database.close();
  }
}
