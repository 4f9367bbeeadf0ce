import {defineKeys} from '../../app/keys/keymap.ts';

export const viewsKeys = defineKeys('views', 'Views', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'detail',
    help: 'Give the view under the cursor the whole screen.',
    footer: true,
  },
  {
    id: 'zoom',
    keys: ['z'],
    label: 'zoom',
    help: 'Give the panel of the view the whole screen, or all of it its place again.',
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the views, or take all marks away.'},
  {
    id: 'refresh',
    keys: ['r'],
    label: 'refresh',
    help: 'Refresh the marked views, or the one under the cursor, concurrently.',
    footer: true,
  },
  {
    id: 'refresh-all',
    keys: ['A'],
    label: 'refresh all',
    help: 'Refresh all views that can be, in the order of their dependencies.',
    footer: true,
  },
  {
    id: 'cancel',
    keys: ['C'],
    label: 'cancel',
    help: 'Cancel the refresh of the view under the cursor.',
    footer: true,
  },
  {
    id: 'definition',
    keys: ['d'],
    label: 'definition',
    help: 'Read the definition of the view under the cursor.',
    footer: true,
  },
  {
    id: 'explain',
    keys: ['e'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE what a refresh of the view runs: its own SELECT.',
    footer: true,
  },
  {id: 'copy', keys: ['y'], label: 'copy', help: 'Copy what helps to the clipboard of the terminal.'},
  {id: 'faults', keys: ['f'], label: 'faults', help: 'Show only views that are not well.', footer: true},
]);

/** Beside the keys of lists, which scroll. */
export const definitionKeys = defineKeys('definition', 'Views: the definition', [
  {id: 'copy', keys: ['y'], label: 'copy', help: 'Copy the definition.', footer: true},
  {id: 'back', keys: ['esc', 'd'], label: 'back', help: 'Go back to the views.', footer: true},
]);
