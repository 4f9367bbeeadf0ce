import {describe, expect, it} from 'vitest';
import {collectSnapshot} from '../../../src/queries/collect-snapshot.ts';
import {openDatabase} from '../../../src/queries/database.ts';
import {provideDatabase, servers} from '../../support/servers.ts';

const key = `cron.job-failing 7 it's "nightly"`;

describe.each(servers)('answers to a finding on $name', server => {
  const home = provideDatabase(server);

  it('are kept with who gave them, shown, and taken back', async () => {
    const login = await home().createLogin(['analytics_owner', 'analytics_reader']);
    const database = openDatabase(login, {schema: 'public', readOnly: false, statementTimeoutMs: 0});
    const handling = async () => (await collectSnapshot(database)).handling?.get(key);
    try {
      await database.act('mute-finding', [key, '4 hours']);
      await database.act('acknowledge-finding', [key, '1 day']);
      const given = await handling();
      expect(given).toMatchObject({muted: {by: login.user}, acknowledged: {by: login.user}});
      const hours = (date: Date | undefined) => Math.round(((date?.getTime() ?? 0) - Date.now()) / 3_600_000);
      expect([hours(given?.muted?.until), hours(given?.acknowledged?.until)]).toEqual([4, 24]);
      await database.act('mute-finding', [key, '0']);
      expect(await handling()).toMatchObject({muted: null, acknowledged: {by: login.user}});
      await expect(database.act('mute-finding', [key, 'a while'])).rejects.toMatchObject({code: '22007'});
    } finally {
      await database.close();
    }
  });

  it('are refused to those who may only read', async () => {
    const login = await home().createLogin(['analytics_reader']);
    const database = openDatabase(login, {schema: 'public', readOnly: false, statementTimeoutMs: 0});
    try {
      for (const action of ['mute-finding', 'acknowledge-finding'])
        await expect(database.act(action, [key, '4 hours'])).rejects.toMatchObject({code: '42501'});
    } finally {
      await database.close();
    }
  });
});
