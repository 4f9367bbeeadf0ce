import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {importLabels, syncLabels} from '../../src/commands/labels.ts';
import type {Connection} from '../../src/config/connection.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {agentId, challengeId} from './queries/sample-rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanewatch-labels-'));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

describe.each(servers)('lanewatch labels import on $name', server => {
  const database = provideDatabase(server);
  const bare = provideDatabase(server, {migrated: false});

  async function take(text: string, connection: Connection = database().connection): Promise<string> {
    const path = join(folder, 'names.csv');
    await writeFile(path, text);
    let said = '';
    await importLabels({connection, schema: 'public', path}, {stdout: {write: more => (said += more)}});
    return said;
  }

  const labels = () => database().client`select kind, id, label from analytics_label order by kind, id`;

  test('adds, changes and keeps, and can be repeated', async () => {
    const first = `kind,id,label\nagent,${agentId(1)},Vega\nchallenge,${challengeId},Maze\n`;
    expect(await take(first)).toBe('2 added, 0 changed, 0 as they were\n');
    expect(await take(first)).toBe('0 added, 0 changed, 2 as they were\n');
    expect(await take(`${first.replace('Vega', 'Véga')}agent,${agentId(2)},Lyra\n`)).toBe(
      '1 added, 1 changed, 1 as they were\n',
    );
    expect(await labels()).toEqual([
      {kind: 'agent', id: agentId(1), label: 'Véga'},
      {kind: 'agent', id: agentId(2), label: 'Lyra'},
      {kind: 'challenge', id: challengeId, label: 'Maze'},
    ]);
  });

  test('takes them from a query that can only read', async () => {
    const sync = async (query: string) => {
      let said = '';
      const place = {connection: database().connection, schema: 'public'};
      await syncLabels({...place, query}, {stdout: {write: more => (said += more)}});
      return said;
    };
    const query = `select 'agent' as kind, '${agentId(7)}'::uuid as id, 'Deneb' as label, 1 as more`;
    expect(await sync(query)).toBe('1 added, 0 changed, 0 as they were\n');
    expect(await sync(query)).toBe('0 added, 0 changed, 1 as they were\n');
    await expect(sync(query.replace("'Deneb'", 'null::text'))).rejects.toThrow(/row 1: the label is empty/);
    await expect(sync('delete from analytics_label returning kind, id, label')).rejects.toThrow(/read-only/);
    await expect(sync(`${query}; delete from analytics_label`)).rejects.toThrow(/read-only/);
    await database().client`delete from analytics_label where id = ${agentId(7)}`;
  });

  test('takes all or nothing', async () => {
    const before = await labels();
    await expect(take(`kind,id,label\nagent,${agentId(3)},Mira\nagent,x,Y\n`)).rejects.toThrow(
      /Nothing was taken from .*names\.csv: \n {2}line 3: id "x" is not a uuid/,
    );
    expect(await labels()).toEqual(before);
  });

  test('says which right is missing, and where there is no pipeline', async () => {
    const text = `kind,id,label\nagent,${agentId(1)},Vega\n`;
    const reader = await database().createLogin(['analytics_reader']);
    await expect(take(text, reader)).rejects.toThrow(/may not change labels.*GRANT analytics_owner/);
    await expect(take(text, bare().connection)).rejects.toThrow('lanewatch migrate installs it');
  });
});
