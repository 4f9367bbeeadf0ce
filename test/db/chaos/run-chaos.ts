import {randomInt, randomUUID} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import {vi} from 'vitest';
import {openListenSession} from '../../../src/db/listen-session.ts';
import type {ListenEvent, ListenGap} from '../../../src/db/listen-state.ts';
import {startWorker} from '../../../src/pipeline/worker.ts';
import {openDatabase} from '../../../src/queries/database.ts';
import {tailOutbox} from '../../../src/queries/tail-outbox.ts';
import {beginning, moveOn} from '../../../src/screens/events/outbox-position.ts';
import type {TestDatabase} from '../../support/servers.ts';
import {startTcpProxy, type TcpProxy} from '../listen-session/tcp-proxy.ts';

/** What became of every submission that was committed while the link was cut again and again. */
export interface Accounts {
  readonly cuts: Readonly<Record<string, number>>;
  readonly committed: number;
  /** Told by a notification. */
  readonly heard: number;
  /** Not heard, but in a stretch that the listener admits not to have heard. */
  readonly inGaps: number;
  /** Neither: must be none. */
  readonly unaccounted: readonly string[];
  readonly gaps: number;
  readonly reconnects: number;
  /** Submissions that following the outbox over the same bad link found. */
  readonly followed: number;
  /** Submissions in the outbox, all told. */
  readonly inOutbox: number;
  /** Rows of the outbox that the worker has not taken. */
  readonly waiting: number;
  readonly inViews: number;
}

/** A commit, its notice and a heartbeat come over three sockets, and are not read in the order they were sent in. */
const readingToleranceMs = 100;

