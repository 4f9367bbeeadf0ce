import {createElement} from 'react';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {EventStore} from '../../src/app/event-store.ts';
import {createListenerView} from '../../src/app/listener-view.ts';
import {LiveStore} from '../../src/app/live-store.ts';
import {MemoryContext} from '../../src/app/memory.ts';
import {ServicesContext} from '../../src/app/services.ts';
import {Shell} from '../../src/app/shell.tsx';
import {openDatabase} from '../../src/queries/database.ts';
import {ExplainScreen} from '../../src/screens/explain/explain.screen.tsx';
import {renderAt} from '../support/render-at.tsx';
import {provideDatabase, servers} from '../support/servers.ts';

const screens = [{id: 'explain', number: 7, title: 'Explain', component: ExplainScreen}] as const;

describe.each(servers)('the Explain screen on $name', server => {
  const provided = provideDatabase(server);

  function open() {
    const {connection} = provided();
    const database = openDatabase(connection, {schema: 'public', readOnly: true, statementTimeoutMs: 0});
    onTestFinished(() => database.close());
    const services = {
      database,
      live: new LiveStore(database),
      events: new EventStore(),
      listener: createListenerView([]).view,
    };
    const shell = createElement(Shell, {screens, initialScreen: 'explain', intervalMs: 500});
    const terminal = renderAt(
      createElement(
        MemoryContext,
        {value: new Map()},
        createElement(ServicesContext, {value: services}, shell),
      ),
      {
        columns: 120,
        rows: 30,
      },
    );
    const sees = (pattern: RegExp) =>
      vi.waitFor(() => expect(terminal.lastFrame()).toMatch(pattern), {timeout: 5000});
    const choose = async () => {
      await sees(/list-challenges/);
      terminal.keys('/');
      await sees(/filter[^\n]*$/);
      terminal.keys('list-challenges');
      await sees(/QUESTION\n▶ +list-challenges/);
      terminal.keys('\r');
      await sees(/Enter explain/);
      terminal.keys('\r');
    };
    return {...terminal, database, sees, choose};
  }

  test('explains a query of the catalogue, again, and goes back', async () => {
    const {keys, sees, choose, database} = open();
    await choose();
    await sees(/Explain · list-challenges · [\d.]+ m?s run · .* run 1 · PG 1[58]/);
    await sees(/SELF .*NODE[\s\S]*mv_lane_score_distribution/);
    keys('e');
    await sees(/run (±0|[+−]\d+)% vs run 1 .* run 2 · PG/);
    expect(database.log.records.filter(({name}) => name === 'explain list-challenges')).toHaveLength(2);
    keys('\u001B');
    await sees(/▶ +list-challenges/);
  });

  test('cancels what runs', async () => {
    const locker = provided().open();
    await locker.unsafe('begin; refresh materialized view mv_lane_score_distribution').simple();
    const {keys, sees, choose} = open();
    await choose();
    await sees(/Running +\d/);
    keys('C');
    await sees(/✗ Cancelled/);
    await locker.unsafe('rollback');
    keys('e');
    await sees(/list-challenges · [\d.]+ m?s run/);
  });

  test('says what it waited for', async () => {
    const locker = provided().open();
    await locker.unsafe('begin; refresh materialized view mv_lane_score_distribution').simple();
    const {sees, choose} = open();
    await choose();
    await sees(/✗ It waited too long for a lock[\s\S]*why .*lock timeout[\s\S]*try/);
    await locker.unsafe('rollback');
  });
});
