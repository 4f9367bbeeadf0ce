import {describe, expect, it} from 'vitest';
import {showKey} from '../../../../src/app/keys/keymap.ts';
import {programKeys} from '../../../../src/app/keys/program.keys.ts';
import {widthOf} from '../../../../src/ui/text.ts';
import {
  type MonitorFakes,
  postgresError,
  type RenderedMonitor,
  renderMonitor,
} from '../../../support/render-monitor.tsx';
import {toyScreen} from '../toy.screen.tsx';

const toys = ['ball', 'bear', 'car', 'doll', 'kite'].map(name => ({name}));
const esc = '\u001b';

async function open(fakes: Partial<MonitorFakes> = {}): Promise<RenderedMonitor> {
  const monitor = renderMonitor(toyScreen, {answers: {toys}, ...fakes});
  await expect.poll(() => monitor.lastFrame()).toMatch(/kite|Toys/);
  return monitor;
}
const openWithRows = async (fakes: Partial<MonitorFakes> = {}) => {
  const monitor = await open(fakes);
  await shows(monitor, 'kite');
  return monitor;
};
const shows = (monitor: RenderedMonitor, text: string | RegExp) =>
  expect.poll(() => monitor.lastFrame()).toMatch(text);
const hides = (monitor: RenderedMonitor, text: string | RegExp) =>
  expect.poll(() => monitor.lastFrame()).not.toMatch(text);
/** The name on the row with the cursor. */
const cursor = (monitor: RenderedMonitor) =>
  monitor
    .lines()
    .find(line => line.includes('▶'))
    ?.match(/ball|bear|car|doll|kite/)?.[0];

describe.each([
  [80, 24],
  [120, 40],
  [200, 60],
])('the shell at %dx%d', (columns, rows) => {
  it('fills the terminal and no more: header, tabs, screen, footer', async () => {
    const monitor = await openWithRows({columns, rows});
    await shows(monitor, 'PG 18.4');
    const lines = monitor.lines();
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines[0]).toMatch(/^ lanewatch {2}lanes · ada@db1:5432.*live/);
    expect(lines[1]).toMatch(/2 Toys.*7 Explain/);
    expect(lines[2]).toContain('NAME');
    expect(lines.at(-1)).toMatch(/r refresh.*\? help.*q quit/);
  });

  it('shows boxes inside the frame', async () => {
    const monitor = await openWithRows({columns, rows});
    for (const [key, title] of [
      ['?', 'Keys'],
      ['@', 'SQL log'],
      ['r', 'Confirm'],
    ] as const) {
      monitor.keys(key);
      await shows(monitor, `┌ ${title}`);
      expect(monitor.lines()).toHaveLength(rows);
      for (const line of monitor.lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      expect(monitor.lines()[0]).toContain('lanewatch');
      monitor.keys(esc);
      await hides(monitor, `┌ ${title}`);
    }
  });
});

describe('a terminal that is too small', () => {
  it.each([
    [59, 24],
    [80, 14],
  ])('%dx%d is told what is needed, and drawn as soon as it fits', async (columns, rows) => {
    const monitor = await open({columns: 80, rows: 24});
    monitor.resize(columns, rows);
    await shows(monitor, `lanewatch needs 60x15; this is ${columns}x${rows}.`);
    monitor.resize(60, 15);
    await shows(monitor, 'kite');
    expect(monitor.lines()).toHaveLength(15);
  });
});

describe('before an action', () => {
  it('asks, names the object and shows the SQL; y runs it', async () => {
    const monitor = await openWithRows();
    monitor.keys('r');
    await shows(monitor, 'Refresh mv_toys');
    expect(monitor.lastFrame()).toContain("CALL analytics_refresh('mv_toys', 'manual');");
    expect(monitor.acted).toEqual([]);
    monitor.keys('y');
    await expect.poll(() => monitor.acted).toEqual([['refresh-view', 'mv_toys', 'manual']]);
    await shows(monitor, /Refreshed mv_toys in/);
    expect(monitor.lastFrame()).not.toContain('Confirm');
  });

  it.each([
    ['esc', esc],
    ['n', 'n'],
    ['q', 'q'],
    ['ctrl-c', '\u0003'],
  ])('%s runs nothing, and stays in the program', async (_, bytes) => {
    const monitor = await openWithRows();
    monitor.keys('r');
    await shows(monitor, 'Confirm');
    monitor.keys(bytes);
    await hides(monitor, 'Confirm');
    monitor.keys('j');
    await expect.poll(() => cursor(monitor)).toBe('bear');
    expect(monitor.acted).toEqual([]);
  });

  it('does nothing where the key that asked is pressed again, also in one chunk', async () => {
    const monitor = await openWithRows();
    monitor.keys('rrr\r ');
    await shows(monitor, 'Confirm');
    monitor.keys('r');
    monitor.keys(esc);
    await hides(monitor, 'Confirm');
    expect(monitor.acted).toEqual([]);
  });

  it('runs once where y is pressed twice', async () => {
    const monitor = await openWithRows();
    monitor.keys('r');
    await shows(monitor, 'Confirm');
    monitor.keys('yy');
    await shows(monitor, /Refreshed mv_toys/);
    expect(monitor.acted).toHaveLength(1);
  });
});

