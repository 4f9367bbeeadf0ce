import {type TimeToFirstWinRow, timeToFirstWin} from '../../queries/time-to-first-win.ts';
import {formatCount, formatScore} from '../../ui/format.ts';
import {challengeColumn} from './name-columns.ts';
import {defineReport} from './report.ts';

export const winsReport = defineReport<TimeToFirstWinRow>({
  name: 'wins',
  title: 'How many days agents take to their first win on a challenge.',
  needs: ['pipeline'],
  readsMetrics: true,
  narrowedBy: ['challenge'],
  fields: Object.keys(timeToFirstWin.row.shape) as (keyof TimeToFirstWinRow)[],
  columns: [
    challengeColumn,
    {title: 'winners', priority: 0, align: 'right', text: row => formatCount(row.agents_with_win)},
    {
      title: 'days to first win',
      priority: 0,
      align: 'right',
      text: row => formatScore(row.avg_days_to_first_win),
    },
  ],
  whenEmpty: 'No challenge has five winners yet.',
  async *read(database, {challengeId}) {
    yield* await database.ask(timeToFirstWin, {challenge_id: challengeId});
  },
});
