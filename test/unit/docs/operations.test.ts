import {execFileSync, spawnSync} from 'node:child_process';
import {createHmac} from 'node:crypto';
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {AlertDraft} from '../../../src/pipeline/alerts/alert-message.ts';
import {createExecHook} from '../../../src/pipeline/alerts/channels/exec-hook.ts';
import {sign} from '../../../src/pipeline/alerts/channels/webhook.ts';
import {writeMessage} from '../../../src/pipeline/alerts/write-message.ts';
import {startHttpReceiver} from '../../support/http-receiver.ts';

const text = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

/** The block of code that holds a word. */
function blockWith(word: string): string {
  const block = [...text.matchAll(/```\w+\n(.*?)```/gs)]
    .map(([, code = '']) => code)
    .find(code => code.includes(word));
  if (block === undefined) throw new Error(`docs/operations.md has no code with ${word}.`);
  return block;
}

const has = (program: string) => spawnSync('which', [program]).status === 0;

function messageOf(event: AlertDraft['event']) {
  const finding = {
    key: 'cron.job-failing 7 it\'s "nightly"',
    id: 'cron.job-failing',
    object: `it's "nightly"`,
    severity: 'critical' as const,
    previousSeverity: null,
    message: 'failed 3 times in a row: $(touch /tmp/no) `no`',
    remedy: "SELECT 'x';",
    since: '2026-05-01T10:00:00.000Z',
    durationMs: 60_000,
    suppressedCount: 0,
    consequences: [],
  };
  const place = {host: 'db1', port: 5432, database: 'lanes', schema: 'public'};
  const second = {...finding, key: 'cron.job-failing 8 other', object: 'other'};
  return writeMessage({event, findings: [finding, second]}, {id: 'x', at: new Date(0), place});
}

describe('the recipes of docs/operations.md', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lanewatch-recipe-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  function script(name: string, code: string): string {
    const path = join(folder, name);
    writeFileSync(path, code);
    chmodSync(path, 0o755);
    return path;
  }

  it.skipIf(!has('jq') || !has('curl'))('opens and resolves one incident for each finding', async () => {
    const receiver = await startHttpReceiver();
    try {
      const path = script('pagerduty', blockWith('PAGERDUTY_URL'));
      const command = `PAGERDUTY_KEY=k3y PAGERDUTY_URL=${receiver.url} ${path}`;
      const hook = createExecHook({kind: 'exec', name: 'exec', command});
      expect(await hook.send(messageOf('alert'))).toEqual({ok: true});
      expect(await hook.send(messageOf('recovery'))).toEqual({ok: true});
      const sent = receiver.calls.map(({body}) => JSON.parse(body));
      expect(sent.map(({event_action, dedup_key}) => `${event_action} ${dedup_key}`)).toEqual([
        'trigger db1/lanes/cron.job-failing 7 it\'s "nightly"',
        'trigger db1/lanes/cron.job-failing 8 other',
        'resolve db1/lanes/cron.job-failing 7 it\'s "nightly"',
        'resolve db1/lanes/cron.job-failing 8 other',
      ]);
      expect(sent[0]).toMatchObject({
        routing_key: 'k3y',
        payload: {severity: 'critical', summary: 'failed 3 times in a row: $(touch /tmp/no) `no`'},
      });
    } finally {
      await receiver.close();
    }
  });

  it.skipIf(!has('jq'))('hands a mail to sendmail', async () => {
    const sendmail = script('sendmail', `#!/bin/sh\ncat > ${folder}/sent\n`);
    const path = script('mail', blockWith('MAIL_TO'));
    const hook = createExecHook({
      kind: 'exec',
      name: 'exec',
      command: `MAIL_TO=sre@example.org SENDMAIL=${sendmail} ${path}`,
    });
    expect(await hook.send(messageOf('alert'))).toEqual({ok: true});
    const mail = readFileSync(join(folder, 'sent'), 'utf8');
    const [, title = ''] = /^Subject: =\?utf-8\?B\?(.+)\?=$/m.exec(mail) ?? [];
    expect(Buffer.from(title, 'base64').toString()).toMatch(
      /^CRITICAL: cron.job-failing on it's "nightly", other/,
    );
    expect(mail).toMatch(/^To: sre@example\.org\n/);
    expect(mail).toContain('failed 3 times in a row: $(touch /tmp/no) `no`\nSince 2026-05-01');
  });

  it('checks a signature as it is made', () => {
    const code = blockWith('timingSafeEqual').replace(/^import .*$/m, '');
    const body = '{"version":1}';
    const headers = {
      'x-lanewatch-timestamp': '17',
      'x-lanewatch-signature': `sha256=${sign('s', '17', body)}`,
    };
    const check = new Function(
      'headers',
      'body',
      'secret',
      'createHmac',
      'timingSafeEqual',
      `${code}; return isOurs;`,
    );
    const same = (one: Buffer, other: Buffer) => one.equals(other);
    expect(check(headers, body, 's', createHmac, same)).toBe(true);
    expect(check(headers, `${body} `, 's', createHmac, same)).toBe(false);
  });

  it.skipIf(!has('systemd-analyze'))('has a unit that systemd takes', () => {
    const unit = blockWith('[Service]')
      .replace('/usr/bin/lanewatch', '/bin/true')
      .replace(/^User=.*$/m, '');
    const path = script('lanewatch-worker.service', unit);
    chmodSync(path, 0o644);
    expect(() =>
      execFileSync('systemd-analyze', ['verify', '--man=no', path], {stdio: 'pipe'}),
    ).not.toThrow();
  });
});
