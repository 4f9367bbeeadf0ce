import {defineKeys} from '../keymap.ts';

export const helpKeys = defineKeys('help', 'Help', [
  {id: 'close', keys: ['esc', '?', 'q', 'h'], label: 'close', help: 'Close help.', footer: true},
  {id: 'down', keys: ['j', 'down', 'pgdn'], label: 'down', help: 'Scroll down.'},
  {id: 'up', keys: ['k', 'up', 'pgup'], label: 'up', help: 'Scroll up.'},
]);
