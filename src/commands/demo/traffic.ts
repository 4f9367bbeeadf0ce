import {setTimeout as delay} from 'node:timers/promises';
import type {Connection} from '../../config/connection.ts';
import {openClient} from '../../db/client.ts';
import {readSql} from '../../db/sql-files.ts';
import {createRandom} from './random.ts';

export interface Traffic {
  stop(): Promise<void>;
}

export interface TrafficOptions {
  seed: number;
  /** Between two hand-ins, on average. */
  meanGapMs?: number;
  onError(error: unknown): void;
}

/** One hand-in: how many at once, how long the judges take, and the pause until the next. */
export interface HandIn {
  readonly choice: number;
  readonly count: number;
  readonly judgingMs: number;
  readonly pauseMs: number;
}

/** Mostly one submission about every second, now and then a burst. */
export function* planHandIns(seed: number, meanGapMs = 1_000): Generator<HandIn, never> {
  const random = createRandom(seed);
  for (;;) {
    const isBurst = random() < 0.02;
    yield {
      choice: random(),
      count: isBurst ? 15 + Math.floor(random() * 25) : 1,
      judgingMs: 300 + random() * 1_700,
      pauseMs: meanGapMs * (0.4 + 1.2 * random()),
    };
  }
}

/** Plays the platform: submissions are handed in, judged, and scored, on a session of its own until stopped. */
export function startTraffic(connection: Connection, options: TrafficOptions): Traffic {
  const client = openClient(connection, {applicationName: 'platform (demo traffic)', max: 2});
  const stopping = new AbortController();
  const {signal} = stopping;
  const judging = new Set<Promise<void>>();

  const judge = async (ids: readonly string[], judgingMs: number) => {
    await delay(judgingMs, undefined, {signal});
    await client.unsafe(readSql('demo/traffic/score-submissions.sql'), [JSON.stringify(ids)], {
      prepare: true,
    });
  };
  const tell = (error: unknown) => {
    if (!signal.aborted) options.onError(error);
  };
  const play = async () => {
    for (const {choice, count, judgingMs, pauseMs} of planHandIns(options.seed, options.meanGapMs)) {
      if (signal.aborted) return;
      try {
        const rows = await client.unsafe<{id: string}[]>(
          readSql('demo/traffic/begin-submission.sql'),
          [choice, count],
          {prepare: true},
        );
        const verdict: Promise<void> = judge(
          rows.map(({id}) => id),
          judgingMs,
        )
          .catch(tell)
          .finally(() => judging.delete(verdict));
        judging.add(verdict);
      } catch (error) {
        tell(error);
      }
      await delay(pauseMs, undefined, {signal}).catch(() => {});
    }
  };

  const playing = play();
  return {
    async stop() {
      stopping.abort();
      await playing;
      await Promise.all(judging);
      await client.end({timeout: 1}).catch(() => {});
    },
  };
}
