import {createElement} from 'react';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {EventStore} from '../../src/app/events/event-store.ts';
import {createListenerView} from '../../src/app/events/listener-view.ts';
import {CriticalNotices} from '../../src/app/health/critical-notices.ts';
import {LiveStore} from '../../src/app/live/live-store.ts';
import {MemoryContext} from '../../src/app/memory.ts';
import {ServicesContext} from '../../src/app/services.ts';
import {Shell} from '../../src/app/shell/shell.tsx';
import {openDatabase} from '../../src/queries/database.ts';
import {ExplainScreen} from '../../src/screens/explain/explain.screen.tsx';
import {renderAt} from '../support/render-at.tsx';
import {provideDatabase, servers} from '../support/servers.ts';

const screens = [{id: 'explain', number: 7, title: 'Explain', component: ExplainScreen}] as const;

describe.each(servers)('the Explain screen on $name', server => {
  const provided = provideDatabase(server);

  function open({readOnly = true} = {}) {
    const {connection} = provided();
    const database = openDatabase(connection, {schema: 'public', readOnly, statementTimeoutMs: 0});
    onTestFinished(() => database.close());
    const services = {
      database,
      live: new LiveStore(database),
      events: new EventStore(),
      listener: createListenerView([]).view,
      notices: new CriticalNotices(() => {}),
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

  const typeStatement = async ({keys, sees}: ReturnType<typeof open>, statement: string) => {
    keys('i');
    await sees(/ SQL: /);
    keys(statement);
    keys('\r');
  };

  test('explains a statement that was typed, shows its nodes and lists its runs', async () => {
    const opened = open();
    const {keys, sees} = opened;
    await sees(/list-challenges/);
    await typeStatement(opened, 'select count(*) from submissions');
    await sees(/Explain · select count.* run 1 · PG/);
    keys('\r');
    await sees(/┌ 0 · Aggregate[\s\S]*Actual Loops +1/);
    keys('\u001B');
    await sees(/SELF .*NODE/);
    keys('e');
    await sees(/run 2 · PG[\s\S]*CHANGE/);
    keys('H');
    await sees(/Explain · 2 runs[\s\S]*VS BEFORE/);
    keys('j');
    await sees(/VS BEFORE[^\n]*\n [^\n]*\n▶/);
    keys('\r');
    await sees(/run 1 · PG/);
  });

  test('explains several lines that were pasted, with the place of an error in its own line', async () => {
    const {keys, sees} = open();
    await sees(/list-challenges/);
    keys('\u001B[200~select count(*)\rfrom submissions\rwhere status = $1;\r\u001B[201~');
    await sees(/ SQL \(3 lines\): select count\(\*\) from submissions where status = \$1; /);
    keys('\r');
    await sees(/ \$1: {4}/);
    keys('scored');
    keys('\r');
    await sees(/Explain · select count.* run 1 · PG/);
    keys('i');
    await sees(/ SQL: /);
    keys('\u001B[200~select *\rfrm submissions\u001B[201~');
    keys('\r');
    await sees(/✗ The server does not accept[\s\S]*at {3}frm submissions/);
  });

  test('shows below the statement where it is wrong, and keeps it to be mended', async () => {
    const opened = open();
    await opened.sees(/list-challenges[\s\S]*\nEnter explain /);
    await typeStatement(opened, 'select 1 frm submissions');
    await opened.sees(/✗ The server does not accept[\s\S]*at {3}select 1 frm submissions\n {20}\^/);
    opened.keys('i');
    await opened.sees(/ SQL: select 1 frm submissions /);
    opened.keys('\u0015');
    await opened.sees(/ SQL: {4}/);
    opened.keys('select 1\r');
    await opened.sees(/Explain · select 1 .* run 1 · PG/);
    opened.keys('i');
    await opened.sees(/ SQL: {4}/);
  });

  test('asks for the parameters of a query, and for the values of a statement', async () => {
    const opened = open();
    const {keys, sees} = opened;
    await sees(/▶ +agent-progress/);
    keys('\r');
    await sees(/ agent_id: /);
    keys('\u001B');
    await sees(/Enter explain/);
    await typeStatement(opened, 'select * from submissions where status = $1');
    await sees(/ \$1: {4}/);
    keys('scored');
    keys('\r');
    await sees(/run 1 · PG[\s\S]*on submissions/);
  });

  test('lets a statement write only after the word, never in read-only mode, and takes it back', async () => {
    const {client} = provided();
    await client.unsafe('create table if not exists kept (id int)');
    const reader = open();
    await reader.sees(/list-challenges/);
    await typeStatement(reader, 'insert into kept values (1)');
    await reader.sees(/✗ Only statements that read/);
    reader.keys('W');
    await reader.sees(/W: the monitor was opened read-only/);
    reader.unmount();

    const opened = open({readOnly: false});
    const {keys, sees} = opened;
    await sees(/list-challenges/);
    await typeStatement(opened, 'insert into kept values (1)');
    await sees(/✗ Only statements that read/);
    keys('W');
    await sees(/writes allowed, then rolled back/);
    keys('yes\r');
    await sees(/It is not run/);
    keys('W');
    await sees(/writes allowed, then rolled back/);
    keys('write');
    keys('\r');
    await sees(/writes rolled back · [\s\S]*Insert {2}on kept/);
    expect(await client.unsafe('select * from kept')).toHaveLength(0);
  });

  test('explains the SELECT of a view', async () => {
    const {keys, sees} = open();
    await sees(/list-challenges/);
    keys('/');
    await sees(/filter[^\n]*$/);
    keys('mv_agent_progress');
    await sees(/QUESTION\n▶ +mv_agent_progress/);
    keys('\r');
    await sees(/Enter explain/);
    keys('\r');
    await sees(/the SELECT of mv_agent_progress[\s\S]*on submissions/);
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
