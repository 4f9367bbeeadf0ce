import {Text} from 'ink';
import type {ReactNode} from 'react';
import {describe, expect, it} from 'vitest';
import {Details} from '../../../src/ui/details.tsx';
import {KeyHints} from '../../../src/ui/key-hints.tsx';
import {Panel} from '../../../src/ui/panel.tsx';
import {Empty, Failed, Loading} from '../../../src/ui/states.tsx';
import {StaticTable} from '../../../src/ui/static-table.tsx';
import {Tabs} from '../../../src/ui/tabs.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {createTheme, ThemeContext} from '../../../src/ui/theme.ts';
import {Toast} from '../../../src/ui/toast.tsx';
import {renderAt} from '../../support/render-at.tsx';

const inAscii = (node: ReactNode) => (
  <ThemeContext value={createTheme({colour: false, ascii: true})}>{node}</ThemeContext>
);

/** What the terminal shows, without the empty lines below. */
const draw = (node: ReactNode, columns = 80) =>
  renderAt(node, {columns}).lastFrame().replace(/\n+$/, '').split('\n');

describe('Panel', () => {
  it('carries its title in the frame', () => {
    expect(
      draw(
        <Panel title="Pipeline" width={24} height={4}>
          <Text>✓ alive</Text>
        </Panel>,
      ),
    ).toEqual([
      '┌ Pipeline ────────────┐',
      '│ ✓ alive              │',
      '│                      │',
      '└──────────────────────┘',
    ]);
  });

  it('cuts a title and a content that do not fit', () => {
    const lines = draw(
      <Panel title={'日本語\x1b[2Jの長い題名'} width={14} height={3}>
        <Text wrap="truncate">much too long for it</Text>
        <Text>second</Text>
      </Panel>,
    );
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(widthOf(line)).toBe(14);
    expect(lines[0]).toContain('日本語の…'.slice(0, 3));
  });

  it('is drawn in ASCII', () => {
    expect(draw(inAscii(<Panel title="café" width={12} height={3} />))).toEqual([
      '+ cafe ----+',
      '|          |',
      '+----------+',
    ]);
  });

  it('is nothing where there is no room for a frame', () => {
    expect(draw(<Panel title="x" width={3} height={9} />)).toEqual(['']);
  });
});

describe('Details', () => {
  const items = [
    {label: 'why', value: 'permission denied for table submissions', wrap: true},
    {label: 'schedule', value: 'one\nline'},
    {label: 'state', value: [{text: '✗ FAILING', tone: 'critical'} as const, {text: ' 7 in a row'}]},
  ];

  it('stands values in one column and wraps what may wrap', () => {
    expect(draw(<Details items={items} width={30} />)).toEqual([
      'why       permission denied',
      '          for table',
      '          submissions',
      'schedule  one line',
      'state     ✗ FAILING 7 in a row',
    ]);
  });

  it('says how much there was no room for', () => {
    expect(draw(<Details items={items} width={30} height={2} />)).toEqual([
      'why       permission denied',
      '… 4 more lines',
    ]);
  });
});

