import {defineKeys} from './keymap.ts';

/** Keys that mean the same everywhere. */
export const programKeys = defineKeys('program', 'Everywhere', [
  {
    id: 'screen',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8'],
    label: 'screens',
    help: 'Go to a screen by its number.',
  },
  {id: 'next-screen', keys: ['tab'], label: 'next', help: 'Go to the next screen.'},
  {id: 'previous-screen', keys: ['shift-tab'], label: 'previous', help: 'Go to the screen before.'},
  {
    id: 'pause',
    keys: ['p'],
    label: 'pause',
    help: 'Stop asking the server; press again to go on.',
    footer: true,
  },
  {id: 'slower', keys: ['+', '='], label: 'slower', help: 'Ask less often, up to every five minutes.'},
  {id: 'faster', keys: ['-', '_'], label: 'faster', help: 'Ask more often, down to every half second.'},
  {id: 'reload', keys: ['R'], label: 'reload', help: 'Ask again now.'},
  {
    id: 'palette',
    keys: [':'],
    label: 'command',
    help: 'Type a command: a screen, `interval 10s`, `challenge maze`, `agent 3f2c`, any key by its name.',
    footer: true,
  },
  {
    id: 'copied',
    keys: ['Y'],
    label: 'copied text',
    help: 'Show what was copied last, to select it by hand where the terminal does not take it.',
  },
  {id: 'log', keys: ['@'], label: 'SQL log', help: 'Show every statement that lanewatch sent.'},
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    label: 'suspend',
    help: 'Go back to the shell; `fg` returns.',
    everywhere: true,
  },
  {id: 'help', keys: ['?', 'h'], label: 'help', help: 'Show all keys that are valid here.', footer: true},
  {id: 'quit', keys: ['q'], label: 'quit', help: 'Leave lanewatch.', footer: true},
  {
    id: 'interrupt',
    keys: ['ctrl-c'],
    label: 'quit',
    help: 'Leave lanewatch, also from help and from the SQL log.',
    everywhere: true,
  },
]);
