import {randomUUID} from 'node:crypto';
import {hostname} from 'node:os';
import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';

export type WorkerState = 'standby' | 'idle' | 'waiting' | 'refreshing' | 'draining' | 'stopped';

/** What a worker says about itself in analytics_worker. */
export interface WorkerFacts {
  leads: boolean;
  schedules: boolean;
  state: WorkerState;
  refreshingView: string | null;
  refreshedCount: number;
  failedCount: number;
  lastError: string | null;
}

export function newWorkerFacts(): WorkerFacts {
  return {
    leads: false,
    schedules: false,
    state: 'standby',
    refreshingView: null,
    refreshedCount: 0,
    failedCount: 0,
    lastError: null,
  };
}

/** Gives the function that writes this worker's row, over whatever session it has at the time. */
export function createHeartbeat(version: string): (client: Client, facts: WorkerFacts) => Promise<void> {
  const id = randomUUID();
  const host = hostname();
  return async (client, facts) => {
    await client.unsafe(
      readSql('actions/beat-worker.sql'),
      [
        id,
        host,
        process.pid,
        version,
        facts.leads,
        facts.schedules,
        facts.state,
        facts.refreshingView,
        facts.refreshedCount,
        facts.failedCount,
        facts.lastError,
        facts.state === 'stopped',
      ],
      {prepare: true},
    );
  };
}
