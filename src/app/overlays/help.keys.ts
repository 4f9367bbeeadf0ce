import {defineKeys} from '../keys/keymap.ts';

export const helpKeys = defineKeys('help', 'Help', [
  {id: 'run', keys: ['enter'], label: 'press it', help: 'Press the key under the cursor.', footer: true},
  {id: 'search', keys: ['/'], label: 'search', help: 'Search keys by what they do.', footer: true},
  {id: 'close', keys: ['esc', '?', 'q', 'h'], label: 'close', help: 'Close help.', footer: true},
  {id: 'down', keys: ['j', 'down'], label: 'down', help: 'Move the cursor down.'},
  {id: 'up', keys: ['k', 'up'], label: 'up', help: 'Move the cursor up.'},
  {id: 'page-down', keys: ['pgdn', 'ctrl-d'], label: 'page down', help: 'Move a page down.'},
  {id: 'page-up', keys: ['pgup', 'ctrl-u'], label: 'page up', help: 'Move a page up.'},
  {id: 'first', keys: ['g', 'home'], label: 'first', help: 'Go to the first key.'},
  {id: 'last', keys: ['G', 'end'], label: 'last', help: 'Go to the last key.'},
]);

/** While a search is typed. */
export const helpSearchKeys = defineKeys('help search', 'Searching help', [
  {id: 'run', keys: ['enter'], label: 'press it', help: 'Press the key under the cursor.', footer: true},
  {id: 'cancel', keys: ['esc', 'ctrl-c'], label: 'all keys', help: 'Show all keys again.', footer: true},
  {id: 'down', keys: ['down'], label: 'down', help: 'Move the cursor down.'},
  {id: 'up', keys: ['up'], label: 'up', help: 'Move the cursor up.'},
  {id: 'erase', keys: ['backspace', 'delete'], label: 'erase', help: 'Erase the last character.'},
  {id: 'clear', keys: ['ctrl-u'], label: 'clear', help: 'Erase everything.'},
]);
