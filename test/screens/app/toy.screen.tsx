import {useEffect} from 'react';
import * as z from 'zod';
import {defineKeys} from '../../../src/app/keys/keymap.ts';
import {useKeys} from '../../../src/app/keys/use-keys.ts';
import {useList} from '../../../src/app/lists/use-list.ts';
import {useLive} from '../../../src/app/live/use-live.ts';
import {useRefreshViews} from '../../../src/app/refresh-view.ts';
import type {ScreenDefinition, ScreenProps} from '../../../src/app/screen.ts';
import {useServices} from '../../../src/app/services.ts';
import {useShell} from '../../../src/app/shell/shell-actions.ts';
import {defineQuery} from '../../../src/queries/define-query.ts';
import {type Column, Table} from '../../../src/ui/table.tsx';

const toys = defineQuery({
  name: 'toys',
  title: 'Which toys are there?',
  params: z.strictObject({}),
  row: z.strictObject({name: z.string()}),
});
type Toy = z.output<typeof toys.row>;

const nameOf = ({name}: Toy) => name;

const toyKeys = defineKeys('toys', 'Toys', [
  {id: 'refresh', keys: ['r'], label: 'refresh', help: 'Refresh the toys.', footer: true},
  {id: 'broken', keys: ['b'], label: 'break', help: 'Break the toy.', footer: true},
  {id: 'explain', keys: ['e'], label: 'explain', help: 'Explain the toys.', footer: true},
]);

const columns: readonly Column<Toy>[] = [
  {
    id: 'name',
    title: 'NAME',
    priority: 0,
    min: 10,
    grow: true,
    cell: nameOf,
    sortValue: nameOf,
  },
];
const noRows: readonly Toy[] = [];

/** The least screen that has a list, a question, an action and a key that is disabled. */
function ToyScreen({width, height}: ScreenProps) {
  const live = useLive(toys, {});
  const shell = useShell();
  const {database} = useServices();
  const refresh = useRefreshViews();
  const rows = live.status === 'ready' ? live.rows : noRows;
  const list = useList({
    name: 'toys',
    rows,
    columns,
    rowKey: nameOf,
    height,
    textOf: nameOf,
  });
  useKeys(toyKeys, {
    refresh: {run: () => refresh.run(['mv_toys']), disabled: refresh.disabled},
    broken: {run: () => {}, disabled: 'it is broken already'},
    explain: () => shell.explain({query: toys, params: {}}),
  });
  useEffect(() => {
    database.log.add({
      at: new Date(0),
      name: 'toys',
      sql: '-- a comment\nselect name\nfrom toys',
      durationMs: 3,
      rowCount: 2,
      error: null,
    });
  }, [database]);
  return (
    <Table
      columns={columns}
      rows={list.rows}
      rowKey={nameOf}
      width={width}
      height={height}
      selectedKey={list.selected?.name ?? null}
      sort={list.state.sort}
    />
  );
}

export const toyScreen: ScreenDefinition = {id: 'cron', number: 2, title: 'Toys', component: ToyScreen};
