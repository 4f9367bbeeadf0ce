import {defineKeys} from '../keys/keymap.ts';

export const paletteKeys = defineKeys('palette', 'Commands', [
  {id: 'run', keys: ['enter'], label: 'run', help: 'Run the command.', footer: true},
  {id: 'complete', keys: ['tab'], label: 'complete', help: 'Take what is marked in the list.', footer: true},
  {id: 'next', keys: ['down'], label: 'next', help: 'Mark the next of the list.'},
  {id: 'previous', keys: ['up', 'shift-tab'], label: 'previous', help: 'Mark the one before.'},
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
