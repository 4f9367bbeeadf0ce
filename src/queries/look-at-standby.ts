import {setTimeout as delay} from 'node:timers/promises';
import {answerInTime} from '../db/answer-in-time.ts';
import {type Problem, toProblem} from '../db/problem.ts';
import type {StandbyFault, StandbyLag} from '../health/snapshot/standby.ts';
import type {ServerFactsRow} from './server-facts.ts';
import type {WalPositionRow} from './wal-position.ts';

/** How two servers are asked for what tells them apart. */
export interface StandbyQuestions {
  facts(): Promise<ServerFactsRow>;
  position(): Promise<WalPositionRow>;
  primaryPosition(): Promise<WalPositionRow>;
}

/** What one look found. Without a fault there are facts. */
export interface StandbyLook {
  readonly fault: StandbyFault | null;
  readonly facts: ServerFactsRow | null;
  readonly lag: StandbyLag | null;
}

/** WAL is on its way all the time: a standby that has caught up after so long is not behind. */
const onItsWayMs = 100;

/** A primary that does not answer is no fault of the standby's. */
const primaryMs = 1000;

/** Looks whether a server is a standby of the primary, and how far behind. Never throws. */
export async function lookAtStandby(ask: StandbyQuestions, maxBehindMs: number): Promise<StandbyLook> {
  try {
    const facts = await ask.facts();
    const primary = await orNull(answerInTime(ask.primaryPosition(), primaryMs));
    let standby = await orNull(ask.position());
    if (primary && standby && primary.system_identifier !== standby.system_identifier)
      return {fault: {kind: 'other-cluster'}, facts, lag: null};
    if (!facts.in_recovery) return {fault: {kind: 'no-standby'}, facts, lag: null};
    if (!primary || !standby) return {fault: null, facts, lag: null};
    if (bytesBehind(primary, standby) > 0) {
      await delay(onItsWayMs);
      standby = await ask.position();
    }
    const lag = measureLag(primary, standby);
    return {fault: lag !== null && lag.ms > maxBehindMs ? {kind: 'stale'} : null, facts, lag};
  } catch (error) {
    return {fault: goneFault(toProblem(error)), facts: null, lag: null};
  }
}

export function goneFault({what, why, remedy}: Problem): StandbyFault {
  return {kind: 'gone', what, why, remedy};
}

/**
 * By the primary's clock alone. What is not replayed was written after the last transaction that is: a primary that was
 * idle before makes the lag look longer than it is, never shorter.
 */
export function measureLag(primary: WalPositionRow, standby: WalPositionRow): StandbyLag | null {
  const bytes = bytesBehind(primary, standby);
  const {is_paused: isPaused, replayed_until: replayedUntil} = standby;
  if (bytes === 0) return {ms: 0, bytes, isPaused};
  if (replayedUntil === null) return null;
  return {ms: Math.max(0, primary.server_now.getTime() - replayedUntil.getTime()), bytes, isPaused};
}

function bytesBehind(primary: WalPositionRow, standby: WalPositionRow): number {
  return Math.max(0, (primary.wal_bytes ?? 0) - (standby.wal_bytes ?? 0));
}

/** Some managed servers do not tell; and while the primary is away the standby still answers. */
async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer;
  } catch {
    return null;
  }
}
