import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import * as z from 'zod';
import {useList} from '../../../src/app/lists/use-list.ts';
import {useLive} from '../../../src/app/live/use-live.ts';
import type {ScreenDefinition, ScreenProps} from '../../../src/app/screen.ts';
import {defineQuery} from '../../../src/queries/define-query.ts';
import {type Column, Table} from '../../../src/ui/table.tsx';
import {renderMonitor} from '../../support/render-monitor.tsx';

const parts = defineQuery({
  name: 'parts',
  title: 'Which parts are there?',
  params: z.strictObject({}),
  row: z.strictObject({id: z.int(), name: z.string(), weight: z.number().nullable()}),
});
type Part = z.output<typeof parts.row>;

const nameOf = ({name}: Part) => name;
const keyOf = ({id}: Part) => String(id);
const text = (id: string, priority: number, min: number, value: (part: Part) => string): Column<Part> => ({
  id,
  title: id.toUpperCase(),
  priority,
  min,
  cell: value,
  sortValue: value,
});
/** Wider than any terminal, so that some have to go. */
const columns: readonly Column<Part>[] = [
  {...text('name', 0, 20, nameOf), key: true},
  {
    id: 'weight',
    title: 'WEIGHT',
    priority: 1,
    min: 10,
    align: 'right',
    cell: ({weight}) => (weight === null ? '–' : String(weight)),
    sortValue: ({weight}) => weight,
  },
  ...['one', 'two', 'three', 'four'].map((id, index) => text(id, 2 + index, 18, part => `${id} ${part.id}`)),
];
const none: readonly Part[] = [];

function PartsScreen({width, height}: ScreenProps) {
  const live = useLive(parts, {});
  const list = useList({
    name: 'parts',
    rows: live.status === 'ready' ? live.rows : none,
    columns,
    rowKey: keyOf,
    height,
    textOf: nameOf,
  });
  return (
    <Table columns={columns} rows={list.rows} rowKey={keyOf} width={width} height={height} {...list.table} />
  );
}
const screen: ScreenDefinition = {id: 'views', number: 4, title: 'Parts', component: PartsScreen};

const part = (id: number): Part => ({
  id,
  name: `part ${String(id).padStart(6, '0')}`,
  weight: id % 7 || null,
});

async function open(rows: readonly Part[]) {
  const monitor = renderMonitor(screen, {answers: {parts: rows}});
  const shows = (wanted: string | RegExp) => expect.poll(() => monitor.lastFrame()).toMatch(wanted);
  await shows('part 0');
  const cursor = () => /▶.*?(part \d+)/.exec(monitor.lastFrame())?.[1];
  return {...monitor, shows, cursor};
}

describe('a list of 100,000 rows', () => {
  const rows = Array.from({length: 100_000}, (_, id) => part(id));

  it('shows its position, and moves without delay however it is moved', async () => {
    const monitor = await open(rows);
    await monitor.shows('1–19 of 100,000');
    monitor.keys('p');
    await monitor.shows('paused');
    const took: number[] = [];
    const press = async (bytes: string) => {
      const before = monitor.cursor();
      const startedMs = performance.now();
      monitor.keys(bytes);
      await expect.poll(monitor.cursor, {interval: 1}).not.toBe(before);
      took.push(performance.now() - startedMs);
    };
    const [down, pageDown, up, pageUp] = ['j', '\u001b[6~', 'k', '\u001b[5~'];
    for (const bytes of ['G', up, pageUp, 'g', down, pageDown, '\u0004', '\u0015']) await press(bytes);
    for (let times = 0; times < 40; times += 1) await press(down);
    took.sort((one, other) => one - other);
    // In the development build of React, on a busy machine; the built program is several times as fast.
    expect(took[Math.floor(took.length / 2)]).toBeLessThan(50);
    expect(took.at(-2)).toBeLessThan(200);
  });

  it('sorts and filters while it is typed', async () => {
    const monitor = await open(rows);
    monitor.keys('/part 0999.9\r');
    await monitor.shows(/part 099909[\s\S]*part 099999/);
    expect(monitor.lastFrame()).not.toContain('part 099998');
    monitor.keys(':sort name desc\r');
    await monitor.shows(/part 099999[\s\S]*part 099909/);
  });
});

describe('columns that there is no room for', () => {
  it('are counted, and reached sideways; the first one stays', async () => {
    const monitor = await open([part(1), part(2)]);
    await monitor.shows(/^\+2 NAME +WEIGHT +ONE +TWO/m);
    monitor.keys(')');
    await monitor.shows(/^<1 NAME +ONE +TWO$/m);
    monitor.keys('\u001b[1;2C\u001b[1;2C');
    await monitor.shows(/^<3 NAME +THREE +FOUR/m);
    // Never past the last one.
    monitor.keys('))))');
    await monitor.shows(/^<4 NAME +FOUR/m);
    monitor.keys('((((((');
    await monitor.shows(/^\+2 NAME +WEIGHT/m);
  });
});

describe('ctrl-s', () => {
  const hostile = [
    {id: 1, name: 'part 01, "quoted"', weight: 2},
    {id: 2, name: '=1+1\u001b]0;title\u0007 part 02', weight: null},
    {id: 3, name: 'part 03\u202e 💥 дом', weight: 5},
  ];
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'lanewatch-save-'));
    onTestFinished(() => rm(path, {recursive: true}));
    return path;
  };
  const save = async (path: string, mark = '') => {
    const monitor = await open(hostile);
    monitor.keys(mark);
    monitor.keys('\u0013');
    await monitor.shows(/save to .csv or .json: lanewatch-parts-\d{8}T\d{6}Z\.csv/);
    monitor.keys(`\u0015${path}\r`);
    return monitor;
  };

  it('writes all columns of all rows as CSV, with nothing in it that a terminal or a spreadsheet would run', async () => {
    const path = join(await folder(), 'parts.csv');
    await (await save(path)).shows('Saved 3 rows to');
    const [header, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\r\n');
    expect(header).toBe('name,weight,one,two,three,four');
    expect(lines).toEqual([
      '"part 01, ""quoted""",2,one 1,two 1,three 1,four 1',
      "'=1+1 part 02,–,one 2,two 2,three 2,four 2",
      'part 03 💥 дом,5,one 3,two 3,three 3,four 3',
    ]);
  });

  it('writes the marked rows alone, as JSON', async () => {
    const path = join(await folder(), 'parts.json');
    await (await save(path, 'j ')).shows('Saved 1 row to');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual([
      {name: '=1+1 part 02', weight: '–', one: 'one 2', two: 'two 2', three: 'three 2', four: 'four 2'},
    ]);
  });

  it('writes over no other file', async () => {
    const path = join(await folder(), 'parts.csv');
    await (await save(path)).shows('Saved 3 rows');
    const before = await readFile(path, 'utf8');
    await (await save(path, ' ')).shows(/parts\.csv was not written/);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it.each([
    ['no-such-folder/x.csv', 'there is no such folder'],
    ['x.txt', 'ends neither in .csv nor in .json'],
  ])('says why %s was not written, and the rows stay', async (name, reason) => {
    const monitor = await save(join('/tmp', name));
    // The reason may be cut at the end of the line.
    await monitor.shows(/not written|Nothing was written/);
    expect(monitor.lastFrame()).toContain(reason.slice(0, 8));
    expect(monitor.lastFrame()).toContain('part 01');
  });
});
