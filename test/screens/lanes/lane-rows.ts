import type {LaneDistributionsRow} from '../../../src/queries/lane-distributions.ts';
import type {ListChallengesRow} from '../../../src/queries/list-challenges.ts';
import type {ListViewAgesRow} from '../../../src/queries/list-view-ages.ts';

/** An id that begins with the given hexadecimal digits. */
export function idOf(digits: string): string {
  return `${digits.padEnd(8, '0')}-0000-4000-8000-000000000000`;
}

export function challengeRow(
  digits: string,
  challenge_label: string | null,
  rest: Partial<ListChallengesRow> = {},
): ListChallengesRow {
  return {
    challenge_id: idOf(digits),
    challenge_label,
    sample_count: 9269,
    lane_count: 3,
    hidden_lane_count: 0,
    last_submission_at: new Date('2026-11-16T09:41:00Z'),
    ...rest,
  };
}

export function laneRow(lane_key: string, rest: Partial<LaneDistributionsRow> = {}): LaneDistributionsRow {
  return {
    challenge_id: idOf('a1'),
    lane_key,
    sample_count: 9269,
    mean_score: 50.1,
    stddev_score: 21.5,
    min_score: 0,
    max_score: 100,
    p10: 10,
    p25: 25,
    p50: 50,
    p75: 75,
    p90: 90,
    last_submission_at: new Date('2026-11-16T09:41:00Z'),
    ...rest,
  };
}

/** A view whose data was two minutes old by the server's clock when it was asked. */
export function viewAgeRow(view_name: string, rest: Partial<ListViewAgesRow> = {}): ListViewAgesRow {
  return {
    view_name,
    populated: true,
    data_from: new Date('2026-11-16T09:40:00Z'),
    duration_ms: 120,
    row_count: 606,
    refreshing_since: null,
    server_now: new Date('2026-11-16T09:42:00Z'),
    ...rest,
  };
}
