import {describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../src/app/screen.ts';
import {type Reading, withoutTwins} from '../../../src/queries/metric-source.ts';
import {LanesScreen} from '../../../src/screens/lanes/lanes.screen.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {type Answer, type MonitorFakes, postgresError, renderMonitor} from '../../support/render-monitor.tsx';
import {challengeRow, idOf, laneRow, viewAgeRow} from './lane-rows.ts';

const lanesScreen: ScreenDefinition = {id: 'lanes', number: 5, title: 'Lanes', component: LanesScreen};

const lanesOf: Readonly<Record<string, string>> = {
  [idOf('a1')]: 'accuracy',
  [idOf('b2')]: 'clarity',
  [idOf('c3')]: 'safety',
};

/** Three challenges; each has a lane of its own and one named `speed`. */
function healthy(): Record<string, Answer> {
  return {
    'list-challenges': [
      challengeRow('a1', 'Broken Clock', {hidden_lane_count: 1}),
      challengeRow('b2', 'Maze Runner'),
      challengeRow('c3', 'Tower Defence'),
    ],
    'lane-distributions': ({challenge_id}) => [
      laneRow(lanesOf[String(challenge_id)] ?? 'unknown'),
      laneRow('speed', {mean_score: 33, p10: 4.1, p25: 11.8, p50: 28.9, p75: 52.6, p90: 70.3}),
    ],
    'time-to-first-win': ({challenge_id}) =>
      challenge_id === idOf('a1')
        ? [{challenge_id, challenge_label: null, agents_with_win: 214, avg_days_to_first_win: 3.4}]
        : [],
    'list-view-ages': [viewAgeRow('mv_lane_score_distribution')],
  };
}

async function show(fakes: Partial<MonitorFakes> = {}) {
  const monitor = renderMonitor(lanesScreen, {answers: healthy(), ...fakes});
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/Lanes [·.] |No challenge/));
  return monitor;
}

async function showLanes(fakes: Partial<MonitorFakes> = {}) {
  const monitor = await show(fakes);
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/speed[\s\S]*won here/));
  return monitor;
}