describe('a disabled key', () => {
  it('says why', async () => {
    const monitor = await openWithRows();
    monitor.keys('b');
    await shows(monitor, 'b: it is broken already');
  });

  it('is all that refreshing is in a read-only session', async () => {
    const monitor = await openWithRows({readOnly: true});
    await shows(monitor, 'read-only');
    monitor.keys('r');
    await shows(monitor, 'r: this session is read-only');
    expect(monitor.lastFrame()).not.toContain('Confirm');
  });
});

describe('help', () => {
  it('lists the keys of the screen, of lists and of the program, and why one does nothing', async () => {
    const monitor = await openWithRows({columns: 120, rows: 60});
    monitor.keys('?');
    await shows(monitor, 'Everywhere');
    const frame = monitor.lastFrame();
    for (const title of ['Toys', 'In lists', 'Everywhere']) expect(frame).toContain(title);
    for (const {keys, help} of programKeys.bindings) {
      expect(frame).toContain(help);
      expect(frame).toContain(showKey(keys[0] ?? ''));
    }
    expect(frame).toContain('it is broken already');
    monitor.keys('?');
    await shows(monitor, 'kite');
  });

  it('is searched, and Enter presses the key that was found', async () => {
    const monitor = await openWithRows();
    monitor.keys('?');
    await shows(monitor, '┌ Keys');
    // q and j are text while a search is typed.
    monitor.keys('/jq');
    await shows(monitor, /search: jq[\s\S]*No key fits/);
    monitor.keys('\u0015every statement');
    await shows(monitor, /▶ @ +Show every statement/);
    await hides(monitor, 'Leave lanewatch');
    monitor.keys('\r');
    await shows(monitor, '┌ SQL log');
    await hides(monitor, '┌ Keys');
  });

  it('says why the key under its cursor does nothing', async () => {
    const monitor = await openWithRows();
    monitor.keys('?');
    await shows(monitor, '▶ r ');
    monitor.keys('j');
    await shows(monitor, '▶ b ');
    monitor.keys('\r');
    await shows(monitor, 'b: it is broken already');
  });

  it.each(['?', '@'])('%s: ctrl-c leaves lanewatch from the box', async key => {
    const monitor = await openWithRows();
    monitor.keys(key);
    await shows(monitor, /┌ (Keys|SQL log)/);
    monitor.keys('\u0003');
    await monitor.left;
  });

  it('scrolls where it is longer than the screen', async () => {
    const monitor = await openWithRows();
    monitor.keys('?');
    await shows(monitor, '┌ Keys');
    expect(monitor.lastFrame()).not.toContain('Leave lanewatch.');
    monitor.keys('\u001b[6~\u001b[6~');
    for (let page = 0; page < 3; page += 1) monitor.keys('\u001b[6~');
    await shows(monitor, 'Leave lanewatch.');
  });
});

describe('the SQL log', () => {
  it('shows what was sent, without comments', async () => {
    const monitor = await openWithRows({columns: 120});
    monitor.keys('@');
    await shows(monitor, /SQL log · 1 statements?/);
    await shows(monitor, 'select name from toys');
    expect(monitor.lastFrame()).not.toContain('a comment');
    monitor.keys('@');
    await shows(monitor, 'kite');
  });
});

describe('a paste', () => {
  const paste = (text: string) => `\u001b[200~${text}\u001b[201~`;

  it('presses no keys, and is refused where nothing takes text', async () => {
    const monitor = await openWithRows();
    monitor.keys(paste('r\ry q'));
    await shows(monitor, 'Nothing here takes text that is pasted.');
    expect(monitor.lastFrame()).not.toContain('Confirm');
    expect(monitor.acted).toEqual([]);
  });

  it('goes into the line that is typed, as one line without escape sequences', async () => {
    const monitor = await openWithRows();
    monitor.keys(`/${paste('d\u001b[2Jo\r\n')}`);
    await shows(monitor, /filter: do {4}Enter takes it/);
    await hides(monitor, 'kite');
  });

  it('shows the end of a long text', async () => {
    const monitor = await openWithRows();
    monitor.keys('/');
    await shows(monitor, 'filter:');
    monitor.keys(paste(`${'x'.repeat(200)} the end`));
    await shows(monitor, /filter: …x+ the end$/m);
  });
});

