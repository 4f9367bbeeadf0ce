import {defineKeys} from './keymap.ts';

/** The keys of every list. ctrl-d and ctrl-u only ever scroll, so that a reflex from vim or tmux does no harm. */
export const listBindings = [
  {id: 'down', keys: ['j', 'down'], label: 'down', help: 'Move the cursor down.'},
  {id: 'up', keys: ['k', 'up'], label: 'up', help: 'Move the cursor up.'},
  {id: 'page-down', keys: ['pgdn'], label: 'page down', help: 'Move a page down.'},
  {id: 'page-up', keys: ['pgup'], label: 'page up', help: 'Move a page up.'},
  {id: 'half-page-down', keys: ['ctrl-d'], label: 'half page down', help: 'Move half a page down.'},
  {id: 'half-page-up', keys: ['ctrl-u'], label: 'half page up', help: 'Move half a page up.'},
  {id: 'first', keys: ['g', 'home'], label: 'first', help: 'Go to the first row.'},
  {id: 'last', keys: ['G', 'end'], label: 'last', help: 'Go to the last row.'},
  {
    id: 'filter',
    keys: ['/'],
    label: 'filter',
    help: 'Show only rows that match a pattern; ! inverts it.',
    footer: true,
  },
  {id: 'sort-next', keys: ['>'], label: 'sort', help: 'Sort by the next column.'},
  {id: 'sort-previous', keys: ['<'], label: 'sort', help: 'Sort by the column before.'},
  {id: 'sort-flip', keys: ['o'], label: 'flip', help: 'Turn the order of the sort round.'},
  {
    id: 'scroll-left',
    keys: ['(', 'shift-left'],
    label: 'left',
    help: 'Scroll the columns back.',
  },
  {
    id: 'scroll-right',
    keys: [')', 'shift-right'],
    label: 'columns',
    help: 'Scroll to the columns that there is no room for; the first one stays.',
    pair: 'scroll-left',
  },
  {id: 'mark', keys: ['space'], label: 'mark', help: 'Mark the row under the cursor, or take its mark away.'},
  {
    id: 'save',
    keys: ['ctrl-s'],
    label: 'save',
    help: 'Save the table as CSV or JSON: the marked rows, or all that are shown.',
  },
] as const;

export type ListKeyId = (typeof listBindings)[number]['id'];

export const listKeys = defineKeys('list', 'In lists', listBindings);
