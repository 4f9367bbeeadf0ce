import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {createExecHook} from '../../../../src/pipeline/alerts/channels/exec-hook.ts';
import {toPayload} from '../../../../src/pipeline/alerts/channels/notify.ts';
import {toSlack} from '../../../../src/pipeline/alerts/channels/slack.ts';
import {createWebhook, sign} from '../../../../src/pipeline/alerts/channels/webhook.ts';
import {
  type AlertMessage,
  writeMessage,
  writeTestMessage,
} from '../../../../src/pipeline/alerts/write-message.ts';
import {type HttpReceiver, startHttpReceiver} from '../../../support/http-receiver.ts';

const place = {host: 'db1', port: 5432, database: 'lanes', schema: 'public'};
const about = {id: '00000000-0000-4000-8000-000000000001', at: new Date(0), place};
const test = writeTestMessage(about);

function alertOn(objects: readonly [string, ...string[]], message = 'it fails'): AlertMessage {
  const [first, ...others] = objects.map(object => ({
    key: `cron.job-failing ${object}`,
    id: 'cron.job-failing',
    object,
    severity: 'critical' as const,
    previousSeverity: null,
    message,
    remedy: 'SELECT 1;',
    since: new Date(0).toISOString(),
    durationMs: 60_000,
    suppressedCount: 0,
    consequences: [],
  }));
  if (!first) throw new Error('an alert has a finding');
  return writeMessage({event: 'alert', findings: [first, ...others]}, about);
}

describe('a webhook', () => {
  let receiver: HttpReceiver;
  beforeEach(async () => {
    receiver = await startHttpReceiver();
  });
  afterEach(() => receiver.close());

  const open = (changes: {url?: string; secret?: string | null; preset?: 'json' | 'slack'} = {}) =>
    createWebhook(
      {
        kind: 'webhook',
        name: 'hook',
        preset: 'json',
        secret: 'pssst',
        url: `${receiver.url}/in?key=k3y`,
        ...changes,
      },
      {version: 'test', timeoutMs: 300},
    );

  it('is sent JSON, with a signature that the receiver can check', async () => {
    expect(await open().send(test)).toEqual({ok: true});
    const [call] = receiver.calls;
    expect(call).toMatchObject({method: 'POST', path: '/in?key=k3y'});
    expect(JSON.parse(call?.body ?? '')).toMatchObject({version: 1, event: 'test', place});
    const timestamp = String(call?.headers['x-lanewatch-timestamp']);
    expect(call?.headers['x-lanewatch-signature']).toBe(
      `sha256=${sign('pssst', timestamp, call?.body ?? '')}`,
    );
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(10);
  });

  it('is not signed without a secret', async () => {
    await open({secret: null}).send(test);
    expect(receiver.calls[0]?.headers).not.toHaveProperty('x-lanewatch-signature');
  });

  it('may answer a number that says no', async () => {
    for (const [status, isFinal] of [
      [500, false],
      [429, false],
      [404, true],
    ] as const) {
      receiver.answer(response => response.writeHead(status).end());
      expect(await open().send(test)).toEqual({ok: false, error: `answered ${status}`, isFinal});
    }
  });

  it('is not followed elsewhere', async () => {
    receiver.answer(response => response.writeHead(307, {location: '/elsewhere'}).end());
    expect(await open().send(test)).toEqual({
      ok: false,
      error: 'answered 307: redirects are not followed',
      isFinal: true,
    });
    expect(receiver.calls).toHaveLength(1);
  });

  it('may hang, before its answer or within it', async () => {
    receiver.answer(() => {});
    expect(await open().send(test)).toEqual({ok: false, error: 'no answer within 300 ms', isFinal: false});
    receiver.answer(response => response.writeHead(200).write('for ever'));
    expect(await open().send(test)).toEqual({ok: true});
  });

  it('may cut the connection, or not be there; its address, which may be a secret, is in no error', async () => {
    receiver.answer(response => response.destroy());
    const cut = await open().send(test);
    expect(cut).toEqual({ok: false, error: 'the connection was cut', isFinal: false});
    const url = receiver.url;
    await receiver.close();
    const gone = await open({url: `${url}/k3y`}).send(test);
    expect(gone).toEqual({ok: false, error: 'the connection was refused', isFinal: false});
  });
});

describe('Slack', () => {
  it('is given text in which no name of a job calls a channel or hides a link', () => {
    const {text} = toSlack(alertOn(['<!channel>'], '<!channel> fails & <https://evil|click>'));
    expect(text).not.toMatch(/<|>/);
    expect(text).toContain('&lt;!channel&gt; fails &amp;');
    expect(text).toContain('CRITICAL');
  });

  it('is not given a book', () => {
    const names = Array.from({length: 50}, (_, index) => `job ${index}`);
    expect(toSlack(alertOn(['first', ...names], 'x'.repeat(900))).text.length).toBeLessThan(3_100);
  });
});

describe('a message', () => {
  it('holds no control, escape or bidi sequence of the database', () => {
    const message = alertOn(['a\u001b]0;title\u0007b\u202ec'], 'x\u001b[31m\u0000y\n<z>');
    expect(JSON.stringify(message)).not.toMatch(/\\u00[01]|\u202e/);
  });

  it('lists fifty findings and counts all', () => {
    const names = Array.from({length: 99}, (_, index) => `job ${index}`);
    const message = alertOn(['first', ...names]);
    expect(message.findings).toHaveLength(50);
    expect(message.findingCount).toBe(100);
    expect(message.title).toContain('first, job 0, job 1 and 97 more');
  });

  it('fits into a notification, whatever it tells', () => {
    const payload = toPayload(
      alertOn(['é'.repeat(150), ...Array.from({length: 99}, () => '💥'.repeat(90))], '€'.repeat(2_500)),
    );
    expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    expect(JSON.parse(payload)).toMatchObject({event: 'alert', findingCount: 100});
  });
});

describe('an exec hook', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanewatch-hook-'));
  });
  afterEach(() => rm(folder, {recursive: true}));

  async function script(text: string): Promise<string> {
    const file = join(folder, 'hook');
    await writeFile(file, `#!/bin/sh\n${text}\n`);
    await chmod(file, 0o755);
    return file;
  }
  const send = (command: string, timeoutMs = 5_000) =>
    createExecHook({kind: 'exec', name: 'exec', command}, {timeoutMs}).send(test);

  it('gets the message on its standard input', async () => {
    const file = await script(`cat > ${folder}/got`);
    expect(await send(file)).toEqual({ok: true});
    expect(JSON.parse(await readFile(join(folder, 'got'), 'utf8'))).toEqual(test);
  });

  it('need not read it', async () => {
    expect(await send(await script('exit 0'))).toEqual({ok: true});
  });

  it('says why it failed', async () => {
    const file = await script('printf "no \\033[31mroute\\nto pager" >&2; exit 3');
    expect(await send(file)).toEqual({
      ok: false,
      error: 'ended with 3: no  [31mroute to pager',
      isFinal: false,
    });
  });

  it('is ended with all it started when it takes too long', async () => {
    const file = await script(`(sleep 30; touch ${folder}/late) & echo $! > ${folder}/pid; wait`);
    expect(await send(file, 400)).toEqual({
      ok: false,
      error: 'was ended: it took longer than 400 ms',
      isFinal: false,
    });
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
    await expect
      .poll(
        async () =>
          (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone')).match(/gone|\) Z/)?.length,
      )
      .toBe(1);
  });

  it('that is not there is told', async () => {
    expect(await send(join(folder, 'nothing'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('ended with 127'),
    });
  });
});
