import type {CronFactsRow} from './cron-facts.ts';
import type {ServerFactsRow} from './server-facts.ts';

/** Where the jobs are kept, and through which session they are reached. */
export interface CronPlace {
  readonly kind: 'here' | 'elsewhere' | 'built-in' | 'none';
  readonly database: string;
  /** Why jobs that seem to be kept elsewhere cannot be reached. */
  readonly problem: string | null;
}

export interface CronSearch {
  /** The facts of the connected database. */
  readonly here: ServerFactsRow;
  /** What the user chose. */
  readonly wanted: string | undefined;
  /** The settings that the server shows in the connected database. */
  readonly settings: () => Promise<CronFactsRow['settings']>;
  /** The facts of another database of the same server; throws where it refuses. */
  readonly lookIn: (database: string) => Promise<ServerFactsRow>;
}

/** Managed servers mostly keep pg_cron here. */
const usualHome = 'postgres';

/**
 * pg_cron in this database comes first, then the built-in scheduler, then pg_cron in the database that the user or the
 * server names. Never throws for a database that refuses us: that is told as the problem.
 */
export async function findCronPlace({here, wanted, settings, lookIn}: CronSearch): Promise<CronPlace> {
  const place = (kind: CronPlace['kind'], database: string, problem: string | null = null): CronPlace => ({
    kind,
    database,
    problem,
  });
  const isWantedElsewhere = wanted !== undefined && wanted !== here.database;
  if (here.pg_cron_version !== null && !isWantedElsewhere) return place('here', here.database);
  if (here.has_builtin_cron && !isWantedElsewhere) return place('built-in', here.database);
  const named = wanted ?? new Map(await settings()).get('cron.database_name') ?? null;
  const elsewhere = named ?? usualHome;
  if (elsewhere === here.database) return place('none', here.database);
  try {
    const there = await lookIn(elsewhere);
    if (there.pg_cron_version !== null) return place('elsewhere', elsewhere);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const says = named === null ? 'may live' : 'lives';
    return place('none', elsewhere, `pg_cron ${says} in the database ${elsewhere}, which refused us: ${why}`);
  }
  return place(
    'none',
    elsewhere,
    named === null ? null : `pg_cron is loaded for the database ${elsewhere}, but not created there`,
  );
}
