import * as z from 'zod';
import {UserError} from '../config/user-error.ts';
import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {toPlainText} from './plain-text.ts';
import {type Lag, StandbyLag} from './standby-lag.ts';

/** Beyond which long work waits; undefined never holds it up. */
export interface LoadLimits {
  readonly maxLagMs?: number | undefined;
  /** Sessions of others that run a statement. */
  readonly maxLoad?: number | undefined;
}

/** Why the next piece of work may not begin yet. */
export type Wait =
  | {readonly kind: 'lag'; readonly standby: string; readonly lag: Lag}
  | {readonly kind: 'load'; readonly activeCount: number};

export interface LoadWatch {
  /** Gives how many standbys are connected. Throws a `UserError` where the role may not see what the limits are about. */
  begin(): Promise<number>;
  /** What is beyond a limit now; the standby that is furthest behind speaks for all. */
  look(): Promise<Wait | null>;
}

const lookShape = z.object({
  may_see: z.boolean(),
  wal_bytes: z.number(),
  active_count: z.int(),
  standbys: z.array(z.object({name: z.string(), replayedBytes: z.number(), lagMs: z.number().nullable()})),
});

export function createLoadWatch(client: Client, {maxLagMs, maxLoad}: LoadLimits): LoadWatch {
  const lag = new StandbyLag();
  const isAsked = maxLagMs !== undefined || maxLoad !== undefined;

  async function ask() {
    const [row] = await client.unsafe(readSql('actions/look-at-load.sql'), [], {prepare: true});
    const found = lookShape.parse(row);
    const nowMs = performance.now();
    lag.note({atMs: nowMs, walBytes: found.wal_bytes});
    const standbys = found.standbys.map(standby => ({
      name: toPlainText(standby.name, 80) || 'a standby',
      lag: lag.of(standby, nowMs),
    }));
    return {maySee: found.may_see, activeCount: found.active_count, standbys};
  }

  return {
    async begin() {
      if (!isAsked) return 0;
      const {maySee, standbys} = await ask();
      if (maySee) return standbys.length;
      throw new UserError(
        'The load cannot be seen',
        'this role is not shown what standbys and other sessions do',
        'GRANT pg_monitor TO this role, or leave out --max-lag and --max-load.',
      );
    },
    async look() {
      if (!isAsked) return null;
      const {activeCount, standbys} = await ask();
      if (maxLagMs !== undefined) {
        // One that may be further behind than is known has to show that it is not.
        const [furthest] = standbys
          .filter(standby => standby.lag.ms > maxLagMs || standby.lag.isAtLeast)
          .sort((one, other) => other.lag.ms - one.lag.ms);
        if (furthest) return {kind: 'lag', standby: furthest.name, lag: furthest.lag};
      }
      return maxLoad !== undefined && activeCount > maxLoad ? {kind: 'load', activeCount} : null;
    },
  };
}
