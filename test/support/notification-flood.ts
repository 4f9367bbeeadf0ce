import {setTimeout as delay} from 'node:timers/promises';
import type {Client} from '../../src/db/client.ts';

export interface NotificationFlood {
  /** How many were committed so far; they are numbered from 1, at the head of their payload: `flood 17 …`. */
  readonly sent: () => number;
  /** Ends it, and gives how many came a second. */
  stop(): Promise<number>;
}

/** As long as what the pipeline's trigger sends. */
const rest = JSON.stringify({
  submission_id: '00000000-0000-4000-8000-000000000001',
  challenge_id: '00000000-0000-4000-8000-000000000002',
  agent_id: '00000000-0000-4000-8000-000000000003',
});

/** Notifies so many a second on a channel until told to stop: what is due, a statement every few milliseconds. */
export function floodWithNotifications(
  client: Client,
  channel: string,
  perSecond: number,
): NotificationFlood {
  const startedMs = performance.now();
  let sent = 0;
  let isOver = false;
  const run = async () => {
    while (!isOver) {
      const due = Math.floor(((performance.now() - startedMs) / 1000) * perSecond) - sent;
      await client`
        select count(pg_notify(${channel}, 'flood ' || nth || ' ' || ${rest}::text))
        from generate_series(${sent + 1}::int, ${sent + due}::int) as nth`;
      sent += due;
      await delay(5);
    }
  };
  const running = run();
  return {
    sent: () => sent,
    async stop() {
      isOver = true;
      await running;
      return sent / ((performance.now() - startedMs) / 1000);
    },
  };
}
