import {defineKeys} from '../../app/keys/keymap.ts';

export const cronKeys = defineKeys('cron', 'Cron', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'runs',
    help: 'Give the runs of the job under the cursor the whole screen.',
    footer: true,
  },
  {
    id: 'zoom',
    keys: ['z'],
    label: 'zoom',
    help: 'Give the panel of the job the whole screen, or all of it its place again.',
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the jobs.'},
  {
    id: 'refresh',
    keys: ['r'],
    label: 'refresh',
    help: 'Refresh the view that the job refreshes, concurrently.',
    footer: true,
  },
  {
    id: 'toggle',
    keys: ['t'],
    label: 'pause job',
    help: 'Pause the job under the cursor, or let it fire again.',
    footer: true,
  },
  {
    id: 'run-now',
    keys: ['n'],
    label: 'run now',
    help: 'Run the command of the job once, as yourself.',
    footer: true,
  },
  {id: 'copy', keys: ['y'], label: 'copy', help: 'Copy the remedy to the clipboard of the terminal.'},
  {
    id: 'databases',
    keys: ['b'],
    label: 'all databases',
    help: 'Show the jobs of all databases of the server, or of this one only.',
  },
  {id: 'faults', keys: ['f'], label: 'faults', help: 'Show only jobs that are not well.', footer: true},
  {
    id: 'explain',
    keys: ['e'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query behind the list.',
    footer: true,
  },
]);