describe('Lanes', () => {
  it.each([
    ['z', 'z', 80, 24],
    ['\r', '\u001b', 60, 15],
  ])('%j gives a lane the whole screen with its box, %j takes it back', async (zoom, back, columns, rows) => {
    const monitor = await showLanes({columns, rows});
    monitor.keys(zoom);
    await vi.waitFor(() => expect(monitor.lastFrame()).not.toMatch(/LANE +N/));
    const text = monitor.lastFrame();
    expect(text).toMatch(/┌ accuracy ─[\s\S]*average +50\.1[\s\S]*\n│ 0 .*100 │\n│ .*\[█+│█+\]/);
    for (const line of monitor.lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    monitor.keys(back);
    await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/LANE +N/));
  });

  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('shows one challenge whole at %dx%d', async (columns, rows) => {
    const {lines} = await showLanes({columns, rows});
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines()[2]).toContain('Lanes · Broken Clock a1000000 (1 of 3)');
    expect(lines()[3]).toMatch(/LANE +N +MEAN .*P50 .*0 .*50 .*100$/);
    expect(lines()[4]).toMatch(/^▶ +accuracy +9,269 +50\.1 .*50\.0 .*\[█*│█*\]/);
    expect(lines()[6]).toContain('214 agents won here, after 3.4 days on average');
  });

  it('draws every box below the axis in the header', async () => {
    const {lines} = await showLanes({columns: 80});
    const [header = '', accuracy = '', speed = ''] = lines().slice(3, 6);
    // The median of 50 stands below the middle of the axis, where the digits of 50 begin.
    expect(accuracy.indexOf('│')).toBe(header.lastIndexOf('50', header.length - 4));
    expect(speed.indexOf('[')).toBeGreaterThan(speed.indexOf('·'));
    expect(speed.indexOf('│')).toBeLessThan(accuracy.indexOf('│'));
  });

  it('says how old the data is and what is hidden', async () => {
    const {lines} = await showLanes({columns: 120});
    await vi.waitFor(() => expect(lines()[2]).toContain('data 2 m old'));
    expect(lines()[2]).toContain('hidden: 1 lane under 5 samples');
  });

  it('goes round the challenges with [ and ], and lists them where there is room', async () => {
    const {keys, lastFrame} = await showLanes({columns: 120, rows: 40});
    expect(lastFrame()).toMatch(/▶ +Broken Clock/);
    keys(']');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/Maze Runner b2000000 \(2 of 3\)[\s\S]*clarity/));
    expect(lastFrame()).toMatch(/▶ +Maze Runner/);
    keys('[[');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/\(3 of 3\)[\s\S]*safety/));
    expect(lastFrame()).toContain('fewer than 5 agents have won here');
  });

  it('picks a challenge while its name is typed, and goes back on Esc', async () => {
    const {keys, lastFrame} = await showLanes();
    keys('c');
    await vi.waitFor(() => expect(lastFrame()).toContain('challenge:'));
    for (const key of 'tow') keys(key);
    await vi.waitFor(() => expect(lastFrame()).toMatch(/Tower Defence[\s\S]*safety[\s\S]*challenge: tow/));
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).toContain('Broken Clock a1000000 (1 of 3)'));
    keys('c');
    await vi.waitFor(() => expect(lastFrame()).toContain('challenge:'));
    for (const key of 'b2') keys(key);
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toContain('Maze Runner'));
    await vi.waitFor(() => expect(lastFrame()).not.toContain('challenge:'));
  });

  it('keeps the challenge when what was typed fits none', async () => {
    const {keys, lastFrame} = await showLanes();
    keys('c');
    await vi.waitFor(() => expect(lastFrame()).toContain('challenge:'));
    keys('zebra\r');
    await vi.waitFor(() => expect(lastFrame()).toContain('No challenge fits zebra.'));
    expect(lastFrame()).toContain('Broken Clock');
  });

  it('begins with the challenge of the command line', async () => {
    const {lastFrame} = await show({memory: {challenge: 'maze'}});
    await vi.waitFor(() => expect(lastFrame()).toMatch(/Maze Runner[\s\S]*clarity/));
  });

  it('says when the challenge of the command line is not there', async () => {
    const {lastFrame} = await show({memory: {challenge: 'zebra'}});
    expect(lastFrame()).toContain('no challenge fits zebra · Broken Clock');
  });

  it('refreshes its view after a confirm that shows the statement', async () => {
    const {keys, lastFrame, acted} = await showLanes();
    keys('r');
    await vi.waitFor(() =>
      expect(lastFrame()).toContain("CALL analytics_refresh('mv_lane_score_distribution', 'manual');"),
    );
    expect(acted).toEqual([]);
    keys('y');
    await vi.waitFor(() => expect(acted).toEqual([['refresh-view', 'mv_lane_score_distribution', 'manual']]));
  });

  it('refuses to refresh in a read-only session and says why', async () => {
    const {keys, lastFrame, acted} = await showLanes({readOnly: true});
    keys('r');
    await vi.waitFor(() => expect(lastFrame()).toContain('r: this session is read-only'));
    expect(acted).toEqual([]);
  });

  it('explains the question with the parameters of the moment', async () => {
    const {keys, lastFrame} = await showLanes({columns: 120});
    keys(']e');
    await vi.waitFor(() =>
      expect(lastFrame()).toContain(`lane-distributions {"challenge_id":"${idOf('b2')}"}`),
    );
  });
});

