import {textOf} from './pipeline-log.ts';

/** Why a view could not be brought up to date, and whether waiting alone may help. */
export interface Setback {
  readonly kind: 'passing' | 'lasting';
  /** Null where nothing went wrong: another session was at it. */
  readonly message: string | null;
  readonly sqlstate: string | null;
}

/**
 * SQLSTATEs, or their beginnings, that go away by themselves: locks, deadlocks, serialisation, a cancelled statement, lost
 * links, a server that starts, stops or is read-only for a while, and a server without room.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passing = ['55P03', '40', '57', '08', '53', '25006', '58'];

/** Errors of the socket and the driver have codes that are no SQLSTATEs, and pass too. */
export function setbackOf(error: unknown): Setback {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const isSqlstate = code !== null && /^[0-9A-Z]{5}$/.test(code);
  const passes = code !== null && (!isSqlstate || passing.some(prefix => code.startsWith(prefix)));
  return {kind: passes ? 'passing' : 'lasting', message: textOf(error), sqlstate: isSqlstate ? code : null};
}

/** Not a failure: what another session refreshes is looked at again soon. */
export const overtaken: Setback = {kind: 'passing', message: null, sqlstate: null};

/** How long to leave a thing alone that failed so often in a row. What needs a person is not tried every few seconds. */
export function retryDelayMs(kind: Setback['kind'], failures: number): number {
  const [firstMs, longestMs] = kind === 'passing' ? [1_000, 60_000] : [5_000, 300_000];
  return Math.min(firstMs * 2 ** (failures - 1), longestMs);
}
