import {defineKeys} from '../../app/keys/keymap.ts';

export const agentsKeys = defineKeys('agents', 'Agents', [
  {
    id: 'zoom',
    keys: ['enter', 'z'],
    label: 'zoom',
    help: 'Give the agent under the cursor the whole screen.',
    footer: true,
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the agents.'},
  {
    id: 'previous-challenge',
    keys: ['[', 'left'],
    label: 'previous',
    help: 'Show how the agent does on its challenge before.',
  },
  {
    id: 'next-challenge',
    keys: [']', 'right'],
    label: 'challenge',
    help: 'Show how the agent does on its next challenge.',
    footer: true,
    pair: 'previous-challenge',
  },
  {
    id: 'all-lanes',
    keys: ['f'],
    label: 'lanes',
    help: 'Show also the lanes that the agent is not weak in, or only the weak ones again.',
    footer: true,
  },
  {
    id: 'refresh',
    keys: ['r'],
    label: 'refresh',
    help: 'Refresh mv_weakness_patterns and mv_agent_progress, concurrently.',
    footer: true,
  },
  {
    id: 'explain',
    keys: ['e'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query behind the weak lanes.',
    footer: true,
  },
  {
    id: 'source',
    keys: ['s'],
    label: 'source',
    help: 'Read the scheduled views, the live twins, or again the fresher of both.',
    footer: true,
  },
  {id: 'next-page', keys: ['}'], label: 'next page', help: 'Show the next 200 agents.'},
  {id: 'previous-page', keys: ['{'], label: 'previous page', help: 'Show the 200 agents before.'},
]);
