import {useState} from 'react';
import type {Live} from '../../app/live/live-store.ts';
import {useLive} from '../../app/live/use-live.ts';
import {useRememberedReducer} from '../../app/memory.ts';
import {type AgentProgressRow, agentProgress} from '../../queries/agent-progress.ts';
import {type AgentWeaknessPatternsRow, agentWeaknessPatterns} from '../../queries/agent-weakness-patterns.ts';
import {listAgentChallenges} from '../../queries/list-agent-challenges.ts';
import {
  type Agent,
  type ChosenChallenge,
  challengeOf,
  chosenReducer,
  type DetailChallenge,
  type StepAction,
} from './agents.state.ts';

const shownWeeks = 12;
const challengesEveryMs = 30_000;
/** With the weak lanes at the program's pace, the screen asks two questions a tick. */
const progressEveryMs = 5000;

export interface AgentDetail {
  readonly challenge: DetailChallenge | undefined;
  readonly progress: Live<AgentProgressRow>;
  readonly lanes: Live<AgentWeaknessPatternsRow>;
  /** What the weak lanes are asked with, or null while that is not known. */
  readonly laneParams: {agent_id: string; challenge_id: string; all: boolean} | null;
  /** Lanes that are not weak are asked for too. */
  readonly all: boolean;
  toggleAll(): void;
  step(by: 1 | -1): void;
}

/** How one agent does on one of its challenges; without an agent nothing is asked. */
export function useAgentDetail(agent: Agent | undefined): AgentDetail {
  const [chosen, dispatch] = useRememberedReducer<ChosenChallenge | null, StepAction>(
    'agents challenge',
    chosenReducer,
    null,
  );
  const [all, setAll] = useState(false);
  const challenges = useLive(listAgentChallenges, agent ? {agent_id: agent.id} : null, {
    everyMs: challengesEveryMs,
  });
  const rows = challenges.status === 'ready' ? challenges.rows : [];
  const challenge = agent && challengeOf(agent, rows, chosen);
  const asked = agent && challenge ? {agent_id: agent.id, challenge_id: challenge.id} : null;
  const laneParams = asked && {...asked, all};
  const progress = useLive(agentProgress, asked && {...asked, weeks: shownWeeks}, {everyMs: progressEveryMs});
  const lanes = useLive(agentWeaknessPatterns, laneParams);
  // Without the challenges neither of the others can be asked: their failure is told in both places.
  const failed = challenges.status === 'failed' ? challenges : null;
  return {
    challenge,
    progress: failed ?? progress,
    lanes: failed ?? lanes,
    laneParams,
    all,
    toggleAll: () => setAll(!all),
    step: by => agent && dispatch({by, agent, challenges: rows}),
  };
}
