import {toPlainText} from '../pipeline/plain-text.ts';
import type {RefreshOutcome} from '../pipeline/refresh-one.ts';
import {formatSeconds} from './refresh-progress.ts';

/** The documented JSON shape of a refresh; a change of it is a new version of the program. */
export interface RefreshJson {
  readonly view: string;
  readonly cause: string;
  readonly status: RefreshOutcome['status'];
  readonly ms: number;
  readonly rows: number | null;
  readonly error: string | null;
}

export function toRefreshJson(outcome: RefreshOutcome): RefreshJson {
  return {
    view: outcome.viewName,
    cause: outcome.cause,
    status: outcome.status,
    ms: Math.round(outcome.durationMs),
    rows: outcome.rowCount,
    error: outcome.error,
  };
}

/** One line, and what went wrong in further ones: `mv_agent_progress  succeeded  1.2 s  4,096 rows`. */
export function describeOutcome(outcome: RefreshOutcome): string {
  const {viewName, status, durationMs, rowCount, error, cause} = outcome;
  const head = `${viewName.padEnd(28)}${status}`;
  if (status === 'succeeded') {
    const rows = `${rowCount?.toLocaleString('en-GB') ?? '?'} ${rowCount === 1 ? 'row' : 'rows'}`;
    return `${head}  ${formatSeconds(durationMs)}  ${rows}${cause === 'initial' ? ', filled for the first time' : ''}`;
  }
  return `${head}  ${toPlainText(error ?? 'another session is refreshing it right now')}`;
}
