import {setTimeout as delay} from 'node:timers/promises';
import {UserError} from '../config/user-error.ts';
import type {Database} from './database.ts';

/**
 * Looks at the standby, where one was named, for so long at most. Throws `UserError` where it belongs to another cluster:
 * its numbers are others.
 */
export async function requireStandbyOfPrimary(database: Database, timeoutMs = 2500): Promise<void> {
  const seen = new AbortController();
  const late = delay(timeoutMs, null, {signal: seen.signal, ref: false}).catch(() => null);
  const standby = await Promise.race([database.lookAtStandby(), late]);
  seen.abort();
  if (standby?.fault?.kind !== 'other-cluster') return;
  const {host, port} = database.connection;
  throw new UserError(
    `${standby.place} is no standby of ${host}:${port}`,
    'the two servers are of different clusters, as their system identifiers say',
    'Check --read-url, LANEWATCH_READ_URL or read-connection of the profile: it names a standby that streams from the primary.',
  );
}