describe('Lanes without rows', () => {
  it('says that it is loading', async () => {
    const {lastFrame} = renderMonitor(lanesScreen, {answers: {...healthy(), 'list-challenges': 'never'}});
    await vi.waitFor(() => expect(lastFrame()).toContain('Loading the challenges'));
  });

  it('says why the challenges cannot be read, and what helps', async () => {
    const denied = postgresError(
      '42501',
      'permission denied for materialized view mv_lane_score_distribution',
    );
    const {lastFrame} = renderMonitor(lanesScreen, {answers: {...healthy(), 'list-challenges': denied}});
    await vi.waitFor(() => expect(lastFrame()).toContain('Cannot read the challenges: A right is missing'));
    expect(lastFrame()).toContain('permission denied for materialized view');
    expect(lastFrame()).toContain('GRANT analytics_reader');
  });

  it('says what installs the pipeline, and asks its views nothing', async () => {
    const {lastFrame, asked, keys} = renderMonitor(lanesScreen, {answers: healthy(), hasPipeline: false});
    await vi.waitFor(() => expect(lastFrame()).toContain('`lanewatch migrate` installs it'));
    const views = () => asked.filter(({name}) => name !== 'server-facts').length;
    const before = views();
    keys('r');
    await vi.waitFor(() => expect(lastFrame()).toContain('r: the pipeline is not installed'));
    expect(views()).toBe(before);
  });

  it('says where the pipeline is when another schema was named', async () => {
    const {lastFrame} = renderMonitor(lanesScreen, {answers: healthy(), schema: 'nowhere'});
    await vi.waitFor(() => expect(lastFrame()).toContain('there is no schema nowhere in lanes'));
    expect(lastFrame()).toContain('It is installed in public: name that with --schema.');
  });

  it('says that there are no challenges, and what brings them', async () => {
    const {lastFrame} = await show({answers: {...healthy(), 'list-challenges': []}});
    expect(lastFrame()).toContain('No challenge has scores yet.');
  });

  it('says that no lane has enough samples', async () => {
    const {lastFrame} = await show({answers: {...healthy(), 'lane-distributions': []}});
    await vi.waitFor(() => expect(lastFrame()).toContain('No lane of this challenge has 5 samples yet.'));
  });

  it('keeps the last rows while the link is lost, with their age and the reason', async () => {
    const answers = healthy();
    const {lastFrame} = await showLanes({answers, columns: 120});
    answers['lane-distributions'] = postgresError('CONNECTION_CLOSED', 'write CONNECTION_CLOSED');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/as of \S+ \w+ ago: write CONNECTION_CLOSED/), 5000);
    expect(lastFrame()).toMatch(/accuracy +9,269/);
  });
});

describe('the source of the numbers on Lanes', () => {
  const now = new Date();
  const reading: Reading = {...withoutTwins, source: 'live', hasTwins: true, dataFrom: now, serverNow: now};

  it('goes round with s, and the title says what is read', async () => {
    const monitor = await showLanes({reading, columns: 120});
    expect(monitor.lastFrame()).toMatch(/\(1 of 3\) · live data {2,}/);
    for (const [title, told] of [
      ['scheduled (chosen): data', 'The scheduled views are read until another source is chosen.'],
      ['· live data (chosen)', 'The live twins are read until another source is chosen.'],
      ['· live data  ', 'The fresher source is read: now the live twins.'],
    ] as const) {
      monitor.keys('s');
      await vi.waitFor(() => expect(monitor.lastFrame()).toContain(told));
      await vi.waitFor(() => expect(monitor.lastFrame()).toContain(title));
    }
  });

  it('is chosen by name, and a name that is none is told', async () => {
    const monitor = await showLanes({reading, columns: 120});
    monitor.keys(':source scheduled\r');
    await vi.waitFor(() => expect(monitor.lastFrame()).toContain('scheduled (chosen): data'));
    monitor.keys(':source twins\r');
    await vi.waitFor(() =>
      expect(monitor.lastFrame()).toContain('There is no source twins; there are auto, live, scheduled.'),
    );
  });

  it('is no choice where there are no twins', async () => {
    const monitor = await showLanes();
    monitor.keys('s');
    await vi.waitFor(() =>
      expect(monitor.lastFrame()).toContain('s: there are no live twins that this role may read'),
    );
  });
});

describe('Lanes with text from strangers', () => {
  it('draws names without their control characters, in their own columns', async () => {
    const answers = healthy();
    answers['list-challenges'] = [challengeRow('a1', 'evil\x1b[2J\u202ename')];
    answers['lane-distributions'] = [laneRow('日本\x07語'), laneRow('x'.repeat(300))];
    const {lines, lastFrame} = await show({answers});
    await vi.waitFor(() => expect(lastFrame()).toContain('日本語'));
    expect(lastFrame()).toContain('evilname');
    expect(lastFrame()).not.toMatch(/\x1b\[2J|\u202e|\x07/);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('draws nothing past ASCII where the terminal has none', async () => {
    const {lastFrame} = await showLanes({ascii: true, columns: 120, rows: 40});
    expect(lastFrame()).not.toMatch(/[^\x00-\x7e]/);
    expect(lastFrame()).toMatch(/\[#+\|#+\]/);
  });
});
