import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {runAlertTest} from '../../../src/commands/alert-test.ts';
import {readAlertSettings} from '../../../src/config/read-alert-settings.ts';
import {type HttpReceiver, startHttpReceiver} from '../../support/http-receiver.ts';
import {provideDatabase, servers} from '../../support/servers.ts';

describe.each(servers)('lanewatch alert test on $name', server => {
  const database = provideDatabase(server);
  let receiver: HttpReceiver;
  beforeEach(async () => {
    receiver = await startHttpReceiver();
  });
  afterEach(() => receiver.close());

  async function run(flags: Record<string, string>, port = database().connection.port) {
    let text = '';
    const env = {
      LANEWATCH_ALERT_WEBHOOK: `${receiver.url}/json`,
      LANEWATCH_ALERT_SLACK: `${receiver.url}/slack`,
      LANEWATCH_ALERT_PING: `${receiver.url}/ping`,
    };
    const code = await runAlertTest(
      {
        connection: {...database().connection, port},
        schema: 'public',
        settings: readAlertSettings(flags, env),
        timeoutMs: 1_000,
      },
      {stdout: {write: (more: string) => (text += more)}},
    );
    return {code, lines: text.trimEnd().split('\n')};
  }

  it('sends through every channel, and says so', async () => {
    const heard: string[] = [];
    await database()
      .open()
      .listen('analytics_alert', payload => heard.push(payload));
    const {code, lines} = await run({alertExec: 'cat > /dev/null'});
    expect(code).toBe(0);
    expect(lines.map(line => line.replace(/\d+ ms/, 'N ms'))).toEqual([
      'notify   ✓ sent in N ms',
      'webhook  ✓ sent in N ms',
      'slack    ✓ sent in N ms',
      'exec     ✓ sent in N ms',
      'ping     ✓ sent in N ms',
    ]);
    expect(receiver.calls.map(({path}) => path).sort()).toEqual(['/json', '/ping', '/slack']);
    await expect.poll(() => heard.length).toBe(1);
  });

  it('says which failed and why, and tries the others also without a database', async () => {
    receiver.answer(response => response.writeHead(500).end());
    const {code, lines} = await run({alertExec: 'exit 4'}, 1);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^notify {3}✗ failed after \d+ ms: .*ECONNREFUSED/);
    expect(lines[1]).toMatch(/^webhook {2}✗ failed after \d+ ms: answered 500/);
    expect(lines[3]).toMatch(/^exec {5}✗ failed after \d+ ms: ended with 4/);
    expect(receiver.calls).toHaveLength(3);
  });
});
