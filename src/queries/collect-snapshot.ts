import {type Known, known, unknown} from '../health/known.ts';
import type {JobSnapshot} from '../health/snapshot/cron.ts';
import type {ListenerSnapshot} from '../health/snapshot/listener.ts';
import type {Snapshot} from '../health/snapshot.ts';
import {collectCron} from './collect-cron.ts';
import {collectDatabase} from './collect-database.ts';
import type {Database} from './database.ts';
import {toServerFacts} from './to-cron-snapshot.ts';

export interface CollectOptions {
  readonly signal?: AbortSignal | undefined;
  /** The jobs of an earlier look, so that this one need only read the newest runs. */
  readonly earlierJobs?: readonly JobSnapshot[] | undefined;
  /** What the session that listens tells of itself; a program that does not listen has none. */
  readonly listener?: Known<ListenerSnapshot> | undefined;
}

/** Looks at everything once, with two statements. What is refused is unknown in the snapshot; a lost link throws. */
export async function collectSnapshot(
  database: Database,
  {signal, earlierJobs, listener}: CollectOptions = {},
): Promise<Snapshot> {
  const [{cron, facts, clientNow}, {views, pipeline, knownSince, handling}, standby] = await Promise.all([
    collectCron(database, {earlier: earlierJobs, signal}),
    collectDatabase(database, signal),
    database.lookAtStandby(),
  ]);
  return {
    serverNow: facts.server_now,
    clientNow,
    // The facts come from where the jobs are kept, which may be another database of the server.
    server: {...toServerFacts(facts), database: database.connection.database},
    cron: known(cron),
    views,
    pipeline,
    standby,
    knownSince,
    handling,
    listener: listener ?? unknown('This program does not listen.', 'Open the monitor: it listens.'),
  };
}
