import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';

/** How long whoever leads may be silent. It asks every `leadEveryMs`, so that silence means that it hangs. */
export const silentLeaderMs = 6_000;
/** How often to ask, leading or not: together with the silence this keeps a takeover under ten seconds. */
export const leadEveryMs = 2_000;

export interface Lead {
  readonly leads: boolean;
  /** The process number of the session that was ended because its program had been silent for too long. */
  readonly unseatedPid: number | null;
}

/**
 * Asks to lead, or whether this session still does; the answer is only as good as the session, so ask before each
 * round. A client of one session is needed: the lock goes with it. A program that hangs keeps its session and with it
 * the lock; such a session is ended, which needs the same role or pg_signal_backend.
 */
export async function takeLead(client: Client, what: string): Promise<Lead> {
  const leads = await ask(client, what);
  if (leads) return {leads, unseatedPid: null};
  const [unseated] = await client.unsafe<{backend_pid: number}[]>(
    readSql('actions/unseat-silent-leader.sql'),
    [what, silentLeaderMs],
    {prepare: true},
  );
  return {leads: false, unseatedPid: unseated?.backend_pid ?? null};
}

async function ask(client: Client, what: string): Promise<boolean> {
  const [row] = await client.unsafe<{leads: boolean}[]>(readSql('actions/take-lead.sql'), [what], {
    prepare: true,
  });
  return row?.leads ?? false;
}
