import {beforeAll, describe, expect, it} from 'vitest';
import {migrate, uninstall} from '../../src/db/migrate.ts';
import {verifyTwins} from '../../src/pipeline/verify-twins.ts';
import {partitionings, partitionSubmissions} from '../support/partition-submissions.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {whileComputing} from '../support/twin-computers.ts';
import {runTwinRounds} from '../support/twin-rounds.ts';
import {differences, noDifferences, refreshSlices} from '../support/twins.ts';
import {lookAt} from './health/look.ts';

const cases = servers.flatMap(server => partitionings.map(partitioning => ({server, partitioning})));

describe.each(cases)('submissions $partitioning on $server.name', ({server, partitioning}) => {
  const database = provideDatabase(server);
  const never = new AbortController().signal;

  beforeAll(async () => {
    const {client, connection} = database();
    // As on a database where the pipeline was before: what it made reads the table that it was made on.
    await expect(partitionSubmissions(client, partitioning)).rejects.toThrow('depend on');
    await uninstall({connection, schema: 'public'});
    await partitionSubmissions(client, partitioning);
    await migrate({connection, schema: 'public'});
  });

  async function waiting(): Promise<string[]> {
    const rows = await database().client<{challenge_id: string}[]>`
      select challenge_id::text from analytics_refresh_queue where recomputed_at is null order by 1`;
    return rows.map(row => row.challenge_id);
  }

  async function addOne(challenge: string): Promise<void> {
    await database().client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score, created_at)
      select md5('agent' || n)::uuid, md5(${challenge})::uuid, 'scored', '{"speed": 50}', 50, '2026-06-15' from generate_series(1, 5) as n`;
  }

  it('are followed by the twins as undivided ones are', async () => {
    await whileComputing(database(), () => runTwinRounds(database(), {rounds: 12, seed: 20261122}));
    await refreshSlices(database());
    expect(await verifyTwins(database().client, never)).toEqual({differences: [], busy: 0});
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('are heard of, once for each challenge, when they move from one partition to another', async () => {
    const {client} = database();
    await addOne('maze');
    await refreshSlices(database());
    const partitionsOf = () =>
      client`select distinct tableoid::regclass::text as name from submissions where agent_id = md5('agent1')::uuid`;
    const before = await partitionsOf();
    if (partitioning === 'by month')
      await client`update submissions set created_at = '2026-07-15' where agent_id = md5('agent1')::uuid`;
    else
      await client`update submissions set challenge_id = md5('tower')::uuid where agent_id = md5('agent1')::uuid`;
    expect(await partitionsOf()).not.toEqual(before);
    expect(await waiting()).toHaveLength(partitioning === 'by month' ? 1 : 2);
    await refreshSlices(database());
    expect(await differences(database())).toEqual(noDifferences);
  });

  it('are not heard of where a statement names a partition, and the comparison makes up for it', async () => {
    const {client} = database();
    await addOne('river');
    await refreshSlices(database());
    const [row] = await client<{name: string}[]>`
      select tableoid::regclass::text as name from submissions where challenge_id = md5('river')::uuid limit 1`;
    await client.unsafe(`delete from ${row?.name} where challenge_id = md5('river')::uuid`);
    expect(await waiting()).toEqual([]);
    expect((await verifyTwins(client, never)).differences).not.toEqual([]);
    await refreshSlices(database());
    expect((await verifyTwins(client, never)).differences).toEqual([]);
  });

  it('are told to lack an index where one partition does, with the remedy that makes it', async () => {
    const {client} = database();
    const findMissing = async () =>
      (await lookAt(database().connection, {thresholds: {largeTableRows: 0}})).named(
        'pipeline.missing-index',
      );
    expect(await findMissing()).toEqual([]);
    await client`drop index submissions_challenge_id_created_at_idx`;
    const [found, ...others] = await findMissing();
    expect(others).toEqual([]);
    expect(found).toMatchObject({object: 'submissions (challenge_id)'});
    // An index of each partition, and none of the whole, serves as well.
    await client.unsafe(found?.remedy.replace(' ON ', ' ON ONLY ') ?? '');
    expect(await findMissing()).toHaveLength(1);
    await client.unsafe(found?.remedy ?? '');
    expect(await findMissing()).toEqual([]);
  });
});
