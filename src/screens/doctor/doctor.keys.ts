import {defineKeys} from '../../app/keys/keymap.ts';

export const doctorKeys = defineKeys('doctor', 'Doctor', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'detail',
    help: 'Give the finding under the cursor, or the list of what passed, the whole screen.',
    footer: true,
  },
  {
    id: 'zoom',
    keys: ['z'],
    label: 'zoom',
    help: 'Give the panel of the finding the whole screen, or all of it its place again.',
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the findings.'},
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
    id: 'faults',
    keys: ['f'],
    label: 'faults',
    help: 'Show only what is known to be wrong, or everything again.',
    footer: true,
  },
]);
