import {describe, expect, it} from 'vitest';
import {createTakeLead} from '../../src/pipeline/lead.ts';
import type {PipelineLogEntry} from '../../src/pipeline/pipeline-log.ts';
import {provideDatabase, servers} from '../support/servers.ts';

describe.each(servers)('the lead on $name', server => {
  const database = provideDatabase(server);

  it('is had by one, and goes with the session', async () => {
    const [first, second] = [database().open(), database().open()];
    const take = createTakeLead('one', () => {});
    expect(await take(first)).toBe(true);
    expect(await take(first)).toBe(true);
    expect(await take(second)).toBe(false);
    expect(await createTakeLead('another', () => {})(second)).toBe(true);
    await first.end();
    await expect.poll(() => take(second)).toBe(true);
  });

  it('is taken from a session that is silent, and from no other', async () => {
    const [silent, bystander, second] = [database().open(), database().open(), database().open()];
    const log: PipelineLogEntry[] = [];
    expect(await createTakeLead('held', () => {})(silent)).toBe(true);
    await bystander`select pg_advisory_lock(4711)`;
    const [before] = await bystander`select pg_backend_pid() as pid`;
    const take = createTakeLead('held', entry => log.push(entry), 150);
    expect(await take(second)).toBe(false);
    await expect.poll(() => take(second), {interval: 20}).toBe(true);
    expect(log).toEqual([
      expect.objectContaining({level: 'warning', text: expect.stringContaining('silent')}),
    ]);
    expect((await bystander`select pg_backend_pid() as pid`)[0]).toEqual(before);
  });

  it('stays where the right to end the session is missing, and that is told once', async () => {
    const silent = database().open();
    expect(await createTakeLead('kept', () => {})(silent)).toBe(true);
    const other = database().open({as: await database().createLogin(['pg_monitor'])});
    const log: PipelineLogEntry[] = [];
    const take = createTakeLead('kept', entry => log.push(entry), 0);
    expect([await take(other), await take(other)]).toEqual([false, false]);
    expect(log).toEqual([expect.objectContaining({facts: {sqlstate: '42501'}})]);
    expect(await createTakeLead('kept', () => {})(silent)).toBe(true);
  });
});
