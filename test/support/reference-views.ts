/**
 * What the four views have to hold, computed in plain TypeScript from the meaning of each column: independent of the
 * SQL, slow, and as close to the definitions in words as code can be.
 */
export interface Submission {
  readonly id: string;
  readonly agentId: string;
  readonly challengeId: string;
  readonly boutId: string | null;
  readonly status: string;
  readonly scores: unknown;
  readonly compositeScore: number | null;
  readonly createdAt: Date;
}

export interface Bout {
  readonly boutId: string;
  readonly winnerAgentId: string | null;
}

type Row = Record<string, unknown>;

const dayMs = 86_400_000;

interface Sample {
  readonly submission: Submission;
  readonly lane: string;
  readonly score: number;
}

/** Half away from zero, on the decimal digits that a reader of the number sees. */
export function round(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = value.toPrecision(15).split('e');
  const shifted = Math.round(Math.abs(Number(`${digits}e${Number(exponent) + places}`)));
  return Math.sign(value) * Number(`${shifted}e-${places}`) || 0;
}

export function laneScoreDistribution(submissions: readonly Submission[]): Row[] {
  return groupBy(samplesOf(submissions), ({submission, lane}) => [submission.challengeId, lane]).map(
    group => {
      const scores = group.map(({score}) => score).sort((a, b) => a - b);
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
      return {
        challenge_id: first(group).submission.challengeId,
        lane_key: first(group).lane,
        sample_count: scores.length,
        mean_score: round(mean, 3),
        stddev_score: scores.length < 2 ? null : round(Math.sqrt(squares / (scores.length - 1)), 3),
        min_score: round(first(scores), 3),
        max_score: round(scores.at(-1) ?? 0, 3),
        p10: round(percentile(scores, 0.1), 3),
        p25: round(percentile(scores, 0.25), 3),
        p50: round(percentile(scores, 0.5), 3),
        p75: round(percentile(scores, 0.75), 3),
        p90: round(percentile(scores, 0.9), 3),
        last_submission_at: new Date(
          Math.max(...group.map(({submission}) => submission.createdAt.getTime())),
        ),
      };
    },
  );
}

export function weaknessPatterns(submissions: readonly Submission[]): Row[] {
  const lanes = laneScoreDistribution(submissions);
  return groupBy(samplesOf(submissions), ({submission, lane}) => [
    submission.agentId,
    submission.challengeId,
    lane,
  ])
    .filter(group => group.length >= 2)
    .map(group => {
      const {submission, lane} = first(group);
      const scores = group.map(({score}) => score);
      const average = round(scores.reduce((sum, score) => sum + score, 0) / scores.length, 3);
      const slope = slopePerDay(group);
      const {p25, p50, p75, sample_count} = lanes.find(
        row => row.challenge_id === submission.challengeId && row.lane_key === lane,
      ) as {p25: number; p50: number; p75: number; sample_count: number};
      return {
        agent_id: submission.agentId,
        challenge_id: submission.challengeId,
        lane_key: lane,
        attempt_count: group.length,
        avg_score: average,
        min_score: round(Math.min(...scores), 3),
        max_score: round(Math.max(...scores), 3),
        score_trend_slope: slope === null ? null : round(slope, 6),
        performance_category: categorise(average, p25, p50, p75),
        challenge_p25: p25,
        challenge_p50: p50,
        challenge_p75: p75,
        challenge_sample_count: sample_count,
      };
    });
}

export function agentProgress(submissions: readonly Submission[]): Row[] {
  const scored = submissions.filter(({status}) => status === 'scored');
  return groupBy(scored, ({agentId, challengeId}) => [agentId, challengeId]).flatMap(group => {
    const weeks = groupBy(group, ({createdAt}) => [mondayOf(createdAt)]);
    weeks.sort((a, b) => (mondayOf(first(a).createdAt) < mondayOf(first(b).createdAt) ? -1 : 1));
    let previous: number | null = null;
    return weeks.map((week, index) => {
      const scores = week.flatMap(({compositeScore}) => (compositeScore === null ? [] : [compositeScore]));
      const average =
        scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const delta = index === 0 || average === null || previous === null ? null : average - previous;
      previous = average;
      return {
        agent_id: first(week).agentId,
        challenge_id: first(week).challengeId,
        week: mondayOf(first(week).createdAt),
        submission_count: week.length,
        avg_composite_score: average === null ? null : round(average, 3),
        best_composite_score: scores.length === 0 ? null : round(Math.max(...scores), 3),
        worst_composite_score: scores.length === 0 ? null : round(Math.min(...scores), 3),
        wow_composite_delta: delta === null ? null : round(delta, 3),
      };
    });
  });
}

export function timeToFirstWin(submissions: readonly Submission[], bouts: readonly Bout[]): Row[] {
  const scored = submissions.filter(({status}) => status === 'scored');
  return groupBy(scored, ({challengeId}) => [challengeId]).flatMap(onChallenge => {
    const days = groupBy(onChallenge, ({agentId}) => [agentId]).flatMap(byAgent => {
      const wins = byAgent.filter(({agentId, boutId}) =>
        bouts.some(bout => bout.boutId === boutId && bout.winnerAgentId === agentId),
      );
      return wins.length === 0 ? [] : [(earliest(wins) - earliest(byAgent)) / dayMs];
    });
    if (days.length < 5) return [];
    return [
      {
        challenge_id: first(onChallenge).challengeId,
        agents_with_win: days.length,
        avg_days_to_first_win: round(days.reduce((sum, each) => sum + each, 0) / days.length, 1),
      },
    ];
  });
}

function samplesOf(submissions: readonly Submission[]): Sample[] {
  return submissions
    .filter(({status}) => status === 'scored')
    .flatMap(submission => {
      const {scores} = submission;
      if (typeof scores !== 'object' || scores === null || Array.isArray(scores)) return [];
      return Object.entries(scores)
        .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
        .map(([lane, score]) => ({submission, lane, score}));
    });
}

/** Linear interpolation between the two nearest ranks. */
function percentile(sorted: readonly number[], fraction: number): number {
  const rank = fraction * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] ?? 0;
  const high = sorted[Math.ceil(rank)] ?? 0;
  return low + (rank - Math.floor(rank)) * (high - low);
}

function slopePerDay(group: readonly Sample[]): number | null {
  const start = earliest(group.map(({submission}) => submission));
  const points = group.map(({submission, score}) => ({
    x: (submission.createdAt.getTime() - start) / dayMs,
    y: score,
  }));
  if (points.every(({x}) => x === 0)) return null;
  const meanX = points.reduce((sum, {x}) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, {y}) => sum + y, 0) / points.length;
  const covariance = points.reduce((sum, {x, y}) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, {x}) => sum + (x - meanX) ** 2, 0);
}

function categorise(average: number, p25: number, p50: number, p75: number): string {
  if (average < p25) return 'persistent_weakness';
  if (average < p50) return 'below_median';
  return average > p75 ? 'consistent_strength' : 'average';
}

function mondayOf(moment: Date): string {
  const day = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate()));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function earliest(submissions: readonly Submission[]): number {
  return Math.min(...submissions.map(({createdAt}) => createdAt.getTime()));
}

function groupBy<Item>(
  items: readonly Item[],
  key: (item: Item) => readonly string[],
): Array<[Item, ...Item[]]> {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const name = JSON.stringify(key(item));
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()];
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('an empty group');
  return item;
}
