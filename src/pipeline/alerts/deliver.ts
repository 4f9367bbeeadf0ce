import type {AlertStore} from './alert-store.ts';
import type {Channel} from './channels/channel.ts';

/** How a delivery ended, for the log. */
export interface DeliveryOutcome {
  readonly channel: string;
  readonly title: string;
  readonly messageId: string;
  readonly error: string | null;
  readonly attemptCount: number;
  /** Null where it was sent or given up. */
  readonly retryMs: number | null;
}

/** Pauses between the tries of one message; after the last it is given up. */
const retryPausesMs: readonly number[] = [5_000, 30_000, 120_000, 300_000];

/**
 * Sends what waits, channel by channel and in order within each: one that hangs holds up nobody else. What is sent was
 * claimed before, so that no other worker sends it as well; a worker that dies between sending and writing it down
 * leaves a message that is sent again when the claim has lapsed, with the same id.
 */
export async function deliverAlerts(
  store: AlertStore,
  channels: readonly Channel[],
  {
    onOutcome,
    signal,
    pausesMs = retryPausesMs,
  }: {onOutcome(outcome: DeliveryOutcome): void; signal: AbortSignal; pausesMs?: readonly number[]},
): Promise<void> {
  const drain = async (channel: Channel): Promise<void> => {
    while (!signal.aborted) {
      const alert = await store.claim(channel.name);
      if (alert === null) return;
      const verdict = await channel.send(alert.message);
      const retryMs = verdict.ok || verdict.isFinal ? null : (pausesMs[alert.attemptCount - 1] ?? null);
      const error = verdict.ok ? null : verdict.error;
      await store.end(alert, error, retryMs);
      await store.noteChannel(channel.name, error);
      const {id: messageId, title} = alert.message;
      onOutcome({channel: channel.name, title, messageId, error, attemptCount: alert.attemptCount, retryMs});
    }
  };
  const results = await Promise.allSettled(channels.map(drain));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
