import {defineKeys} from '../keys/keymap.ts';

export const promptKeys = defineKeys('prompt', 'Typing', [
  {id: 'submit', keys: ['enter'], label: 'take it', help: 'Take the text.', footer: true},
  {
    id: 'cancel',
    keys: ['esc', 'ctrl-c'],
    label: 'never mind',
    help: 'Leave everything as it was.',
    footer: true,
  },
  {id: 'erase', keys: ['backspace', 'delete'], label: 'erase', help: 'Erase the last character.'},
  {id: 'clear', keys: ['ctrl-u'], label: 'clear', help: 'Erase everything.'},
]);
