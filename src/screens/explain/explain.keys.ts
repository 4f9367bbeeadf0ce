import {defineKeys} from '../../app/keymap.ts';

export const explainKeys = defineKeys('explain', 'Explain', [
  {
    id: 'again',
    keys: ['e'],
    label: 'run again',
    help: 'EXPLAIN ANALYZE the same statement again, and compare.',
    footer: true,
  },
  {id: 'cancel', keys: ['C'], label: 'cancel', help: 'Cancel the statement that runs.', footer: true},
  {
    id: 'back',
    keys: ['esc'],
    label: 'back',
    help: 'Cancel what runs; otherwise go back to the list of queries.',
  },
]);

export const chooserKeys = defineKeys('explain queries', 'Queries to explain', [
  {
    id: 'explain',
    keys: ['enter'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query under the cursor.',
    footer: true,
  },
]);
