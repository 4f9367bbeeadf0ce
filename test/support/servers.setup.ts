import {rm} from 'node:fs/promises';
import type {TestProject} from 'vitest/node';
import {startEmbeddedServer} from '../../src/db/embedded-server.ts';
import {
  hasDebianPostgres,
  initialisePristineCluster,
  installDebianPostgres,
  startDebianPostgres,
} from './debian-postgres.ts';
import {makeTemplates} from './templates.ts';
import type {TestServer} from './test-server.ts';

/**
 * Starts the servers of a test run: the embedded Postgres 18, and Debian's Postgres 15 with pg_cron. Where the latter
 * is not installed its tests are skipped with the line that installs it; on CI that is a failure.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const releasers: Array<() => Promise<unknown>> = [];
  const teardown = async () => {
    for (const release of releasers.reverse()) await release();
  };
  try {
    const servers = await Promise.all([startEmbedded(releasers), startDebian(releasers, project)]);
    project.provide(
      'servers',
      servers.filter(server => server !== null),
    );
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

type Releasers = Array<() => Promise<unknown>>;

async function startEmbedded(releasers: Releasers): Promise<TestServer> {
  const {connection, stop} = await startEmbeddedServer();
  releasers.push(stop);
  await makeTemplates(connection, false);
  return {name: 'Postgres 18', connection, hasCron: false};
}

async function startDebian(releasers: Releasers, project: TestProject): Promise<TestServer | null> {
  if (!hasDebianPostgres()) {
    if (process.env.CI === 'true')
      throw new Error(`Postgres 15 with pg_cron is missing: ${installDebianPostgres}`);
    process.stderr.write(
      `Skipped on Postgres 15 with pg_cron. To run these tests: ${installDebianPostgres}\n`,
    );
    project.provide('pristineCluster', null);
    return null;
  }
  const pristine = await initialisePristineCluster();
  releasers.push(() => rm(pristine, {recursive: true, force: true}));
  project.provide('pristineCluster', pristine);
  const {connection, stop} = await startDebianPostgres(pristine);
  releasers.push(stop);
  await makeTemplates(connection, true);
  return {name: 'Postgres 15', connection, hasCron: true};
}
