import {type Client, onClosed} from './client.ts';
import {readSql} from './sql-files.ts';

/** The session of a transaction; it sends nothing any more once it has ended. */
export type Session = Pick<Client, 'unsafe'>;

/**
 * Runs work in one transaction: all of it holds or nothing. The client has to be of one session. Throws what the work
 * throws, and CONNECTION_CLOSED where the session ends on the way. The driver's own `begin` ends the program then: it
 * writes to a link that is no longer there, where nothing catches the fault.
 */
export async function inTransaction<Result>(
  client: Client,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  let hasEnded = false;
  const forget = onClosed(client, () => {
    hasEnded = true;
  });
  const session: Session = {
    unsafe(...args) {
      // A session that the driver opens anew knows nothing of the transaction.
      if (hasEnded) throw lostError();
      return client.unsafe(...args);
    },
  };
  try {
    await client.unsafe(readSql('transaction/begin.sql'));
    const result = await work(session);
    await session.unsafe(readSql('transaction/commit.sql'));
    return result;
  } catch (error) {
    // Where the session has ended, so has its transaction.
    if (!hasEnded) await client.unsafe(readSql('transaction/rollback.sql')).catch(() => {});
    throw error;
  } finally {
    forget();
  }
}

function lostError(): Error {
  return Object.assign(new Error('the session ended in the middle of a transaction'), {
    code: 'CONNECTION_CLOSED',
  });
}