/** A submission, and between which moments it was committed. */
interface Commit {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Cuts the links of a listener, of somebody who follows the outbox, and of a worker, in every way in which links are cut,
 * while one writer commits without a pause. Ends when the worker has done its work, and gives the accounts.
 */
export async function runChaos(
  database: TestDatabase,
  {cuts, longestPauseMs}: {readonly cuts: number; readonly longestPauseMs: number},
): Promise<Accounts> {
  const proxy = await startTcpProxy(database.connection);
  const events: ListenEvent[] = [];
  const over = new AbortController();
  const session = openListenSession(proxy.connection, {
    channels: ['submission_scored'],
    onEvent: event => events.push(event),
    onState: () => {},
    heartbeatMs: 200,
    heartbeatTimeoutMs: 500,
  });
  const worker = startWorker(proxy.connection, {
    schema: 'public',
    version: 'test',
    debounce: {quietMs: 200, longestMs: 1_000},
    pollMs: 1_000,
    heartbeatMs: 500,
    answerMs: 1_000,
  });
  const follower = follow(proxy, over.signal);
  const writing = new AbortController();
  try {
    await vi.waitFor(() => assertLive(session.state().link), {timeout: 20_000});
    const writer = write(database, writing.signal);
    const counts: Record<string, number> = {};
    for (let nth = 0; nth < cuts; nth += 1) {
      await delay(randomInt(50, longestPauseMs));
      const [name, cut] = ways[randomInt(ways.length)] ?? ways[0];
      counts[name] = (counts[name] ?? 0) + 1;
      await cut(proxy, database);
    }
    await delay(500);
    writing.abort();
    const committed = await writer;
    await vi.waitFor(() => assertLive(session.state().link), {timeout: 60_000});
    const totals = await vi.waitFor(() => readTotals(database, committed.length), {
      timeout: 60_000,
      interval: 200,
    });
    await vi.waitFor(() => assertAll(follower.count(), committed.length), {timeout: 60_000, interval: 100});
    const {gaps, reconnects} = session.state();
    return {
      cuts: counts,
      committed: committed.length,
      ...account(events, committed),
      gaps,
      reconnects,
      followed: follower.count(),
      ...totals,
    };
  } finally {
    writing.abort();
    over.abort();
    await Promise.all([session.close(), worker.stop(0), follower.ended]);
    await proxy.close();
  }
}

type Cut = (proxy: TcpProxy, database: TestDatabase) => Promise<void>;

const ways: readonly [readonly [string, Cut], ...(readonly [string, Cut])[]] = [
  ['reset', async proxy => proxy.reset()],
  ['frozen', async proxy => proxy.freeze()],
  [
    'terminated',
    async (_, {client}) => {
      await client`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'lanewatch listener' and datname = current_database()`;
    },
  ],
];

/** Commits submissions one after the other, and gives them. */
async function write({client}: TestDatabase, signal: AbortSignal): Promise<Commit[]> {
  const committed: Commit[] = [];
  const challenges = Array.from({length: 5}, () => randomUUID());
  while (!signal.aborted) {
    const id = randomUUID();
    const fromMs = Date.now();
    const challenge = challenges[committed.length % challenges.length] ?? '';
    await client`
      insert into submissions (id, agent_id, challenge_id, status, final_lane_scores, composite_score)
      values (${id}, ${randomUUID()}, ${challenge}, 'scored', '{"speed": 50}', 50)`;
    committed.push({id, fromMs, toMs: Date.now()});
    await delay(randomInt(1, 10));
  }
  return committed;
}

/** Follows the outbox as the Events screen does, and counts the submissions that it tells of. */
function follow(proxy: TcpProxy, signal: AbortSignal): {count(): number; readonly ended: Promise<void>} {
  const counts = new Map<number, number>();
  const run = async () => {
    let position = beginning;
    while (!signal.aborted) {
      // A statement over a frozen link has no end of its own here: each look has a session and a moment.
      const database = openDatabase(proxy.connection, {
        schema: 'public',
        readOnly: true,
        statementTimeoutMs: 1_000,
      });
      const asking = database.ask(tailOutbox, {
        known_id: position.knownId,
        seen_snapshot: position.snapshot,
        limit: 5_000,
      });
      const [look] = await Promise.race([asking, delay(1_000, [])]).catch(() => []);
      if (look) {
        for (const row of look.events) counts.set(row.queue_id, row.submission_count);
        position = moveOn(position, look);
      }
      asking.catch(() => {});
      await database.close();
      await delay(100, undefined, {signal}).catch(() => {});
    }
  };
  return {count: () => [...counts.values()].reduce((sum, count) => sum + count, 0), ended: run()};
}

/** Sorts the submissions into those that were heard, those in gaps, and those that nobody has told of. */
function account(
  events: readonly ListenEvent[],
  committed: readonly Commit[],
): Pick<Accounts, 'heard' | 'inGaps' | 'unaccounted'> {
  const heard = new Set(
    events.flatMap(event =>
      event.kind === 'notification' ? [JSON.parse(event.payload).submission_id as string] : [],
    ),
  );
  const gaps = events.filter((event): event is ListenGap => event.kind === 'gap');
  const isInGap = ({fromMs, toMs}: Commit) =>
    gaps.some(
      ({from, to}) =>
        toMs >= from.getTime() - readingToleranceMs && fromMs <= to.getTime() + readingToleranceMs,
    );
  const unheard = committed.filter(({id}) => !heard.has(id));
  const unaccounted = unheard.filter(commit => !isInGap(commit)).map(({id}) => id);
  return {
    heard: committed.length - unheard.length,
    inGaps: unheard.length - unaccounted.length,
    unaccounted,
  };
}

/** Throws until the worker has taken everything. */
async function readTotals(
  {client}: TestDatabase,
  expected: number,
): Promise<Pick<Accounts, 'inOutbox' | 'waiting' | 'inViews'>> {
  const [row] = await client<{in_outbox: number; waiting: number; in_views: number}[]>`
    select
      (select coalesce(sum(submission_count), 0)::int from analytics_refresh_queue) as in_outbox,
      (select count(*)::int from analytics_refresh_queue where taken_at is null) as waiting,
      (select coalesce(sum(sample_count), 0)::int from mv_lane_score_distribution) as in_views`;
  const totals = {inOutbox: row?.in_outbox ?? 0, waiting: row?.waiting ?? 0, inViews: row?.in_views ?? 0};
  if (totals.waiting > 0 || totals.inViews !== expected) throw new Error(JSON.stringify(totals));
  return totals;
}

function assertLive(link: string): void {
  if (link !== 'live') throw new Error(`the listener is ${link}`);
}

function assertAll(found: number, expected: number): void {
  if (found !== expected) throw new Error(`${found} of ${expected} were found`);
}
