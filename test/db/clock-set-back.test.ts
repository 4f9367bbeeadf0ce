import {randomUUID} from 'node:crypto';
import {beforeEach, describe, expect, it} from 'vitest';
import {workOnce} from '../../src/pipeline/work-once.ts';
import type {FollowedByWorker} from '../../src/pipeline/worker.ts';
import {openDatabase} from '../../src/queries/database.ts';
import {chooseSource} from '../../src/queries/metric-source.ts';
import {twinState} from '../../src/queries/twin-state.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {differences, noDifferences} from '../support/twins.ts';

/** All that was written down so far is dated an hour ahead, as after a clock was set back by an hour. */
const setClockBack = `
  update analytics_refresh_log set started_at = started_at + interval '1 hour', finished_at = finished_at + interval '1 hour';
  update analytics_refresh_queue set queued_at = queued_at + interval '1 hour', taken_at = taken_at + interval '1 hour',
    recomputed_at = recomputed_at + interval '1 hour';
  update analytics_slice set data_as_of = data_as_of + interval '1 hour', recomputed_at = recomputed_at + interval '1 hour',
    wanted_at = wanted_at + interval '1 hour';
  update analytics_worker set heartbeat_at = heartbeat_at + interval '1 hour'`;

describe.each(servers)('a clock that is set back on $name', server => {
  const database = provideDatabase(server);
  const challenge = randomUUID();

  beforeEach(async () => {
    await database().client.unsafe(`truncate submissions cascade; truncate analytics_refresh_queue`);
    await score();
    await work('slices');
    await work('views');
  });

  const score = () => database().client`
    insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
    select ${randomUUID()}::uuid, ${challenge}, 'scored', '{"speed": 50}', 50, now() - n * interval '1 day'
    from generate_series(1, 2) as n`;
  const work = (follow: FollowedByWorker) =>
    workOnce(database().connection, {
      schema: 'public',
      follow,
      log: () => {},
      signal: new AbortController().signal,
    });
  async function samples(from: string): Promise<unknown> {
    const [row] = await database().client.unsafe(
      `select max(sample_count)::int as n from ${from}_lane_score_distribution`,
    );
    return row?.n;
  }

  it.each([
    ['slices', 'analytics', 'recomputed_at'],
    ['views', 'mv', 'taken_at'],
  ] as const)('loses no event to a worker that follows %s', async (follow, numbers, mark) => {
    const {client} = database();
    await client.unsafe(setClockBack);
    await score();
    expect(await work(follow)).toBe('refreshed');
    expect(await samples(numbers)).toBe(4);
    expect(await client.unsafe(`select from analytics_refresh_queue where ${mark} is null`)).toHaveLength(0);
    // The refreshes of after the jump are the latest, although those of before it have later dates.
    await score();
    expect(await work(follow)).toBe('refreshed');
    expect(await samples(numbers)).toBe(6);
    await work('slices');
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('has what a view reads refreshed before it', async () => {
    const {client} = database();
    await client.unsafe(setClockBack);
    await score();
    await client`call analytics_refresh('mv_weakness_patterns')`;
    expect(await samples('mv')).toBe(4);
  });

  it('makes no age negative, and the twins no older than the views', async () => {
    await database().client.unsafe(setClockBack);
    const asking = openDatabase(database().connection, {
      schema: 'public',
      readOnly: true,
      statementTimeoutMs: 10_000,
    });
    try {
      for (const waits of [false, true]) {
        if (waits) await score();
        const [state] = await asking.ask(twinState, {});
        if (!state) throw new Error('no state');
        expect(state.shown_until.getTime()).toBeLessThanOrEqual(state.server_now.getTime());
        expect(state.scheduled_from?.getTime()).toBeLessThanOrEqual(state.server_now.getTime());
        if (!waits) expect(chooseSource(state, 'auto')).toMatchObject({source: 'live', isOvertaken: false});
      }
    } finally {
      await asking.close();
    }
  });
});
