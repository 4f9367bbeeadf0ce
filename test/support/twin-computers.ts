import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../../src/config/connection.ts';
import {type Client, endClient} from '../../src/db/client.ts';
import {spawnWorker} from '../db/worker/worker-process.ts';
import type {TestDatabase} from './servers.ts';

/** Runs the work while two sessions compute slices without a pause; one that is killed begins anew. */
export async function whileComputing<Result>(
  {open}: TestDatabase,
  work: () => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const openOne = () => open({applicationName: 'lanewatch slices', schema: 'public'});
  const computing = [1, 2].map(() => keepComputing(openOne, over.signal));
  try {
    return await work();
  } finally {
    over.abort();
    await Promise.all(computing);
  }
}

async function keepComputing(open: () => Client, signal: AbortSignal): Promise<void> {
  let client = open();
  while (!signal.aborted) {
    try {
      await client.unsafe('call analytics_refresh_slices(3, true)');
      await delay(1);
    } catch (error) {
      if (!isKill(error)) throw error;
      await endClient(client, 0);
      client = open();
    }
  }
  await endClient(client, 0);
}

function isKill(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === '57P01' || code.startsWith('CONNECTION_') || code === 'ECONNRESET' || code === 'EPIPE';
}

const longestLifeMs = 3_000;

/**
 * Keeps one process of `lanewatch worker` running until told to stop. Each is killed at some moment of its work, as a
 * machine that loses its power would, and followed by another. Gives how many were killed.
 */
export async function keepWorking(connection: Connection, signal: AbortSignal): Promise<number> {
  let kills = 0;
  while (!signal.aborted) {
    const worker = spawnWorker(connection);
    let isOver = false;
    const ended = worker.ended.finally(() => {
      isOver = true;
    });
    const hasBegun = () => worker.log().some(({text}) => text.startsWith('computes the slices'));
    while (!isOver && !hasBegun() && !signal.aborted) await delay(20);
    await delay(Math.random() * longestLifeMs, undefined, {signal}).catch(() => {});
    worker.signal('SIGKILL');
    const outcome = await ended;
    if (outcome !== 'SIGKILL') throw new Error(`a worker ended by itself with ${outcome}`);
    kills += 1;
  }
  return kills;
}
