import {describe, expect, it} from 'vitest';
import {createSender} from '../../src/db/send-statement.ts';
import {StatementLog} from '../../src/db/statement-log.ts';
import {provideDatabase, servers} from '../support/servers.ts';

describe.each(servers)('statements on $name', server => {
  const database = provideDatabase(server);

  it('abandoned ones leave those after them alone', async () => {
    const send = createSender(database().open(), new StatementLog());
    for (let turn = 0; turn < 50; turn += 1) {
      const stop = new AbortController();
      const abandoned = send('abandoned', 'select 1 as one', [], stop.signal).catch(() => []);
      stop.abort();
      const answers = await Promise.all(
        Array.from({length: 10}, (_, nth) => send('next', 'select $1::int as nth', [nth])),
      );
      expect(answers.map(([row]) => row)).toEqual(answers.map((_, nth) => ({nth})));
      await abandoned;
    }
  });

  it('abandoned ones that take long are cancelled', async () => {
    const send = createSender(database().open(), new StatementLog());
    const stop = new AbortController();
    const startedMs = performance.now();
    const slow = send('slow', 'select pg_sleep(60)', [], stop.signal);
    stop.abort();
    await expect(slow).rejects.toMatchObject({code: '57014'});
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });
});
