import {defineKeys} from '../../app/keymap.ts';

export const eventsKeys = defineKeys('events', 'Events', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'payload',
    help: 'Show the payload of the event under the cursor.',
    footer: true,
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the tail.'},
  {
    id: 'explain',
    keys: ['e'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query that counts what a gap missed.',
  },
]);
