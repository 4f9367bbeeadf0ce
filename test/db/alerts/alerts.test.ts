import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type AlertSettings, defaultAlertSettings} from '../../../src/config/alert-settings.ts';
import {type Alerts, startAlerts} from '../../../src/pipeline/alerts/start-alerts.ts';
import type {AlertMessage} from '../../../src/pipeline/alerts/write-message.ts';
import {type HttpReceiver, startHttpReceiver} from '../../support/http-receiver.ts';
import {createDatabase, servers, type TestDatabase} from '../../support/servers.ts';

const trigger = 'analytics_submissions_inserted';
const key = `pipeline.silent-trigger ${trigger}`;

describe.each(servers)('the alerts on $name', server => {
  let database: TestDatabase;
  let receiver: HttpReceiver;
  const running: Alerts[] = [];

  beforeEach(async () => {
    [database, receiver] = await Promise.all([createDatabase(server), startHttpReceiver()]);
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map(alerts => alerts.stop()));
    await Promise.all([database.release(), receiver.close()]);
  });

  function start(settings: Partial<AlertSettings> = {}, log?: (text: string) => void): Alerts {
    const alerts = startAlerts(database.connection, {
      schema: 'public',
      version: 'test',
      settings: {
        ...defaultAlertSettings,
        channels: [
          {kind: 'notify', name: 'notify'},
          {kind: 'webhook', name: 'hook', url: `${receiver.url}/s3cret`, preset: 'json', secret: 'pssst'},
        ],
        leastSeverity: 'critical',
        lookEveryMs: 150,
        ...settings,
      },
      firstLookMs: 0,
      thresholds: {schedulerAbsenceMs: 0},
      leadMs: 1_000,
      sendTimeoutMs: 300,
      retryPausesMs: [100, 100],
      log: ({text}) => log?.(text),
    });
    running.push(alerts);
    return alerts;
  }

  const switchTrigger = (state: 'disable' | 'enable') =>
    database.client.unsafe(`alter table submissions ${state} trigger ${trigger}`);
  const messages = () => receiver.calls.map(({body}) => JSON.parse(body) as AlertMessage);
  /** What was sent about the trigger. */
  const told = () =>
    messages()
      .filter(({findings}) => findings.some(finding => finding.key === key))
      .map(({event, severity}) => `${event} ${severity}`);
  const states = () => database.client`
    select finding_key, severity, told_severity, resolved_at is not null as is_over, seen_count
    from analytics_alert_state where finding_key = ${key}`;
  const seenCount = async () => Number((await states())[0]?.seen_count ?? 0);

  it('tell the beginning and the end of what is wrong, once each, by every channel', async () => {
    const heard: string[] = [];
    const ears = database.open();
    await ears.listen('analytics_alert', payload => heard.push(payload));
    await switchTrigger('disable');
    start();
    await expect.poll(told, {timeout: 10_000}).toEqual(['alert critical']);
    const before = await seenCount();
    await expect.poll(seenCount, {timeout: 10_000}).toBeGreaterThan(before + 2);
    expect(told()).toEqual(['alert critical']);
    await switchTrigger('enable');
    await expect.poll(told, {timeout: 10_000}).toEqual(['alert critical', 'recovery ok']);
    expect(await states()).toMatchObject([{told_severity: null, is_over: true}]);
    expect(
      heard.filter(payload => payload.includes(trigger)).map(payload => JSON.parse(payload).event),
    ).toEqual(['alert', 'recovery']);
  });

  it('go on after a restart as if there had been none', async () => {
    await switchTrigger('disable');
    const first = start();
    await expect.poll(told, {timeout: 10_000}).toEqual(['alert critical']);
    await first.stop();
    const before = await seenCount();
    start();
    await expect.poll(seenCount, {timeout: 10_000}).toBeGreaterThan(before + 1);
    expect(told()).toEqual(['alert critical']);
  });

  it('are never sent twice by two workers, and the second takes over when the first stops', async () => {
    await switchTrigger('disable');
    const [first, second] = [start(), start()];
    await expect.poll(() => first.leads !== second.leads, {timeout: 10_000}).toBe(true);
    await expect.poll(told, {timeout: 10_000}).toEqual(['alert critical']);
    await (first.leads ? first : second).stop();
    await switchTrigger('enable');
    await expect.poll(told, {timeout: 10_000}).toEqual(['alert critical', 'recovery ok']);
  });

  it('are taken over from a worker that does not say any more that it is there', async () => {
    const dead = '00000000-0000-4000-8000-00000000dead';
    await database.client`
      update analytics_alert_lead set held_by = ${dead}, held_until = clock_timestamp() + interval '700 ms'`;
    const alerts = start();
    await expect.poll(() => alerts.leads, {timeout: 10_000}).toBe(true);
  });

  it('are said again to a channel that failed, and no secret is written down', async () => {
    const lines: string[] = [];
    receiver.answer(response => response.writeHead(500).end());
    await switchTrigger('disable');
    start({}, text => lines.push(text));
    await expect.poll(() => receiver.calls.length, {timeout: 10_000}).toBeGreaterThan(1);
    receiver.answer(response => response.end());
    await expect
      .poll(
        () => database.client`select channel, failing_since, failure_count
          from analytics_alert_channel where channel = 'hook'`,
        {timeout: 10_000},
      )
      .toMatchObject([{failing_since: null, failure_count: 0}]);
    const ids = new Set(
      messages()
        .filter(({findings}) => findings[0]?.key === key)
        .map(({id}) => id),
    );
    expect(ids.size).toBe(1);
    const kept = await database.client`select row_to_json(each)::text from analytics_alert_delivery as each`;
    expect(`${lines.join()} ${JSON.stringify(kept)}`).not.toMatch(/s3cret|pssst/);
  });

  it('are given up after some tries, and the channel is a finding that the others tell', async () => {
    receiver.answer(response => response.writeHead(307, {location: '/elsewhere'}).end());
    const heard: string[] = [];
    const ears = database.open();
    await ears.listen('analytics_alert', payload => heard.push(payload));
    await switchTrigger('disable');
    start({leastSeverity: 'warning'});
    await expect
      .poll(() => heard.some(payload => payload.includes('pipeline.alert-channel hook')), {timeout: 10_000})
      .toBe(true);
    receiver.answer(response => response.end());
    await switchTrigger('enable');
    await expect
      .poll(
        () =>
          heard.some(
            payload => payload.includes('recovery') && payload.includes('pipeline.alert-channel hook'),
          ),
        {timeout: 10_000},
      )
      .toBe(true);
  });

  it('are muted and acknowledged by whoever may refresh, and by nobody else', async () => {
    const owner = database.open({as: await database.createLogin(['analytics_owner'])});
    const reader = database.open({as: await database.createLogin(['analytics_reader'])});
    await owner`select analytics_mute_finding(${key}, interval '1 hour')`;
    await expect(reader`select analytics_mute_finding(${key}, interval '1 hour')`).rejects.toMatchObject({
      code: '42501',
    });
    await switchTrigger('disable');
    start();
    await expect.poll(seenCount, {timeout: 10_000}).toBeGreaterThan(2);
    expect(told()).toEqual([]);
    await owner`select analytics_mute_finding(${key}, null)`;
    await expect.poll(told, {timeout: 10_000}).toEqual(['alert critical']);
    await owner`select analytics_acknowledge_finding(${key}, interval '1 day')`;
    expect(
      await database.client`select acknowledged_by is not null as by, acknowledged_until > now() as is_set
        from analytics_alert_state where finding_key = ${key}`,
    ).toEqual([{by: true, is_set: true}]);
    await switchTrigger('enable');
    await expect.poll(told, {timeout: 10_000}).toEqual(['alert critical', 'recovery ok']);
  });

  it('ping while all goes well', async () => {
    start({ping: {url: `${receiver.url}/ping`, everyMs: 100}, channels: []});
    await expect
      .poll(() => receiver.calls.filter(({path, method}) => path === '/ping' && method === 'GET').length, {
        timeout: 10_000,
      })
      .toBeGreaterThan(2);
  });

  it('say what they lack', async () => {
    const lines: string[] = [];
    const login = await database.createLogin(['analytics_reader']);
    const alerts = startAlerts(login, {
      schema: 'public',
      version: 'test',
      settings: defaultAlertSettings,
      firstLookMs: 0,
      log: ({text}) => lines.push(text),
    });
    running.push(alerts);
    await expect
      .poll(() => lines.join(), {timeout: 10_000})
      .toMatch(/right is missing.*analytics_alert_lead/i);
    expect(alerts.leads).toBe(false);
  });

  it('go on when their session is killed', async () => {
    const alerts = start();
    await expect.poll(() => alerts.leads, {timeout: 10_000}).toBe(true);
    await database.client`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name like 'lanewatch%' and application_name <> 'lanewatch test'
        and datname = current_database()`;
    await switchTrigger('disable');
    await expect.poll(told, {timeout: 15_000}).toEqual(['alert critical']);
  });
});
