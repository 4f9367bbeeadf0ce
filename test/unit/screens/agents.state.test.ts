import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  challengeOf,
  chosenReducer,
  layoutAgents,
  literalFilter,
  searchOf,
  toAgents,
} from '../../../src/screens/agents/agents.state.ts';
import {compileFilter} from '../../../src/ui/list-filter.ts';
import {agentChallengeRow, agentRow} from '../../screens/agents/agent-rows.ts';
import {idOf} from '../../screens/lanes/lane-rows.ts';

const [kestrel] = toAgents([agentRow('a9', 'Kestrel')]);
if (!kestrel) throw new Error('one agent was made');
const maze = agentChallengeRow('c3', 'Maze Runner', 40);
const tower = agentChallengeRow('d4', 'Tower Defence', 12);

describe('toAgents', () => {
  it('stands in the order of names, those without one last', () => {
    const agents = toAgents([agentRow('b2', null), agentRow('a1', 'Vega'), agentRow('c3', 'Alder')]);
    expect(agents.map(({label}) => label)).toEqual(['Alder', 'Vega', null]);
  });

  it('counts the change from the week with a score before', () => {
    const [agent] = toAgents([agentRow('a1', 'Vega', {weekly_scores: [50, null, null, 53.5]})]);
    expect(agent).toMatchObject({now: 53.5, change: 3.5});
  });

  it('knows no change from one week, and nothing from none', () => {
    const [one, none] = toAgents([
      agentRow('a1', 'One', {weekly_scores: [null, 50]}),
      agentRow('b2', 'Zero', {weekly_scores: [null, null]}),
    ]);
    expect(one).toMatchObject({now: 50, change: null});
    expect(none).toMatchObject({now: null, change: null});
  });
});

describe('challengeOf', () => {
  it('is at first the one the agent is weakest on', () => {
    expect(challengeOf(kestrel, [maze, tower], null)).toMatchObject({id: idOf('d4'), index: 1, count: 2});
  });

  it('is the one with most submissions where no lane is weak', () => {
    const strong = {...kestrel, row: {...kestrel.row, weakest_challenge_id: null}};
    expect(challengeOf(strong, [maze, tower], null)).toMatchObject({id: idOf('c3')});
  });

  it('is the chosen one, for the agent it was chosen for', () => {
    const chosen = {agentId: kestrel.id, challengeId: idOf('c3')};
    expect(challengeOf(kestrel, [maze, tower], chosen)).toMatchObject({id: idOf('c3')});
    expect(challengeOf(kestrel, [maze, tower], {...chosen, agentId: idOf('ff')})).toMatchObject({
      id: idOf('d4'),
    });
  });

  it('is none where the agent has none', () => {
    expect(challengeOf(kestrel, [], null)).toBeUndefined();
  });
});

describe('chosenReducer', () => {
  it('goes round from what is shown', () => {
    const step = {by: 1, agent: kestrel, challenges: [maze, tower]} as const;
    const once = chosenReducer(null, step);
    expect(once).toEqual({agentId: kestrel.id, challengeId: idOf('c3')});
    expect(chosenReducer(once, step)).toEqual({agentId: kestrel.id, challengeId: idOf('d4')});
  });
});

describe('searchOf', () => {
  it.each([
    ['kestrel', 'kestrel'],
    [' Vega-7 ', 'Vega-7'],
    ['v2\\.1', 'v2.1'],
    ['', null],
    ['!kestrel', null],
    ['^kes', null],
    ['a|b', null],
    ['\\d', null],
  ])('of the filter %j is %j', (filter, search) => {
    expect(searchOf(filter)).toBe(search);
  });
});

describe('literalFilter', () => {
  it('matches the text itself, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', minLength: 1, maxLength: 40}), text => {
        const filter = compileFilter(literalFilter(text));
        expect(filter.problem).toBeNull();
        expect(filter.matches(`before ${text} behind`)).toBe(true);
      }),
    );
    expect(compileFilter(literalFilter('v2.1')).matches('v2x1')).toBe(false);
  });
});

describe('layoutAgents', () => {
  it('never takes more lines or columns than there are', () => {
    const shape = fc.record({
      width: fc.integer({min: 60, max: 300}),
      height: fc.integer({min: 12, max: 100}),
      agentCount: fc.nat({max: 200}),
      laneCount: fc.nat({max: 30}),
      zoomed: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, ({width, height, agentCount, laneCount, zoomed}) => {
        const layout = layoutAgents({agentCount, laneCount, zoomed}, {width, height});
        const {listHeight, chartHeight, lanesHeight, chartWidth, lanesWidth, sideBySide} = layout;
        const below = sideBySide ? Math.max(chartHeight, lanesHeight) : chartHeight + lanesHeight;
        expect(1 + listHeight + below).toBe(height);
        expect(sideBySide ? chartWidth + lanesWidth : Math.max(chartWidth, lanesWidth)).toBe(width);
        expect(lanesHeight).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  it('shows all weak lanes of the one agent that a search leaves, at 80x24', () => {
    const layout = layoutAgents({agentCount: 1, laneCount: 6, zoomed: false}, {width: 80, height: 21});
    expect(layout).toMatchObject({listHeight: 2, chartHeight: 9, lanesHeight: 9});
  });
});
