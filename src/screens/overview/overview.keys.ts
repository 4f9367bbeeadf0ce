import {defineKeys} from '../../app/keys/keymap.ts';

export const overviewKeys = defineKeys('overview', 'Overview', [
  {
    id: 'go',
    keys: ['enter'],
    label: 'go there',
    help: 'Go to the screen of the finding under the cursor.',
    footer: true,
  },
  {
    id: 'zoom',
    keys: ['z'],
    label: 'zoom',
    help: 'Give the findings the whole screen, or show the panels again.',
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Show the panels again.'},
  {
    id: 'mute',
    keys: ['m'],
    label: 'mute',
    help: 'Have nothing sent about the finding under the cursor for a while.',
  },
  {
    id: 'acknowledge',
    keys: ['a'],
    label: 'acknowledge',
    help: 'Say that somebody is on the finding under the cursor: no repeats for a while.',
  },
  {id: 'copy', keys: ['y'], label: 'copy', help: 'Copy what helps to the clipboard.', footer: true},
  {
    id: 'explain',
    keys: ['e'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query behind the last hour.',
  },
]);