describe('the filter', () => {
  it('acts while it is typed, and stays when taken', async () => {
    const monitor = await openWithRows();
    monitor.keys('/');
    await shows(monitor, 'filter:');
    monitor.keys('b');
    await hides(monitor, 'kite');
    // q, ? and digits are text here.
    monitor.keys('q?2');
    await shows(monitor, 'filter: bq?2');
    monitor.keys('\u007f\u007f\u007f');
    await shows(monitor, 'bear');
    monitor.keys('\r');
    await hides(monitor, 'filter:');
    expect(monitor.lastFrame()).toContain('ball');
    expect(monitor.lastFrame()).not.toContain('kite');
  });

  it('is as before where it is given up', async () => {
    const monitor = await openWithRows();
    monitor.keys('/');
    await shows(monitor, 'filter:');
    monitor.keys('ball');
    await hides(monitor, 'kite');
    monitor.keys(esc);
    await shows(monitor, 'kite');
  });
});

describe('going from screen to screen', () => {
  it('keeps cursor and filter', async () => {
    const monitor = await openWithRows();
    monitor.keys('/b\r');
    await hides(monitor, 'kite');
    monitor.keys('j');
    await expect.poll(() => cursor(monitor)).toBe('bear');
    monitor.keys('7');
    await shows(monitor, 'plan of');
    monitor.keys('2');
    await shows(monitor, 'bear');
    expect(cursor(monitor)).toBe('bear');
    expect(monitor.lastFrame()).not.toContain('kite');
  });

  it.each([
    ['Tab', '\t'],
    ['Shift-Tab', '\u001b[Z'],
  ])('%s goes round', async (_, bytes) => {
    const monitor = await openWithRows();
    monitor.keys(bytes);
    await shows(monitor, 'plan of');
    monitor.keys(bytes);
    await shows(monitor, 'kite');
  });

  it('ignores the number of a screen that is not there', async () => {
    const monitor = await openWithRows();
    monitor.keys('8');
    monitor.keys('j');
    await expect.poll(() => cursor(monitor)).toBe('bear');
  });

  it('takes a question to Explain', async () => {
    const monitor = await openWithRows();
    monitor.keys('e');
    await shows(monitor, 'plan of toys {}');
  });
});

describe('asking', () => {
  it('is paused and resumed, and asked by hand', async () => {
    const monitor = await openWithRows();
    const count = () => monitor.asked.filter(({name}) => name === 'toys').length;
    monitor.keys('p');
    await shows(monitor, 'paused');
    const paused = count();
    monitor.keys('R');
    await expect.poll(count).toBe(paused + 1);
    expect(monitor.lastFrame()).toContain('paused');
    monitor.keys('p');
    await shows(monitor, 'live');
    await expect.poll(count, {timeout: 3000}).toBeGreaterThan(paused);
  });

  it('asks nothing for a screen that is not shown', async () => {
    const monitor = await openWithRows();
    monitor.keys('7');
    await shows(monitor, 'plan of');
    const count = () => monitor.asked.filter(({name}) => name === 'toys').length;
    const hidden = count();
    // After two intervals the list would have been asked for again.
    const hiddenAtMs = performance.now();
    await expect.poll(() => performance.now() - hiddenAtMs, {timeout: 3000}).toBeGreaterThan(1000);
    expect(count()).toBe(hidden);
    monitor.keys('2');
    await expect.poll(count, {timeout: 3000}).toBeGreaterThan(hidden);
  });

  it('lowers the rate of a slow question, and says so', async () => {
    const slow = () => {
      const untilMs = performance.now() + 200;
      while (performance.now() < untilMs);
      return toys;
    };
    const monitor = await openWithRows({answers: {toys: slow}, columns: 120});
    // A quarter of the half second is 125 ms.
    await shows(monitor, /live 0\.5 s, toys every \d s/);
  });

  it('changes its pace', async () => {
    const monitor = await openWithRows();
    await shows(monitor, /live 0.5\s*s/);
    monitor.keys('+');
    await shows(monitor, /live 1\s*s/);
    monitor.keys('-');
    monitor.keys('-');
    await shows(monitor, /live 0.5\s*s/);
  });

  it('keeps the rows and says that the link is lost, and returns by itself', async () => {
    const answers: Record<string, MonitorFakes['answers'][string]> = {toys};
    const monitor = await openWithRows({answers, columns: 120});
    answers.toys = postgresError('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432');
    await shows(monitor, /offline .*retry in/);
    expect(monitor.lastFrame()).toContain('kite');
    monitor.keys('j');
    await expect.poll(() => cursor(monitor)).toBe('bear');
    answers.toys = toys;
    monitor.keys('R');
    await shows(monitor, 'live');
    expect(cursor(monitor)).toBe('bear');
  });
});
