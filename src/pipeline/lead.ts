import {setTimeout as delay} from 'node:timers/promises';
import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import type {PipelineLog} from './pipeline-log.ts';
import {setbackOf} from './setback.ts';

/** How long whoever leads may be silent. It asks every `leadEveryMs`, so that silence means that it hangs. */
const silentLeaderMs = 6_000;
/** How often to ask, leading or not: together with the silence this keeps a takeover under ten seconds. */
export const leadEveryMs = 2_000;
/** A session that was told to end takes a moment. */
const endingMs = 500;

/** Asks to lead over a client of one session, or whether that session still does. */
export type TakeLead = (client: Client) => Promise<boolean>;

/**
 * One leader by each name in a database. The answer is only as good as the session, so ask before each round: the lock
 * goes with the session, and one opened anew takes it again. A program that hangs keeps its session and with it the
 * lock; such a session is ended, which needs the same role or pg_signal_backend.
 */
export function createTakeLead(what: string, log: PipelineLog, silentMs = silentLeaderMs): TakeLead {
  let hasToldRefusal = false;
  return async client => {
    if (await ask(client, what)) return true;
    const unseated = await unseat(client, what, silentMs).catch(error => {
      const {message, sqlstate} = setbackOf(error);
      if (sqlstate !== '42501') throw error;
      const text = `${what}: the leader is silent, and its session may not be ended: ${message}`;
      if (!hasToldRefusal) log({level: 'warning', text, facts: {sqlstate}});
      hasToldRefusal = true;
      return null;
    });
    if (unseated === null) return false;
    const text = `${what}: ended session ${unseated} of a leader that was silent`;
    log({level: 'warning', text, facts: {backendPid: unseated}});
    await delay(endingMs);
    return ask(client, what);
  };
}

async function ask(client: Client, what: string): Promise<boolean> {
  const [row] = await client.unsafe<{leads: boolean}[]>(readSql('actions/take-lead.sql'), [what], {
    prepare: true,
  });
  return row?.leads ?? false;
}

/** Gives the process number of the session that was ended, if one was. */
async function unseat(client: Client, what: string, silentMs: number): Promise<number | null> {
  const [row] = await client.unsafe<{backend_pid: number}[]>(
    readSql('actions/unseat-silent-leader.sql'),
    [what, silentMs],
    {prepare: true},
  );
  return row?.backend_pid ?? null;
}
