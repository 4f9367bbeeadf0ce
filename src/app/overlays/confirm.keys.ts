import {defineKeys} from '../keys/keymap.ts';

/** The key that confirms is never one that asked, so that a key pressed twice does nothing. */
export const confirmKeys = defineKeys('confirm', 'Confirm', [
  {id: 'confirm', keys: ['y'], label: 'yes, run it', help: 'Run the statement that is shown.', footer: true},
  {
    id: 'cancel',
    keys: ['esc', 'n', 'q', 'ctrl-c'],
    label: 'no',
    help: 'Go back; nothing is run.',
    footer: true,
  },
]);
