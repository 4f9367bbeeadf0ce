import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';

/**
 * Asks to lead, or whether this session still does; the answer is only as good as the session, so ask before each
 * round. A client of one session is needed: the lock goes with it, and a session opened anew takes it again.
 */
export async function takeLead(client: Client, what: string): Promise<boolean> {
  const [row] = await client.unsafe<{leads: boolean}[]>(readSql('actions/take-lead.sql'), [what], {
    prepare: true,
  });
  return row?.leads ?? false;
}
