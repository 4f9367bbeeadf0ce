import {describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../src/app/screen.ts';
import {AgentsScreen} from '../../../src/screens/agents/agents.screen.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {type Answer, type MonitorFakes, postgresError, renderMonitor} from '../../support/render-monitor.tsx';
import {idOf, viewAgeRow} from '../lanes/lane-rows.ts';
import {agentChallengeRow, agentRow, progressRow, weaknessRow} from './agent-rows.ts';

const agentsScreen: ScreenDefinition = {id: 'agents', number: 6, title: 'Agents', component: AgentsScreen};

/** Kestrel gets worse, Vega better; on Tower Defence two lanes are weak, on Maze Runner none. */
function healthy(): Record<string, Answer> {
  return {
    'list-agents': [
      agentRow('b0', 'Vega', {weekly_scores: [40, 43.1], weakest_lane_key: 'clarity'}),
      agentRow('a9', 'Kestrel'),
    ],
    'list-agent-challenges': [
      agentChallengeRow('c3', 'Maze Runner', 40),
      agentChallengeRow('d4', 'Tower Defence', 12),
    ],
    'agent-progress': [
      progressRow('2026-10-26', 62.1),
      progressRow('2026-11-02', 50),
      progressRow('2026-11-16', 38, {wow_composite_delta: -12}),
    ],
    'agent-weakness-patterns': ({challenge_id, all}) => [
      ...(challenge_id === idOf('d4')
        ? [
            weaknessRow('speed', 'persistent_weakness'),
            weaknessRow('safety', 'below_median', {avg_score: 40.1, score_trend_slope: 0.05}),
          ]
        : []),
      ...(all ? [weaknessRow('style', 'consistent_strength', {avg_score: 90, score_trend_slope: null})] : []),
    ],
    'list-view-ages': [
      viewAgeRow('mv_weakness_patterns'),
      viewAgeRow('mv_agent_progress', {data_from: new Date('2026-11-16T06:42:00Z')}),
    ],
  };
}

async function show(fakes: Partial<MonitorFakes> = {}) {
  const monitor = renderMonitor(agentsScreen, {answers: healthy(), ...fakes});
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/Agents [·.] [\s\S]*CATEGORY|No agent/));
  return monitor;
}