describe('the states of a panel', () => {
  it('say what, why, and what to do', () => {
    const failed = (
      <Failed
        what="Cannot read the cron jobs"
        why="permission denied for schema cron"
        action="GRANT USAGE ON SCHEMA cron TO monitor;"
        width={60}
      />
    );
    expect(draw(failed)).toEqual([
      '✗ Cannot read the cron jobs',
      '  why  permission denied for schema cron',
      '  try  GRANT USAGE ON SCHEMA cron TO monitor;',
    ]);
    expect(draw(<Loading what="jobs" width={40} />)).toEqual(['◌ Loading jobs…']);
    expect(draw(inAscii(<Loading what="jobs" width={40} />))).toEqual(['. Loading jobs~']);
    expect(draw(<Empty what="No jobs yet." hint="lanewatch migrate installs them" width={60} />)).toEqual([
      'No jobs yet.',
      'lanewatch migrate installs them',
    ]);
    // Nothing is cut off, and all of it stands where its first word does.
    expect(draw(<Empty what="   No job is visible here." hint="Ask for a grant." width={15} />)).toEqual([
      '   No job is',
      '   visible',
      '   here.',
      '   Ask for a',
      '   grant.',
    ]);
  });

  it('let nothing from the database out of its line', () => {
    const text = 'a\x1b]0;title\x07\nb\u202e';
    const nodes = [
      <Toast key="toast" tone="critical" text={text} width={20} />,
      <Failed key="failed" what={text} why={text} action={text} width={20} />,
      <Details key="details" items={[{label: text, value: text}]} width={20} />,
      <KeyHints key="hints" hints={[{key: text, label: text, enabled: true}]} width={20} />,
      <StaticTable key="table" columns={[{title: text}]} rows={[[text]]} width={20} />,
    ];
    for (const node of nodes) expect(draw(node).join('')).not.toMatch(/\p{Cc}|\u202e|title/u);
  });
});

describe('KeyHints', () => {
  const hints = [
    {key: 'enter', label: 'runs', enabled: true},
    {key: 'r', label: 'refresh', enabled: false},
    {key: '/', label: 'filter', enabled: true},
    {key: '?', label: 'help', enabled: true, pinned: true},
    {key: 'q', label: 'quit', enabled: true, pinned: true},
  ];

  it.each([
    [80, 'enter runs  r refresh  / filter  ? help  q quit'],
    [46, 'enter runs  / filter  ? help  q quit'],
    [30, 'enter runs  ? help  q quit'],
    [16, '? help  q quit'],
    [8, '? help'],
    [3, ''],
  ])('at %i columns: %j', (width, expected) => {
    expect(draw(<KeyHints hints={hints} width={width} />)).toEqual([expected]);
  });
});

describe('Tabs', () => {
  const titles = ['Overview', 'Cron', 'Events', 'Views', 'Lanes', 'Agents', 'Explain', 'Doctor'];
  const tabs = titles.map((title, index) => ({id: title, key: String(index + 1), title}));

  it('all fit at 80 columns', () => {
    expect(draw(<Tabs tabs={tabs} activeId="Cron" width={80} />)).toEqual([
      ' 1 Overview  2 Cron  3 Events  4 Views  5 Lanes  6 Agents  7 Explain  8 Doctor',
    ]);
  });

  it('keep the open one by name at 60, and what is wrong elsewhere', () => {
    const badged = tabs.map(tab =>
      tab.id === 'Cron' ? {...tab, badge: {text: '✗ 2', tone: 'critical' as const}} : tab,
    );
    expect(draw(<Tabs tabs={badged} activeId="Views" width={60} />)).toEqual([
      ' 1  2 ✗ 2  3  4 Views  5  6  7  8',
    ]);
  });
});

describe('StaticTable', () => {
  const columns = [{title: 'LANE'}, {title: 'N', align: 'right' as const}];
  const rows = [
    ['日本', '9,269'],
    ['e\u0301tude', '7'],
  ];

  it('rules off text of any width', () => {
    expect(draw(<StaticTable columns={columns} rows={rows} width={40} />)).toEqual([
      '┌───────┬───────┐',
      '│ LANE  │     N │',
      '├───────┼───────┤',
      '│ 日本  │ 9,269 │',
      '├───────┼───────┤',
      '│ e\u0301tude │     7 │',
      '└───────┴───────┘',
    ]);
  });

  it('keeps to its width, in ASCII too', () => {
    for (const width of [13, 17, 30]) {
      const lines = draw(inAscii(<StaticTable columns={columns} rows={rows} width={width} />));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(lines.join('')).toMatch(/^[ -~]*$/);
    }
  });

  it('takes columns of one name', () => {
    const lines = draw(<StaticTable columns={[{title: 'A'}, {title: 'A'}]} rows={[['1', '2']]} width={40} />);
    expect(lines[3]).toBe('│ 1 │ 2 │');
  });
});
