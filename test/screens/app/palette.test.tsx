import {describe, expect, it} from 'vitest';
import {renderMonitor} from '../../support/render-monitor.tsx';
import {toyScreen} from './toy.screen.tsx';

const toys = ['ball', 'bear', 'car', 'doll', 'kite'].map(name => ({name}));
const [tab, enter, esc, down] = ['\t', '\r', '\u001b', '\u001b[B'];

async function open(readOnly = false) {
  const monitor = renderMonitor(toyScreen, {answers: {toys}, readOnly});
  const shows = (text: string | RegExp) => expect.poll(() => monitor.lastFrame()).toMatch(text);
  const hides = (text: string | RegExp) => expect.poll(() => monitor.lastFrame()).not.toMatch(text);
  await shows('kite');
  monitor.keys(':');
  await shows('┌ Commands');
  return {...monitor, shows, hides};
}

describe('the palette', () => {
  it('lists the ways to go on over the screen, which stays', async () => {
    const monitor = await open();
    const lines = monitor.lines();
    expect(lines).toHaveLength(24);
    expect(monitor.lastFrame()).toContain('ball');
    expect(monitor.lastFrame()).toMatch(/cron +Go to Toys, as 2 does\./);
    expect(lines.at(-1)).toContain('Tab completes, Enter runs');
  });

  it('lets nothing of the screen shine through its box', async () => {
    const wide = Array.from({length: 30}, (_, nth) => ({name: 'x'.repeat(100) + nth}));
    const {keys, lines} = renderMonitor(toyScreen, {answers: {toys: wide}});
    await expect.poll(() => lines().at(-3)).toContain('xxx');
    keys(':');
    await expect.poll(() => lines().at(-2)).toMatch(/^└─+┘$/);
    const top = lines().findIndex(line => line.startsWith('┌ Commands'));
    const inside = lines().slice(top + 1, -2);
    expect(inside.length).toBeGreaterThan(3);
    for (const line of inside) expect(line).toMatch(/^│ .* │$/);
  });

  it.each([
    ['a screen', 'expl\r', /plan of/],
    ['a screen by its whole name', 'explain-\u007f\r', /plan of/],
    ['an interval', 'interval 10s\r', /live 10 s/],
    ['a filter', 'filter ^b\r', /ball(?![\s\S]*kite)/],
    ['the filter inverted', 'filter !^b\r', /NAME\s+▶ +car/],
    ['a sort', 'sort name desc\r', /NAME▼[\s\S]*kite[\s\S]*ball/],
    ['a key by its name', 'refresh\r', /Confirm[\s\S]*CALL analytics_refresh/],
    ['the log', 'log\r', /┌ SQL log/],
    ['help', 'help\r', /┌ Keys/],
    ['a pause', 'pause\r', /‖ paused/],
  ])('runs %s', async (_, typed, wanted) => {
    const monitor = await open();
    monitor.keys(typed);
    await monitor.shows(wanted);
    await monitor.hides('┌ Commands');
  });

  it.each([
    ['nonsense', 'zzzz', 'There is no command zzzz. Tab lists them.'],
    ['a slip', 'intervla 2s', 'Did you mean interval?'],
    ['a wrong length of time', 'interval soon', 'soon is no length of time'],
    ['a column that is not there', 'sort size', 'There is no column size to sort by; there are name.'],
    ['a theme that is not there', 'theme pink', 'There is no theme pink; there are dark, light'],
    ['a key that is disabled', 'broken', 'Not now: it is broken already.'],
  ])('says what is wrong with %s, and stays', async (_, typed, problem) => {
    const monitor = await open();
    monitor.keys(typed + enter);
    await monitor.shows(problem);
    // The next key goes on from the line as it is.
    monitor.keys('x');
    await monitor.shows(`: ${typed}x`);
    await monitor.hides(problem);
  });

  it('completes with Tab, also the argument', async () => {
    const monitor = await open();
    monitor.keys(`inter${tab}`);
    await monitor.shows(': interval  ');
    monitor.keys(`${down}${down}${tab}`);
    await monitor.shows(': interval 1s');
    monitor.keys(enter);
    await monitor.shows(/live 1 s/);
  });

  it('runs what is marked with Enter, or takes it where more is needed', async () => {
    const monitor = await open();
    monitor.keys(`interv${down}`);
    await monitor.shows(/▶ interval/);
    monitor.keys(enter);
    await monitor.shows(': interval  ');
    monitor.keys(`${down}${enter}`);
    await monitor.shows(/live 0.5 s/);
    await monitor.hides('┌ Commands');
  });

  it.each([
    ['Esc', esc],
    ['ctrl-c', '\u0003'],
  ])('%s leaves everything as it was', async (_, bytes) => {
    const monitor = await open();
    monitor.keys('pause');
    await monitor.shows(': pause');
    monitor.keys(bytes);
    await monitor.hides('┌ Commands');
    await monitor.shows('live');
  });

  it('refuses what a read-only session must not do', async () => {
    const monitor = await open(true);
    monitor.keys(`refresh${enter}`);
    await monitor.shows('Not now: this session is read-only.');
    expect(monitor.acted).toEqual([]);
  });
});