describe('Agents', () => {
  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('shows the list and the weak lanes whole at %dx%d', async (columns, rows) => {
    const {lines, lastFrame} = await show({columns, rows});
    await vi.waitFor(() => expect(lastFrame()).toContain('persistent weakness'));
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines()[2]).toContain('Agents · 2');
    expect(lines()[4]).toMatch(/^▶ +Kestrel .*38\.0 +▼ 2\.4 .*speed in Tower Defence/);
    expect(lines()[5]).toMatch(/^ +Vega .*43\.1 +▲ 3\.1 .*clarity in Tower Def/);
    expect(lastFrame()).toContain('challenge 2 of 2');
    expect(lastFrame()).toMatch(/speed +18\.2 .*✗ persistent weakness +▼ 0\.21\/d/);
    expect(lastFrame()).toMatch(/safety +40\.1 .*! below median +▲ 0\.05\/d/);
  });

  it('draws twelve weeks with a gap where nothing was submitted', async () => {
    const {lines} = await show({columns: 120, rows: 40});
    expect(lines()[4]).toMatch(/[▁-█]{3} [▁-█]{8}/);
  });

  it('puts the panels on top of each other at 80 columns, and beside each other from 100', async () => {
    const narrow = await show();
    await vi.waitFor(() => expect(narrow.lastFrame()).toMatch(/┌ Kestrel · Tower Defence ─+┐$/m));
    const wide = await show({columns: 100, rows: 30});
    await vi.waitFor(() => expect(wide.lastFrame()).toMatch(/┌ Kestrel · Tower Defence ─+┐┌ Weak lanes/));
  });

  it('draws the weeks as a line with a gap, between the first and the last', async () => {
    const {lastFrame} = await show();
    await vi.waitFor(() => expect(lastFrame()).toMatch(/2026-10-26 +2026-11-16/));
    expect(lastFrame()).toContain('now 38.0 ▼ 12.0  best 62.1  worst 38.0  9 submissions');
    // The last week stands alone: the one before it is a gap.
    expect(lastFrame()).toMatch(/38\.0 ┤ .* ─ │/);
  });

  it('says how old the oldest of its data is', async () => {
    const {lastFrame} = await show();
    await vi.waitFor(() => expect(lastFrame()).toContain('data 3 h old'));
  });

  it('follows the cursor', async () => {
    const {keys, lastFrame, asked} = await show();
    keys('j');
    await vi.waitFor(() => expect(lastFrame()).toContain('┌ Vega · Tower Defence'));
    expect(asked).toContainEqual({
      name: 'agent-weakness-patterns',
      params: {agent_id: idOf('b0'), challenge_id: idOf('d4'), all: false},
    });
  });

  it('goes to the other challenges, and says where no lane is weak', async () => {
    const {keys, lastFrame} = await show();
    await vi.waitFor(() => expect(lastFrame()).toContain('persistent weakness'));
    keys(']');
    await vi.waitFor(() => expect(lastFrame()).toContain('Kestrel · Maze Runner'));
    await vi.waitFor(() => expect(lastFrame()).toContain('No weak lane on this challenge'));
    keys('f');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/style +90\.0 .*✓ consistent strength +–/));
    keys('[');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/Tower Defence[\s\S]*All lanes[\s\S]*speed +18\.2/));
  });

  it('zooms on Enter and comes back on Esc', async () => {
    const {keys, lastFrame} = await show();
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('WEAKEST LANE'));
    expect(lastFrame()).toMatch(/Agents · \d+ · data [\s\S]*Kestrel · Tower Defence/);
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).toContain('WEAKEST LANE'));
  });

  it('gets to the weak lanes of a name with two keys besides the name', async () => {
    const {keys, lastFrame} = await show();
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('vega');
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/filter vega[\s\S]*┌ Vega[\s\S]*persistent weakness/));
    expect(lastFrame()).not.toContain('Kestrel');
  });

  it('begins with the agent of the command line', async () => {
    const {lastFrame} = await show({memory: {agent: 'b0000000-0'}});
    await vi.waitFor(() => expect(lastFrame()).toContain('┌ Vega'));
    expect(lastFrame()).toContain('filter b0000000-0');
  });

  it('refreshes both views after a confirm that shows the statements', async () => {
    const {keys, lastFrame, acted} = await show();
    keys('r');
    await vi.waitFor(() =>
      expect(lastFrame()).toMatch(
        /analytics_refresh\('mv_weakness_patterns'[\s\S]*analytics_refresh\('mv_agent_progress'/,
      ),
    );
    keys('y');
    await vi.waitFor(() =>
      expect(acted).toEqual([
        ['refresh-view', 'mv_weakness_patterns', 'manual'],
        ['refresh-view', 'mv_agent_progress', 'manual'],
      ]),
    );
  });

  it('explains the question of the weak lanes', async () => {
    const {keys, lastFrame} = await show({columns: 200});
    await vi.waitFor(() => expect(lastFrame()).toContain('persistent weakness'));
    keys('e');
    await vi.waitFor(() =>
      expect(lastFrame()).toContain(`plan of agent-weakness-patterns {"agent_id":"${idOf('a9')}"`),
    );
  });
});

