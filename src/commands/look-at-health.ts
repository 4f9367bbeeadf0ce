import {setTimeout as delay} from 'node:timers/promises';
import {judge, type Report} from '../health/judge.ts';
import {unknown} from '../health/known.ts';
import {emptyMemory} from '../health/memory.ts';
import {allRules} from '../health/rules/index.ts';
import type {Snapshot} from '../health/snapshot.ts';
import {chooseThresholds, type Thresholds} from '../health/thresholds.ts';
import {collectListener} from '../queries/collect-listener.ts';
import {collectSnapshot} from '../queries/collect-snapshot.ts';
import type {Database} from '../queries/database.ts';

export interface HealthLook {
  readonly snapshot: Snapshot;
  readonly report: Report;
}

export interface LookOptions {
  readonly listens: boolean;
  /** Other limits than the program's own. */
  readonly thresholds?: Partial<Thresholds> | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Looks at everything and judges it; where one look cannot tell, as with a scheduler between two lives, a second one
 * follows. Throws when the server cannot be reached.
 */
export async function lookAtHealth(
  database: Database,
  {listens, thresholds = {}, signal}: LookOptions,
): Promise<HealthLook> {
  const [seen, listener] = await Promise.all([
    collectSnapshot(database, {signal}),
    listens ? collectListener(database) : unknown('listening was not tried', 'lanewatch check listen'),
  ]);
  const snapshot = {...seen, listener};
  const limits = chooseThresholds(thresholds);
  const report = judge(snapshot, emptyMemory(), limits, allRules);
  if (report.lookAgainMs === null) return {snapshot, report};
  await delay(report.lookAgainMs, undefined, {signal});
  const again = {...(await collectSnapshot(database, {signal})), listener};
  return {snapshot: again, report: judge(again, report.memory, limits, allRules)};
}
