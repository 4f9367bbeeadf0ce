import {nameOf} from '../../screens/names.ts';

/** An agent by its label, or by the beginning of its id. */
export const agentColumn = {
  title: 'agent',
  priority: 0,
  min: 8,
  text: (row: {readonly agent_id: string; readonly agent_label: string | null}) =>
    nameOf({id: row.agent_id, label: row.agent_label}),
};

/** The same for a challenge. */
export const challengeColumn = {
  title: 'challenge',
  priority: 0,
  min: 8,
  text: (row: {readonly challenge_id: string; readonly challenge_label: string | null}) =>
    nameOf({id: row.challenge_id, label: row.challenge_label}),
};
