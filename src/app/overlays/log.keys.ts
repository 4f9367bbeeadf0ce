import {defineKeys} from '../keys/keymap.ts';

export const logKeys = defineKeys('log', 'SQL log', [
  {id: 'close', keys: ['esc', '@', 'q'], label: 'close', help: 'Close the log.', footer: true},
  {
    id: 'down',
    keys: ['j', 'down', 'pgdn', 'ctrl-d'],
    label: 'scroll',
    help: 'Scroll down.',
    footer: true,
    pair: 'up',
  },
  {id: 'up', keys: ['k', 'up', 'pgup', 'ctrl-u'], label: 'up', help: 'Scroll up.'},
]);
