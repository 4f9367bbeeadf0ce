import {defineKeys} from '../../app/keys/keymap.ts';

export const lanesKeys = defineKeys('lanes', 'Lanes', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'lane',
    help: 'Give the lane under the cursor the whole screen.',
    footer: true,
  },
  {
    id: 'zoom',
    keys: ['z'],
    label: 'zoom',
    help: 'Give the panel of the lane the whole screen, or all of it its place again.',
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the lanes.'},
  {
    id: 'previous',
    keys: ['[', 'left'],
    label: 'previous',
    help: 'Show the challenge before.',
  },
  {
    id: 'next',
    keys: [']', 'right'],
    label: 'challenge',
    help: 'Show the next challenge.',
    footer: true,
    pair: 'previous',
  },
  {
    id: 'pick',
    keys: ['c'],
    label: 'pick',
    help: 'Pick a challenge by a part of its name or the beginning of its id.',
    footer: true,
  },
  {
    id: 'refresh',
    keys: ['r'],
    label: 'refresh',
    help: 'Refresh mv_lane_score_distribution, concurrently.',
    footer: true,
  },
  {
    id: 'explain',
    keys: ['e'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query behind the lanes.',
    footer: true,
  },
  {
    id: 'source',
    keys: ['s'],
    label: 'source',
    help: 'Read the scheduled views, the live twins, or again the fresher of both.',
    footer: true,
  },
]);
