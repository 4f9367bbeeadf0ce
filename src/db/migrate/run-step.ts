import {setTimeout as delay} from 'node:timers/promises';
import postgres from 'postgres';
import type {Client} from '../client.ts';
import {readSql} from '../sql-files.ts';
import {inTransaction, type Session} from '../transaction.ts';
import {fillIn} from './migration-files.ts';

/** One transaction of a migration. */
export interface Step {
  readonly title: string;
  readonly database: string;
  readonly sql: string;
  /** Asked once the lock is held: true where somebody else has done it meanwhile. */
  isDone?(session: Session): Promise<boolean>;
}

const mostAttempts = 5;
/** A table that is in use (55P03), a deadlock, a catalogue row that another migrator changed at the same moment. */
const worthAnotherTry = new Set(['55P03', '40P01', '40001', 'XX000']);

/**
 * Runs a step in one transaction, one migrator at a time: a kill at any point leaves it wholly done or not at all.
 * Gives false where it was done already. `XX000` is Postgres's "tuple concurrently updated".
 */
export async function runStep(client: Client, schema: string, step: Step): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(client, async session => {
        await session.unsafe(beginning(schema));
        if (await step.isDone?.(session)) return false;
        await session.unsafe(step.sql);
        return true;
      });
    } catch (error) {
      const isTransient = error instanceof postgres.PostgresError && worthAnotherTry.has(error.code);
      if (!isTransient || attempt === mostAttempts) throw error;
      await delay(200 * attempt * (0.5 + Math.random()));
    }
  }
}

/** The step as text for psql, just as `runStep` would run it. */
export function describeStep(schema: string, step: Step): string {
  return `-- ${step.title}\n\\connect ${quote(step.database)}\nBEGIN;\n${beginning(schema)}\n${step.sql.trim()}\nCOMMIT;\n`;
}

function beginning(schema: string): string {
  return fillIn(readSql('migrations/support/begin.sql'), {schema}).trim();
}

function quote(database: string): string {
  return `"${database.replaceAll('"', '""')}"`;
}
