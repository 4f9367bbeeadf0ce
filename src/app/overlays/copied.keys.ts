import {defineKeys} from '../keys/keymap.ts';

export const copiedKeys = defineKeys('copied', 'Copied text', [
  {id: 'close', keys: ['esc', 'q', 'Y', 'enter'], label: 'close', help: 'Close the text.', footer: true},
  {id: 'down', keys: ['j', 'down'], label: 'scroll', help: 'Scroll down.', footer: true, pair: 'up'},
  {id: 'up', keys: ['k', 'up'], label: 'up', help: 'Scroll up.'},
]);