describe('Agents on more than one page', () => {
  const pageOf = (from: number) =>
    Array.from({length: 200}, (_, index) => agentRow((0x1000 + from + index).toString(16), null));

  function many(): Record<string, Answer> {
    return {
      ...healthy(),
      'list-agents': ({after_agent_id, search}) => {
        if (search !== null) return [agentRow('fe', `Found by ${String(search)}`)];
        return after_agent_id === null ? pageOf(0) : pageOf(200).slice(0, 30);
      },
    };
  }

  it('goes through them', async () => {
    const {keys, lastFrame, asked} = await show({answers: many()});
    expect(lastFrame()).toContain('Agents · 1–200, } shows more');
    keys('}');
    await vi.waitFor(() => expect(lastFrame()).toContain('Agents · 201–230'));
    expect(asked).toContainEqual({
      name: 'list-agents',
      params: {after_agent_id: idOf('10c7'), limit: 200, search: null},
    });
    keys('{');
    await vi.waitFor(() => expect(lastFrame()).toContain('Agents · 1–200'));
  });

  it('searches all of them on the server', async () => {
    const {keys, lastFrame} = await show({answers: many()});
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('found\r');
    await vi.waitFor(() => expect(lastFrame()).toContain('Found by found'));
    expect(lastFrame()).toContain('1 found among all');
  });

  it('asks the server no search while all agents are at hand', async () => {
    const {keys, lastFrame, asked} = await show();
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('zebra\r');
    await vi.waitFor(() => expect(lastFrame()).toContain("No agent's name or id matches the filter"));
    expect(asked.filter(({params}) => JSON.stringify(params).includes('zebra'))).toEqual([]);
  });
});

describe('Agents without rows', () => {
  it('says that it is loading', async () => {
    const {lastFrame} = renderMonitor(agentsScreen, {answers: {...healthy(), 'list-agents': 'never'}});
    await vi.waitFor(() => expect(lastFrame()).toContain('Loading the agents'));
  });

  it('says why the agents cannot be read', async () => {
    const denied = postgresError('42501', 'permission denied for materialized view mv_agent_progress');
    const {lastFrame} = renderMonitor(agentsScreen, {answers: {...healthy(), 'list-agents': denied}});
    await vi.waitFor(() => expect(lastFrame()).toContain('Cannot read the agents: A right is missing'));
  });

  it('says in its panel why one question failed, and answers the others', async () => {
    const slow = postgresError('57014', 'canceling statement due to statement timeout');
    const {lastFrame} = await renderMonitor(agentsScreen, {
      answers: {...healthy(), 'agent-progress': slow},
      columns: 120,
      rows: 40,
    });
    await vi.waitFor(() => expect(lastFrame()).toContain('Cannot read the weeks'));
    expect(lastFrame()).toContain('persistent weakness');
  });

  it('says what installs the pipeline', async () => {
    const {lastFrame} = renderMonitor(agentsScreen, {answers: healthy(), hasPipeline: false});
    await vi.waitFor(() => expect(lastFrame()).toContain('`lanewatch migrate` installs it'));
  });

  it('says that there are no agents', async () => {
    const {lastFrame} = await show({answers: {...healthy(), 'list-agents': []}});
    expect(lastFrame()).toContain('No agent has scores yet.');
  });

  it('keeps the last rows while the link is lost', async () => {
    const answers = healthy();
    const {keys, lastFrame} = await show({answers, columns: 120});
    answers['list-agents'] = postgresError('ECONNREFUSED', 'connect ECONNREFUSED');
    keys('R');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/as of .* ago: connect ECONNREFUSED/));
    expect(lastFrame()).toContain('Kestrel');
  });
});

describe('Agents with text from strangers', () => {
  it('draws names without their control characters, in their own columns', async () => {
    const answers = healthy();
    answers['list-agents'] = [
      agentRow('a9', 'ev\x1b[2Jil\u202e 日本語', {weakest_lane_key: '\x07lane'.repeat(30)}),
    ];
    answers['agent-weakness-patterns'] = [weaknessRow('l\x1b]0;title\x07ane', 'average')];
    const {lines, lastFrame} = await show({answers});
    await vi.waitFor(() => expect(lastFrame()).toMatch(/lane +18\.2/));
    expect(lastFrame()).toContain('evil 日本語');
    expect(lastFrame()).not.toMatch(/\x1b\[2J|\u202e|\x07|title/);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('draws nothing past ASCII where the terminal has none', async () => {
    const {lastFrame} = await show({ascii: true});
    await vi.waitFor(() => expect(lastFrame()).toContain('x persistent weakness'));
    expect(lastFrame()).not.toMatch(/[^\x00-\x7e]/);
  });
});
