import {type LaneDistributionsRow, laneDistributions} from '../../queries/lane-distributions.ts';
import {formatCount, formatMoment, formatScore} from '../../ui/format.ts';
import {eachChallenge} from './each-challenge.ts';
import {challengeColumn} from './name-columns.ts';
import {defineReport} from './report.ts';

type Row = LaneDistributionsRow & {challenge_label: string | null};

const score = (
  key: 'p10' | 'p25' | 'p50' | 'p75' | 'p90' | 'mean_score',
  title: string,
  priority: number,
) => ({
  title,
  priority,
  align: 'right' as const,
  text: (row: Row) => formatScore(row[key]),
});

export const lanesReport = defineReport<Row>({
  name: 'lanes',
  title: 'How the scores of each challenge are distributed, lane by lane.',
  needs: ['pipeline'],
  readsMetrics: true,
  narrowedBy: ['challenge'],
  fields: [
    'challenge_label',
    ...(Object.keys(laneDistributions.row.shape) as (keyof LaneDistributionsRow)[]),
  ],
  columns: [
    challengeColumn,
    {title: 'lane', priority: 0, min: 8, text: row => row.lane_key},
    {title: 'samples', priority: 2, align: 'right', text: row => formatCount(row.sample_count)},
    score('mean_score', 'mean', 5),
    score('p10', 'p10', 4),
    score('p25', 'p25', 3),
    score('p50', 'p50', 0),
    score('p75', 'p75', 3),
    score('p90', 'p90', 4),
    {title: 'latest', priority: 6, text: (row, now) => formatMoment(row.last_submission_at, now)},
  ],
  whenEmpty: 'No lane has five samples yet.',
  async *read(database, {challengeId}) {
    for (const {challenge_id, challenge_label} of await eachChallenge(database, challengeId)) {
      for (const row of await database.ask(laneDistributions, {challenge_id}))
        yield {challenge_label, ...row};
    }
  },
});
