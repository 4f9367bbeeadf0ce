import {defineKeys} from '../../app/keymap.ts';

export const cronKeys = defineKeys('cron', 'Cron', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'runs',
    help: 'Give the runs of the job under the cursor the whole screen.',
    footer: true,
  },
  {id: 'back', keys: ['esc'], label: 'back', help: 'Go back to the jobs.'},
  {
    id: 'refresh',
    keys: ['r'],
    label: 'refresh',
    help: 'Refresh the view that the job refreshes, concurrently.',
    footer: true,
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
