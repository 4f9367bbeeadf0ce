import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type ReportFormat, runReport} from '../../src/commands/report.ts';
import type {MetricChoice} from '../../src/config/metric-choice.ts';
import {catalogue} from '../../src/queries/catalogue.ts';
import {type Database, openDatabase} from '../../src/queries/database.ts';
import {laneDistributions} from '../../src/queries/lane-distributions.ts';

import {createDatabase, servers, type TestDatabase} from '../support/servers.ts';
import {refreshSlices} from '../support/twins.ts';
import {exampleParams} from './queries/example-params.ts';
import {addSampleRows} from './queries/sample-rows.ts';

const challenge = randomUUID();

describe.each(servers)('live twins or views on $name', server => {
  let database: TestDatabase;
  const opened: Database[] = [];

  beforeEach(async () => {
    database = await createDatabase(server);
    if (!server.hasCron) await database.client`delete from lanewatch_cron.job`;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(each => each.close()));
    await database.release();
  });

  function open(source?: MetricChoice, connection = database.connection): Database {
    const session = openDatabase(connection, {
      schema: 'public',
      readOnly: true,
      statementTimeoutMs: 10_000,
      source,
    });
    opened.push(session);
    return session;
  }

  async function score(count: number): Promise<void> {
    await database.client`
      insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
      select gen_random_uuid(), ${challenge}, 'scored', '{"speed": 5}', 5 from generate_series(1, ${count}::int)`;
  }
  async function samples(session: Database): Promise<number | undefined> {
    const [row] = await session.ask(laneDistributions, {challenge_id: challenge});
    return row?.sample_count;
  }

  it('reads the twins while they are filled and followed, and says so', async () => {
    await score(7);
    await refreshSlices(database);
    const session = open();
    expect(await samples(session)).toBe(7);
    expect(session.lastReading()).toMatchObject({source: 'live', hasTwins: true});
    expect(await session.textOf(laneDistributions)).toContain('from analytics_lane_score_distribution');
  });

  it('reads the views while the twins are not filled', async () => {
    await score(7);
    await database.client`call analytics_refresh('mv_lane_score_distribution')`;
    const session = open();
    expect(await samples(session)).toBe(7);
    expect(session.lastReading()).toMatchObject({
      source: 'scheduled',
      hasTwins: true,
      dataFrom: expect.any(Date),
    });
  });

  it('reads the views once nobody follows events, as soon as they are fresher', async () => {
    const views = ['lane_score_distribution', 'weakness_patterns', 'agent_progress', 'time_to_first_win'];
    await refreshSlices(database);
    await score(8);
    const before = open();
    await samples(before);
    // The twins lack an event, but the views lack it too.
    expect(before.lastReading().source).toBe('live');
    for (const view of views) await database.client.unsafe(`call analytics_refresh('mv_${view}')`);
    const after = open();
    expect(await samples(after)).toBe(8);
    expect(after.lastReading().source).toBe('scheduled');
    const live = open('live');
    expect(await samples(live)).toBeUndefined();
    expect(live.lastReading()).toMatchObject({source: 'live', choice: 'live', isOvertaken: true});
  });

  it('reads the views in place of twins that are not filled, and says why', async () => {
    await score(7);
    await database.client`call analytics_refresh('mv_lane_score_distribution')`;
    const session = open('live');
    expect(await samples(session)).toBe(7);
    expect(session.lastReading()).toMatchObject({
      source: 'scheduled',
      choice: 'live',
      whyNotLive: 'the live twins are not filled yet',
    });
    await database.client.unsafe('alter table analytics_twin_state rename to not_yet');
    const older = open('live');
    expect(await samples(older)).toBe(7);
    expect(older.lastReading().whyNotLive).toBe('there are no live twins that this role may read');
  });

  it('changes over while it is open, and tells where the latest answer came from', async () => {
    await score(7);
    await refreshSlices(database);
    const session = open();
    expect(await samples(session)).toBe(7);
    session.chooseSource('scheduled');
    // What is shown still came from the twins.
    expect(session.lastReading()).toMatchObject({source: 'live', choice: 'auto'});
    expect(session.sourceChoice()).toBe('scheduled');
    expect(await samples(session)).toBeUndefined();
    expect(session.lastReading()).toMatchObject({source: 'scheduled', choice: 'scheduled'});
    session.chooseSource('auto');
    expect(await samples(session)).toBe(7);
  });

  it('reads the views of an older installation', async () => {
    await score(7);
    await database.client`call analytics_refresh('mv_lane_score_distribution')`;
    await database.client.unsafe('alter table analytics_twin_state rename to not_yet');
    const session = open();
    expect(await samples(session)).toBe(7);
    expect(session.lastReading()).toMatchObject({source: 'scheduled', hasTwins: false});
  });

  it('has the same answers for analytics_reader from both', async () => {
    await addSampleRows(database.client);
    await refreshSlices(database);
    const reader = await database.createLogin(['analytics_reader']);
    const both = [open('live', reader), open('scheduled', reader)] as const;
    const metrics = catalogue.filter(({readsMetrics}) => readsMetrics);
    expect(metrics).toHaveLength(7);
    for (const query of metrics) {
      const [live, scheduled] = await Promise.all(
        both.map(session => session.ask(query, exampleParams[query.name] ?? {})),
      );
      expect(live, query.name).toEqual(scheduled);
      expect(live, query.name).not.toEqual([]);
    }
  });

  it('is in every row of a report', async () => {
    await score(7);
    await refreshSlices(database);
    const report = async (format: ReportFormat, source?: MetricChoice) => {
      let text = '';
      const sink = {write: (chunk: string) => (text += chunk)};
      await runReport(
        {
          connection: database.connection,
          schema: 'public',
          name: 'lanes',
          limit: 10,
          format,
          width: 80,
          ascii: true,
          colour: false,
          statementTimeoutMs: 10_000,
          source,
        },
        {stdout: sink, stderr: {write: () => {}}},
      );
      return text;
    };
    expect(JSON.parse(await report('json'))).toMatchObject([
      {lane_key: 'speed', data_source: 'live', data_from: expect.stringMatching(/^20\d\d-.*Z$/)},
    ]);
    expect(await report('table')).toMatch(/\nRead from the live twins, as of \d\d:\d\d:\d\dZ\.\n$/);
    expect(await report('csv')).toMatch(/^challenge_label,.*,data_source,data_from\r\n/);
    await database.client`update analytics_twin_state set listed_at = null`;
    await expect(report('json', 'live')).rejects.toThrow('no live numbers');
  });
});
