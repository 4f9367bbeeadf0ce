import {defineKeys} from '../../app/keys/keymap.ts';

export const eventsKeys = defineKeys('events', 'Events', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'payload',
    help: 'Show the payload of the event under the cursor; press again to give it the whole screen.',
    footer: true,
  },
  {
    id: 'zoom',
    keys: ['z'],
    label: 'zoom',
    help: 'Give the payload of the event under the cursor the whole screen.',
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the tail.'},
  {
    id: 'autoscroll',
    keys: ['s'],
    label: 'autoscroll',
    help: 'Let the tail stand still, or go to the newest event and run along again.',
    footer: true,
  },
  {
    id: 'wrap',
    keys: ['w'],
    label: 'wrap',
    help: 'Show each event on as many lines as it takes.',
    footer: true,
  },
  {
    id: 'mark',
    keys: ['m'],
    label: 'mark',
    help: 'Draw a line with the time below what comes next.',
    footer: true,
  },
  {id: 'copy', keys: ['y'], label: 'copy', help: 'Copy the payload to the clipboard of the terminal.'},
  {
    id: 'explain',
    keys: ['e'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query that counts what a gap missed.',
  },
]);

export const payloadKeys = defineKeys('payload', 'Payload', [
  {id: 'copy', keys: ['y'], label: 'copy', help: 'Copy the payload.', footer: true},
  {id: 'back', keys: ['esc', 'enter', 'z'], label: 'back', help: 'Go back to the tail.', footer: true},
]);
