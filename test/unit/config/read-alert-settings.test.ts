import {describe, expect, it} from 'vitest';
import {defaultAlertSettings} from '../../../src/config/alert-settings.ts';
import {readAlertSettings} from '../../../src/config/read-alert-settings.ts';
import {readMaintenance} from '../../../src/pipeline/alerts/maintenance.ts';

describe('the settings of the alerts', () => {
  it('are the defaults where nothing is asked for', () => {
    expect(readAlertSettings({}, {})).toEqual(defaultAlertSettings);
  });

  it('come from flags, and what is secret from the environment', () => {
    const settings = readAlertSettings(
      {alertExec: 'page --now', alertSeverity: 'critical', alertRepeat: 0, alertAfter: 3},
      {
        LANEWATCH_ALERT_WEBHOOK: 'https://hooks.example/in',
        LANEWATCH_ALERT_WEBHOOK_SECRET: 'pssst',
        LANEWATCH_ALERT_SLACK: 'https://hooks.slack.example/T/B',
        LANEWATCH_ALERT_EXEC: 'not this one',
        LANEWATCH_ALERT_PING: 'https://ping.example/1',
      },
    );
    expect(settings).toMatchObject({leastSeverity: 'critical', repeatMs: 0, afterLooks: 3});
    expect(settings.ping).toEqual({url: 'https://ping.example/1', everyMs: 60_000});
    expect(settings.channels).toEqual([
      {kind: 'notify', name: 'notify'},
      {kind: 'webhook', name: 'webhook', preset: 'json', url: 'https://hooks.example/in', secret: 'pssst'},
      {kind: 'webhook', name: 'slack', preset: 'slack', url: 'https://hooks.slack.example/T/B', secret: null},
      {kind: 'exec', name: 'exec', command: 'page --now'},
    ]);
  });

  it.each([
    [
      {},
      {LANEWATCH_ALERT_SLACK: 'ftp://s3cret'},
      'LANEWATCH_ALERT_SLACK is not valid: an address begins with',
    ],
    [
      {},
      {LANEWATCH_ALERT_WEBHOOK: 'https://a:s3cret@b'},
      'LANEWATCH_ALERT_WEBHOOK is not valid: an address holds no',
    ],
    [{}, {LANEWATCH_ALERT_PING: 's3cret'}, 'LANEWATCH_ALERT_PING is not valid'],
    [{alertRepeat: -1}, {}, '--alert-repeat is not valid: a pause is not below 0'],
    [{alertAfter: 0}, {}, '--alert-after is not valid: at least 1 look'],
    [{alertMaintenance: 'at night'}, {}, '--alert-maintenance cannot be "at night"'],
    [{alertMaintenance: '0 3 * * 0 for 99999'}, {}, '--alert-maintenance is not valid: at most a week'],
  ])('%j %j are refused, and no secret is told', (flags, env, message) => {
    const read = () => readAlertSettings(flags as never, env as never);
    expect(read).toThrow(message);
    expect(read).not.toThrow('s3cret');
  });
});

describe('maintenance', () => {
  const {maintenance} = readAlertSettings({alertMaintenance: '0 3 * * 0 for 120'}, {});

  it.each([
    ['2026-05-03T02:59:00Z', false],
    ['2026-05-03T03:00:00Z', true],
    ['2026-05-03T04:59:00Z', true],
    ['2026-05-03T05:00:00Z', false],
    ['2026-05-04T03:30:00Z', false],
  ])('at %s is %s', (at, expected) => {
    expect(readMaintenance(maintenance)(new Date(at))).toBe(expected);
  });

  it.each(['61 * * * *', '10 seconds', '@reboot'])('cannot begin at %s', schedule => {
    expect(() => readMaintenance([{schedule, zone: 'UTC', durationMs: 60_000}])).toThrow('cannot begin at');
  });

  it('cannot be in a zone that is not there', () => {
    expect(() => readMaintenance([{schedule: '0 3 * * *', zone: 'Moon/Crater', durationMs: 60_000}])).toThrow(
      'Moon/Crater',
    );
  });
});
