import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {collectSnapshot} from '../../src/queries/collect-snapshot.ts';
import {cronLook} from '../../src/queries/cron-look.ts';
import {type Database, openDatabase} from '../../src/queries/database.ts';
import {databaseLook, pipelineLook} from '../../src/queries/database-look.ts';
import type {Query} from '../../src/queries/define-query.ts';
import {metricAges} from '../../src/queries/metric-ages.ts';
import {twinsLook} from '../../src/queries/twins-look.ts';
import {viewsLook} from '../../src/queries/views-look.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {addSampleRows} from './queries/sample-rows.ts';

const bundles: readonly Query[] = [cronLook, databaseLook, metricAges, pipelineLook, twinsLook, viewsLook];
const options = {schema: 'public', readOnly: true, statementTimeoutMs: 10_000};

describe.each(servers.filter(({hasCron}) => !hasCron))(
  'several questions in one statement on $name',
  server => {
    const home = provideDatabase(server);
    const opened: Database[] = [];
    const open = (connection = home().connection) => {
      const database = openDatabase(connection, options);
      opened.push(database);
      return database;
    };
    beforeAll(async () => {
      const {client} = home();
      await addSampleRows(client);
      await client`
      insert into lanewatch_cron.job_run_details (jobid, status, return_message, start_time, end_time)
      select jobid, 'failed', 'ERROR:  no', now() - interval '2 s', now() - interval '1 s' from lanewatch_cron.job`;
    });
    afterAll(() => Promise.all(opened.map(database => database.close())));

    it.each(bundles.map(bundle => ({bundle, name: bundle.name})))(
      '$name answers as its questions do one by one',
      async ({bundle}) => {
        const database = open();
        const [row] = await database.ask(bundle, {});
        for (const [name, query] of Object.entries(bundle.questions ?? {})) {
          const apart = await database.ask(query, {});
          expect(timeless(row?.[name as never]), name).toEqual(timeless(apart));
        }
      },
    );

    it('a look at everything takes two of them, first and later', async () => {
      const database = open();
      const first = await collectSnapshot(database);
      const earlierJobs = first.cron.known && first.cron.value.jobs.known ? first.cron.value.jobs.value : [];
      const sent = () => database.log.totals.statements;
      const before = sent();
      const second = await collectSnapshot(database, {earlierJobs});
      expect(sent() - before).toBe(2);
      expect(second.knownSince?.get('cron.job-failing 7 nightly')).toEqual(expect.any(Date));
      expect(second.views.known && second.views.value).toHaveLength(4);
    });

    it('is asked apart where one is refused, and does not try again at once', async () => {
      const {client, createLogin} = home();
      const reader = await createLogin(['analytics_reader']);
      await client.unsafe('revoke select on analytics_alert_state from analytics_reader');
      try {
        const database = open(reader);
        const snapshot = await collectSnapshot(database);
        expect(snapshot.pipeline).toMatchObject({known: true, value: {installation: {known: true}}});
        expect(snapshot.knownSince).toEqual(new Map());
        await collectSnapshot(database);
        expect(database.log.records.filter(({name}) => name === 'pipeline-look')).toHaveLength(1);
      } finally {
        await client.unsafe('grant select on analytics_alert_state to analytics_reader');
      }
    });
  },
);

/** Clocks and what else passes between two questions are left out. */
function timeless(rows: unknown): unknown {
  return JSON.parse(
    JSON.stringify(rows, (key, value) =>
      /^(server_now|last_vacuum_at|.*_rows|scheduler_.*|refreshing_.*)$/.test(key) ? null : value,
    ),
  );
}
