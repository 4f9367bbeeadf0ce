import {readFileSync} from 'node:fs';
import type {Connection} from '../../src/config/connection.ts';
import {type Client, openClient} from '../../src/db/client.ts';
import {type EmbeddedServer, startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {migrate} from '../../src/db/migrate.ts';
import {listSql, readSql} from '../../src/db/sql-files.ts';

export interface BenchServer {
  readonly connection: Connection;
  readonly client: Client;
  stop(): Promise<void>;
}

/** The text of a file beside this one. */
export function readBenchSql(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** A server of its own with so many submissions and the pipeline, its views filled. */
export async function prepareServer(
  submissions: number,
  settings: Record<string, string>,
  say: (text: string) => void,
): Promise<BenchServer> {
  const server = await startEmbeddedServer({
    settings: {max_wal_size: '8GB', max_locks_per_transaction: '64', ...settings},
  });
  try {
    const client = openClient(server.connection, {applicationName: 'lanewatch bench', max: 1});
    await load(client, server, submissions, say);
    return {
      connection: server.connection,
      client,
      async stop() {
        await client.end({timeout: 1});
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function load(
  client: Client,
  {connection}: EmbeddedServer,
  submissions: number,
  say: (text: string) => void,
) {
  const [tables, ...indexes] = listSql('operational');
  if (tables === undefined) throw new Error('sql/operational is empty');
  say(`making ${submissions.toLocaleString('en-GB')} submissions`);
  await client.unsafe(readSql(`operational/${tables}`));
  await client.unsafe(readBenchSql('generate.sql').replaceAll('@count@', String(submissions)));
  for (const name of indexes) await client.unsafe(readSql(`operational/${name}`));
  say('installing the pipeline and filling the views');
  await migrate({connection});
  await client.unsafe('vacuum (freeze, analyze)');
  for (const view of pipelineViews) await client.unsafe(`call analytics_refresh('${view}', 'initial')`);
  await client.unsafe('checkpoint');
}

/** In dependency order. */
export const pipelineViews = [
  'mv_agent_progress',
  'mv_lane_score_distribution',
  'mv_time_to_first_win',
  'mv_weakness_patterns',
] as const;

/** Calls until told to stop; rejects with the first error. */
export async function keepRefreshing(client: Client, signal: AbortSignal): Promise<number> {
  let cycles = 0;
  while (!signal.aborted) {
    for (const view of pipelineViews) {
      if (signal.aborted) break;
      await client.unsafe(`call analytics_refresh('${view}', 'event')`);
    }
    cycles += 1;
  }
  return cycles;
}
