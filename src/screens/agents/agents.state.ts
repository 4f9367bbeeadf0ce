import type {ListAgentChallengesRow} from '../../queries/list-agent-challenges.ts';
import type {ListAgentsRow} from '../../queries/list-agents.ts';
import {type Named, nameOf} from '../names.ts';

/** An agent as the list shows it. */
export interface Agent extends Named {
  readonly row: ListAgentsRow;
  /** The average of the latest week with a score. */
  readonly now: number | null;
  /** Against the week with a score before it. */
  readonly change: number | null;
}

/** By name; those without one come last, by id. */
export function toAgents(rows: readonly ListAgentsRow[]): Agent[] {
  return rows
    .map(row => {
      const known = row.weekly_scores.filter(score => score !== null);
      const now = known.at(-1) ?? null;
      const before = known.at(-2);
      return {
        id: row.agent_id,
        label: row.agent_label,
        row,
        now,
        change: now === null || before === undefined ? null : now - before,
      };
    })
    .sort(
      (one, other) =>
        Number(one.label === null) - Number(other.label === null) || (nameOf(one) < nameOf(other) ? -1 : 1),
    );
}

/** The challenge of the detail, chosen by hand for one agent. */
export interface ChosenChallenge {
  readonly agentId: string;
  readonly challengeId: string;
}

/** A challenge of the agent's, and its place among them, counted from 0. */
export interface DetailChallenge extends Named {
  readonly index: number;
  readonly count: number;
}

/** The challenge chosen for this agent, else the one it is weakest on, else the one it submitted to most. */
export function challengeOf(
  agent: Agent,
  challenges: readonly ListAgentChallengesRow[],
  chosen: ChosenChallenge | null,
): DetailChallenge | undefined {
  const wanted = chosen?.agentId === agent.id ? chosen.challengeId : agent.row.weakest_challenge_id;
  const found = challenges.findIndex(({challenge_id}) => challenge_id === wanted);
  const index = Math.max(0, found);
  const row = challenges[index];
  return row && {id: row.challenge_id, label: row.challenge_label, index, count: challenges.length};
}

export interface StepAction {
  readonly by: 1 | -1;
  readonly agent: Agent;
  readonly challenges: readonly ListAgentChallengesRow[];
}

/** Chooses the neighbour of the challenge that is shown; after the last comes the first. */
export function chosenReducer(
  chosen: ChosenChallenge | null,
  {by, agent, challenges}: StepAction,
): ChosenChallenge | null {
  const shown = challengeOf(agent, challenges, chosen);
  if (!shown) return chosen;
  const next = challenges[(shown.index + by + challenges.length) % challenges.length];
  return next ? {agentId: agent.id, challengeId: next.challenge_id} : chosen;
}

/** Where the pages shown so far began: the last agent of the page before each, null for the first. */
export type Pages = readonly (string | null)[];

/**
 * The list's filter as a search on the server, or null where it is a pattern that only rows at hand can be tried on.
 * A backslash before a sign means the sign itself.
 */
export function searchOf(filter: string): string | null {
  const unescaped = filter.replace(/\\([^\p{L}\p{N}])/gu, '');
  if (/[\\[\](){}^$|?*+]/.test(unescaped) || filter.startsWith('!')) return null;
  return filter.replaceAll('\\', '').trim() || null;
}

/** The filter that finds what a person meant literally, as on the command line. */
export function literalFilter(text: string): string {
  return text.replace(/[\\[\](){}^$|?*+.!]/g, '\\$&');
}

export interface AgentsLayout {
  readonly listHeight: number;
  /** 0 where there is no room for it: zooming shows it. */
  readonly chartHeight: number;
  readonly lanesHeight: number;
  readonly chartWidth: number;
  readonly lanesWidth: number;
  readonly sideBySide: boolean;
}

/** Beside each other from here on. */
const wideColumns = 100;
const leastList = 4;
/** The frame, the numbers, the weeks, and a line worth the name. */
const leastChart = 7;
/** The frame and the header. */
const lanesFrame = 3;
/** Below this two panels on top of each other say nothing. */
const leastForTwo = 11;

/** The list, and below it the detail's panels: beside each other where the line is long enough. */
export function layoutAgents(
  {agentCount, laneCount, zoomed}: {agentCount: number; laneCount: number; zoomed: boolean},
  {width, height}: {width: number; height: number},
): AgentsLayout {
  const sideBySide = width >= wideColumns;
  const room = height - 1;
  const share = Math.floor(room * (sideBySide ? 0.5 : 0.35));
  const rows = agentCount === 0 ? leastList : agentCount + 1;
  const listHeight = zoomed ? 0 : Math.min(rows, Math.max(leastList, share));
  const rest = room - listHeight;
  if (sideBySide) {
    const lanesWidth = Math.max(66, Math.min(90, Math.floor(width * 0.6)));
    return {
      listHeight,
      chartHeight: rest,
      lanesHeight: rest,
      chartWidth: width - lanesWidth,
      lanesWidth,
      sideBySide,
    };
  }
  // All weak lanes are worth more than a taller chart.
  const lanesHeight =
    rest < leastForTwo
      ? rest
      : Math.max(Math.floor(rest * 0.48), Math.min(laneCount + lanesFrame, rest - leastChart));
  return {
    listHeight,
    chartHeight: rest - lanesHeight,
    lanesHeight,
    chartWidth: width,
    lanesWidth: width,
    sideBySide,
  };
}
