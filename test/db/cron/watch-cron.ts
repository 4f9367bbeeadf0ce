import type {Connection} from '../../../src/config/connection.ts';
import {judge, type Report} from '../../../src/health/judge.ts';
import {emptyMemory} from '../../../src/health/memory.ts';
import {cronRules} from '../../../src/health/rules/cron/index.ts';
import {type Snapshot, unknown} from '../../../src/health/snapshot.ts';
import {chooseThresholds} from '../../../src/health/thresholds.ts';
import {collectCron} from '../../../src/queries/collect-cron.ts';
import {openDatabase} from '../../../src/queries/database.ts';
import {toServerFacts} from '../../../src/queries/to-cron-snapshot.ts';

/** One look at the jobs of a server, and the verdict of the rules on it. */
export async function lookAtCron(connection: Connection): Promise<{snapshot: Snapshot; report: Report}> {
  const database = openDatabase(connection, {schema: 'public', readOnly: true, statementTimeoutMs: 20_000});
  try {
    const {cron, facts, clientNow} = await collectCron(database);
    const nothing = unknown('not a part of this test', '');
    const snapshot: Snapshot = {
      serverNow: facts.server_now,
      clientNow,
      server: toServerFacts(facts),
      cron: {known: true, value: cron},
      views: nothing,
      pipeline: nothing,
      listener: nothing,
    };
    return {snapshot, report: judge(snapshot, emptyMemory(), chooseThresholds(), cronRules)};
  } finally {
    await database.close();
  }
}

/** The states of the jobs by their names. */
export function statesOf({snapshot, report}: Awaited<ReturnType<typeof lookAtCron>>): Record<string, string> {
  const {cron} = snapshot;
  const jobs = cron.known && cron.value.jobs.known ? cron.value.jobs.value : [];
  return Object.fromEntries(jobs.map(({name, jobId}) => [name, report.jobs.get(jobId)?.state ?? 'none']));
}

/** The ids of the findings about one object. */
export function findingsOn({findings}: Report, object: string): string[] {
  return findings.filter(finding => finding.object === object).map(({id}) => id);
}
