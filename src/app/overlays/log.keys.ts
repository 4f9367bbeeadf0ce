import {defineKeys} from '../keys/keymap.ts';

export const logKeys = defineKeys('log', 'SQL log', [
  {id: 'close', keys: ['esc', '@', 'q'], label: 'close', help: 'Close the log.', footer: true},
  {id: 'down', keys: ['j', 'down', 'pgdn', 'ctrl-d'], label: 'down', help: 'Scroll down.'},
  {id: 'up', keys: ['k', 'up', 'pgup', 'ctrl-u'], label: 'up', help: 'Scroll up.'},
]);
