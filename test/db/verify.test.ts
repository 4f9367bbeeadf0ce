import {describe, expect, it} from 'vitest';
import {describeReport} from '../../src/commands/verify.ts';
import {backfill} from '../../src/pipeline/backfill.ts';
import {fillTwins} from '../../src/pipeline/fill-twins.ts';
import {verifyTwins} from '../../src/pipeline/verify-twins.ts';
import {provideDatabase, servers} from '../support/servers.ts';

describe.each(servers)('verify and backfill on $name', server => {
  const database = provideDatabase(server);
  const never = new AbortController().signal;

  it('fill the twins challenge by challenge, go on where they were stopped, and agree', async () => {
    const {client} = database();
    await client`insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
      select md5('agent' || n % 5)::uuid, md5('challenge' || n % 23)::uuid, 'scored', '{"speed": 5}', n % 9
      from generate_series(1, 400) as n`;
    await client`delete from analytics_refresh_queue`;
    await backfill(database().open());
    const stop = new AbortController();
    const told: number[][] = [];
    const first = await fillTwins(client, {
      signal: stop.signal,
      onProgress(done, total) {
        told.push([done, total]);
        if (done >= 10) stop.abort();
      },
    }).catch(() => null);
    expect(told[0]).toEqual([0, 23]);
    const second = await fillTwins(client);
    expect(second?.isComplete).toBe(true);
    expect((first?.computedCount ?? 10) + (second?.computedCount ?? 0)).toBe(23);
    expect(await fillTwins(client)).toMatchObject({computedCount: 0, isComplete: true});
    const report = await verifyTwins(client, never);
    expect(report).toEqual({differences: [], busy: 0});
    expect(describeReport(report)).toBe('Twins and views agree.\n');
  });

  it('say what differs, in words', async () => {
    const {client} = database();
    await client`delete from analytics_agent_progress where challenge_id = md5('challenge1')::uuid`;
    const report = await verifyTwins(client, never);
    expect(describeReport(report)).toMatch(
      /^mv_agent_progress, challenge [0-9a-f-]+: 5 rows in the view alone, 0 in the twin alone\nTwins and views differ;/,
    );
    expect((await verifyTwins(client, never)).differences).toEqual([]);
  });
});
