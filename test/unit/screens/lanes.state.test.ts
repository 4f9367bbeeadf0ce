import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  axisOf,
  challengeReducer,
  chooseChallenge,
  layoutLanes,
  toShown,
} from '../../../src/screens/lanes/lanes.state.ts';
import {challengeRow, laneRow} from '../../screens/lanes/lane-rows.ts';

const challenges = toShown([
  challengeRow('a1', 'Broken Clock'),
  challengeRow('b2', 'Maze Runner'),
  challengeRow('c3', null),
]);

describe('axisOf', () => {
  it.each([
    [0, 100, {from: 0, to: 100}],
    [12, 87.5, {from: 0, to: 100}],
    [3, 101, {from: 0, to: 200}],
    [0.2, 0.93, {from: 0, to: 1}],
    [0, 0.3, {from: 0, to: 0.5}],
    [-3, 9, {from: -5, to: 10}],
    [0, 0, {from: 0, to: 1}],
  ])('holds scores from %d to %d between round numbers', (min_score, max_score, expected) => {
    expect(axisOf([laneRow('speed', {min_score, max_score})])).toEqual(expected);
  });

  it('holds every score', () => {
    const score = fc.double({noNaN: true, min: -1e9, max: 1e9});
    fc.assert(
      fc.property(score, score, (one, other) => {
        const [min_score, max_score] = one < other ? [one, other] : [other, one];
        const {from, to} = axisOf([laneRow('speed', {min_score, max_score})]);
        const slack = 1e-6 * Math.max(Math.abs(one), Math.abs(other));
        expect(from).toBeLessThanOrEqual(min_score + slack);
        expect(to).toBeGreaterThanOrEqual(max_score - slack);
        expect(to).toBeGreaterThan(from);
      }),
    );
  });
});

describe('chooseChallenge', () => {
  it('takes the first one where none is wanted', () => {
    expect(chooseChallenge(challenges, undefined)).toEqual({shown: challenges[0], found: true});
  });

  it('says when what is wanted is not there', () => {
    expect(chooseChallenge(challenges, 'zebra')).toEqual({shown: challenges[0], found: false});
  });
});

describe('challengeReducer', () => {
  const step = (wanted: string | undefined, by: 1 | -1) =>
    challengeReducer(wanted, {type: 'step', by, challenges});
  const [first, second, last] = challenges.map(({id}) => id);

  it('goes round', () => {
    expect(step(undefined, 1)).toBe(second);
    expect(step('broken', -1)).toBe(last);
    expect(step(last, 1)).toBe(first);
  });

  it('keeps what is wanted while there is nothing to step through', () => {
    expect(challengeReducer('maze', {type: 'step', by: 1, challenges: []})).toBe('maze');
  });
});

describe('layoutLanes', () => {
  it('never takes more lines than there are', () => {
    const size = fc.record({
      width: fc.integer({min: 60, max: 300}),
      height: fc.integer({min: 12, max: 100}),
      laneCount: fc.nat({max: 500}),
      challengeCount: fc.nat({max: 2000}),
    });
    fc.assert(
      fc.property(size, ({width, height, laneCount, challengeCount}) => {
        const layout = layoutLanes({laneCount, challengeCount}, {width, height});
        const below = layout.sideBySide
          ? Math.max(layout.detailHeight, layout.challengesHeight)
          : layout.detailHeight + layout.challengesHeight;
        expect(2 + layout.tableHeight + below).toBeLessThanOrEqual(height);
        expect(layout.tableHeight).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('keeps all lanes in sight before anything else', () => {
    const {tableHeight, detailHeight} = layoutLanes(
      {laneCount: 6, challengeCount: 9},
      {width: 80, height: 12},
    );
    expect(tableHeight).toBe(7);
    expect(detailHeight).toBe(0);
  });

  it('uses every line of 80x24: the lane on the left, the challenges on the right', () => {
    const layout = layoutLanes({laneCount: 6, challengeCount: 12}, {width: 80, height: 21});
    expect(layout).toEqual({
      tableHeight: 7,
      detailHeight: 12,
      challengesHeight: 12,
      detailWidth: 46,
      challengesWidth: 34,
      sideBySide: true,
    });
  });
});
