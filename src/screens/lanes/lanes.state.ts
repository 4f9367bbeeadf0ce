import type {Live} from '../../app/live/live-store.ts';
import type {LaneDistributionsRow} from '../../queries/lane-distributions.ts';
import type {ListChallengesRow} from '../../queries/list-challenges.ts';
import {findNamed, type Named} from '../names.ts';

/** A challenge as the screen shows it: its row, and its place in the list. */
export interface ShownChallenge extends Named {
  readonly row: ListChallengesRow;
  /** Counted from 0. */
  readonly index: number;
}

export function toShown(rows: readonly ListChallengesRow[]): ShownChallenge[] {
  return rows.map((row, index) => ({id: row.challenge_id, label: row.challenge_label, row, index}));
}

/** The challenge that is wanted, by id, beginning of an id or name; the first one where none is or none fits. */
export function chooseChallenge(
  challenges: readonly ShownChallenge[],
  wanted: string | undefined,
): {shown: ShownChallenge | undefined; found: boolean} {
  const found = wanted === undefined ? undefined : findNamed(challenges, wanted);
  return {shown: found ?? challenges[0], found: wanted === undefined || found !== undefined};
}

export type ChallengeAction =
  | {type: 'choose'; wanted: string | undefined}
  | {type: 'step'; by: 1 | -1; challenges: readonly ShownChallenge[]};

/** What is wanted next: what a person chose, or the neighbour of what is shown now; after the last comes the first. */
export function challengeReducer(wanted: string | undefined, action: ChallengeAction): string | undefined {
  if (action.type === 'choose') return action.wanted;
  const {challenges, by} = action;
  const {shown} = chooseChallenge(challenges, wanted);
  if (!shown) return wanted;
  return challenges[(shown.index + by + challenges.length) % challenges.length]?.id;
}

/** How many lanes there are to show, known from the list of challenges before the lanes themselves come. */
export function countLanes(lanes: Live<LaneDistributionsRow>, shown: ShownChallenge | undefined): number {
  return lanes.status === 'ready' ? lanes.rows.length : (shown?.row.lane_count ?? 0);
}

/** The stretch of scores that all lanes are drawn over. */
export interface ScoreAxis {
  readonly from: number;
  readonly to: number;
}

/** From zero to the next round number, so that it rarely changes from one challenge to the next. */
export function axisOf(lanes: readonly LaneDistributionsRow[]): ScoreAxis {
  const lowest = Math.min(0, ...lanes.map(lane => lane.min_score));
  const highest = Math.max(0, ...lanes.map(lane => lane.max_score));
  const to = roundUp(highest);
  const from = -roundUp(-lowest);
  return to > from ? {from: from === 0 ? 0 : from, to} : {from: 0, to: 1};
}

/** The least of 1, 2, 5, 10, 20, … (and of their tenths) that is not below. */
function roundUp(value: number): number {
  if (value <= 0 || !Number.isFinite(value)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find(candidate => value <= candidate * power * (1 + 1e-9)) ?? 10;
  // The powers of ten end before the numbers do.
  return step * power || value;
}

export interface LanesLayout {
  readonly tableHeight: number;
  readonly detailHeight: number;
  readonly challengesHeight: number;
  readonly detailWidth: number;
  readonly challengesWidth: number;
  /** Both panels in one row. */
  readonly sideBySide: boolean;
}

/** Lines around the table: the title above, the first win below. */
const titleLines = 2;
/** The detail of a lane with its frame. */
const detailLines = 7;
/** It takes no less to say it. */
const leastDetailColumns = 46;
const leastTableLines = 6;
/** Below this a list of challenges shows too few of them. */
const leastChallengeLines = 6;
const leastChallengeColumns = 34;
/** Frame and header. */
const challengesFrame = 3;

/** Lanes first, then what is known of one of them, then the other challenges, as far as there is room. */
export function layoutLanes(
  {laneCount, challengeCount}: {laneCount: number; challengeCount: number},
  {width, height}: {width: number; height: number},
): LanesLayout {
  const sideBySide = width >= leastDetailColumns + leastChallengeColumns;
  const detailWidth = sideBySide ? Math.max(leastDetailColumns, Math.floor(width / 2)) : width;
  const widths = {detailWidth, challengesWidth: sideBySide ? width - detailWidth : width, sideBySide};
  const room = height - titleLines;
  const forDetail = room - detailLines >= leastTableLines ? detailLines : 0;
  const tableHeight = Math.max(1, Math.min(Math.max(laneCount, 2) + 1, room - forDetail));
  const rest = room - tableHeight;
  if (forDetail === 0) return {tableHeight, detailHeight: 0, challengesHeight: 0, ...widths};
  const forChallenges = Math.min(sideBySide ? rest : rest - detailLines, challengeCount + challengesFrame);
  if (sideBySide) {
    const panelHeight = Math.max(detailLines, forChallenges);
    return {tableHeight, detailHeight: panelHeight, challengesHeight: panelHeight, ...widths};
  }
  return {
    tableHeight,
    detailHeight: detailLines,
    challengesHeight: forChallenges >= leastChallengeLines ? forChallenges : 0,
    ...widths,
  };
}
