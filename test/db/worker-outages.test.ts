import {randomUUID} from 'node:crypto';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {type Client, endClient, openClient} from '../../src/db/client.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {uninstall} from '../../src/db/migrate/uninstall.ts';
import {migrate} from '../../src/db/migrate.ts';
import type {PipelineLogEntry} from '../../src/pipeline/pipeline-log.ts';
import {startWorker, type Worker} from '../../src/pipeline/worker.ts';
import {makeReachableFolder, type ReachableFolder} from '../support/reachable-folder.ts';
import {installOperationalTables} from '../support/templates.ts';
import {startTcpProxy, type TcpProxy} from './listen-session/tcp-proxy.ts';

const soon = {timeout: 25_000, interval: 50};

/** One server of its own that is stopped, made read-only and upgraded, behind a proxy that keeps its address. */
describe('the worker goes on', () => {
  let folder: ReachableFolder;
  let server: EmbeddedServer;
  let proxy: TcpProxy;
  let worker: Worker;
  const log: PipelineLogEntry[] = [];

  beforeAll(async () => {
    folder = await makeReachableFolder();
    server = await startEmbeddedServer({directory: folder.path});
    await withClient(installOperationalTables);
    await migrate({connection: server.connection});
    await withClient(client => client`delete from lanewatch_cron.job`);
    proxy = await startTcpProxy(server.connection);
    worker = startWorker(proxy.connection, {
      schema: 'public',
      version: 'test',
      debounce: {quietMs: 100, longestMs: 500},
      pollMs: 500,
      heartbeatMs: 200,
      answerMs: 1_000,
      log: entry => log.push(entry),
    });
    await vi.waitFor(() => expect(worker.facts.leads).toBe(true), soon);
  });

  afterAll(async () => {
    await worker?.stop(0);
    await proxy?.close();
    await server?.stop();
    await folder?.remove();
  });

  afterEach(() => {
    log.length = 0;
  });

  async function withClient<Result>(work: (client: Client) => PromiseLike<Result>): Promise<Result> {
    const client = openClient(server.connection, {applicationName: 'lanewatch test'});
    try {
      return await work(client);
    } finally {
      await endClient(client, 1_000);
    }
  }

  const score = () =>
    withClient(
      client => client`
        insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
        values (${randomUUID()}, ${randomUUID()}, 'scored', '{"speed": 50}', 50)`,
    );

  /** Every scored submission is in the views, and the outbox is taken. */
  const accounts = () =>
    withClient(async client => {
      const [row] = await client`
        select
          (select count(*)::int from analytics_refresh_queue where taken_at is null) as waiting,
          (select count(*)::int from submissions where status = 'scored') =
            (select coalesce(sum(sample_count), 0)::int from mv_lane_score_distribution) as all_shown`;
      return row;
    });
  const allShown = {waiting: 0, all_shown: true};

  it('after a restart of the server', async () => {
    await server.stop();
    await expect.poll(() => worker.facts.leads, soon).toBe(false);
    await expect.poll(() => log.filter(({level}) => level === 'error').length, soon).toBeGreaterThan(0);
    server = await startEmbeddedServer({directory: folder.path});
    proxy.redirect(server.connection);
    await score();
    await expect.poll(accounts, soon).toEqual(allShown);
  });

  it('after its links went dead without a word', async () => {
    proxy.freeze();
    await score();
    await expect.poll(accounts, soon).toEqual(allShown);
    expect(worker.facts.leads).toBe(true);
  });

  it('after a failover: does not lead a server that takes no writes, and leads when it takes them again', async () => {
    await score();
    const setReadOnly = (value: string) =>
      withClient(async client => {
        await client.unsafe(`alter system set default_transaction_read_only = ${value}`);
        await client`select pg_reload_conf()`;
      });
    await setReadOnly('on');
    await expect.poll(() => worker.facts.leads, soon).toBe(false);
    const refusal = () => log.find(({facts}) => facts?.sqlstate === '25006');
    await expect.poll(refusal, soon).toMatchObject({level: 'error'});
    const client = openClient(server.connection, {applicationName: 'lanewatch test'});
    await client`set default_transaction_read_only = off`;
    await client`alter system reset default_transaction_read_only`;
    await client`select pg_reload_conf()`;
    await endClient(client, 1_000);
    await score();
    await expect.poll(accounts, soon).toEqual(allShown);
  });

  it('while the schema changes under its feet', async () => {
    await withClient(async client => {
      await client`alter table analytics_worker add column a_later_version_s text`;
      await client`alter table analytics_refresh_queue add column a_later_version_s text`;
      await client`alter table analytics_refresh_log alter column row_count type bigint`;
    });
    await score();
    await expect.poll(accounts, soon).toEqual(allShown);
  });

  it('when the pipeline is taken away and installed again', async () => {
    await uninstall({connection: server.connection});
    const missing = () => log.find(({text}) => text.includes('lanewatch migrate'));
    await expect.poll(missing, soon).toMatchObject({level: 'error'});
    await migrate({connection: server.connection});
    await score();
    await expect.poll(accounts, soon).toEqual(allShown);
  });
});
