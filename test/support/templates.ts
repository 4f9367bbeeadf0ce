import type {Connection} from '../../src/config/connection.ts';
import {type Client, openClient} from '../../src/db/client.ts';
import {migrate} from '../../src/db/migrate.ts';
import {listSql, readSql} from '../../src/db/sql-files.ts';

/** The databases that tests are cloned from: `empty` has the platform's tables, `migrated` the pipeline too. */
export const templateNames = {empty: 'template_empty', migrated: 'template_migrated'} as const;

export async function makeTemplates(server: Connection, hasCron: boolean): Promise<void> {
  await withClient(server, async client => {
    if (hasCron) await client.unsafe('create extension pg_cron');
    await client.unsafe(`create database ${templateNames.empty}`);
  });
  await withClient({...server, database: templateNames.empty}, installOperationalTables);
  await withClient(server, client =>
    client.unsafe(`create database ${templateNames.migrated} template ${templateNames.empty}`),
  );
  const connection = {...server, database: templateNames.migrated};
  await migrate({connection});
  await withClient(connection, fillViews);
  // The template must have no visitors, and a clone none of the template's jobs.
  if (hasCron) await withClient(server, client => client.unsafe('delete from cron.job'));
}

export async function installOperationalTables(client: Client): Promise<void> {
  for (const file of listSql('operational')) await client.unsafe(readSql(`operational/${file}`));
}

/** Empty, but populated: screens and queries can read them. */
async function fillViews(client: Client): Promise<void> {
  const views = ['lane_score_distribution', 'weakness_patterns', 'agent_progress', 'time_to_first_win'];
  for (const view of views) await client.unsafe(`call analytics_refresh('mv_${view}', 'initial')`);
}

async function withClient<Result>(
  connection: Connection,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = openClient(connection, {applicationName: 'lanewatch test'});
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
