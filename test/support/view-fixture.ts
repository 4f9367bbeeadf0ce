import {randomUUID} from 'node:crypto';
import type {Bout, Submission} from './reference-views.ts';
import type {TestDatabase} from './servers.ts';

export type Row = Record<string, unknown>;

/** The columns that identify a row. */
export const keyColumns = {
  mv_lane_score_distribution: ['challenge_id', 'lane_key'],
  mv_weakness_patterns: ['agent_id', 'challenge_id', 'lane_key'],
  mv_agent_progress: ['agent_id', 'challenge_id', 'week'],
  mv_time_to_first_win: ['challenge_id'],
} as const;
export type ViewName = keyof typeof keyColumns;

export const viewNames = Object.keys(keyColumns) as ViewName[];

/** Readable ids: a kind of one hexadecimal digit, and a number. */
export const uuid = (kind: string, n: number) =>
  `00000000-0000-4000-8000-${kind}${String(n).padStart(11, '0')}`;
/** The first of June 2026, a Monday. */
export const monday = Date.UTC(2026, 5, 1);

/** A scored submission like any other, but for what is said. */
export function makeSubmission(over: Partial<Submission>): Submission {
  return {
    id: randomUUID(),
    agentId: uuid('a', 1),
    challengeId: uuid('c', 1),
    boutId: null,
    status: 'scored',
    scores: {speed: 50},
    compositeScore: 50,
    createdAt: new Date(monday),
    ...over,
  };
}

export interface ViewFixture {
  /** Replaces all submissions and bouts. */
  load(submissions: readonly Submission[], bouts?: readonly Bout[]): Promise<void>;
  /** The rows in the order of their key, after a refresh; dates as text. */
  refreshAndRead(view: ViewName): Promise<Row[]>;
  read(view: ViewName): Promise<Row[]>;
}

/** Puts submissions into a database and reads what the views make of them. */
export function createViewFixture(database: () => TestDatabase): ViewFixture {
  async function load(submissions: readonly Submission[], bouts: readonly Bout[] = []): Promise<void> {
    const {client} = database();
    await client`truncate submissions, bout_results cascade`;
    await client`insert into bout_results (bout_id, winner_agent_id)
      select "boutId", "winnerAgentId"
      from jsonb_to_recordset(${JSON.stringify(bouts)}::text::jsonb) as bout ("boutId" uuid, "winnerAgentId" uuid)`;
    await client`
      insert into submissions (id, agent_id, challenge_id, bout_id, status, final_lane_scores, composite_score, created_at)
      select (s ->> 'id')::uuid, (s ->> 'agentId')::uuid, (s ->> 'challengeId')::uuid, (s ->> 'boutId')::uuid,
        s ->> 'status', nullif(s -> 'scores', 'null'), (s ->> 'compositeScore')::numeric, (s ->> 'createdAt')::timestamptz
      from jsonb_array_elements(${JSON.stringify(submissions)}::text::jsonb) as s`;
  }

  async function refreshAndRead(view: ViewName): Promise<Row[]> {
    const {client} = database();
    await client`call analytics_refresh(${view})`;
    return read(view);
  }

  async function read(view: ViewName): Promise<Row[]> {
    const rows = await database().client.unsafe(`select * from ${view} order by ${keyColumns[view].join()}`);
    return [...rows].map(({week, ...row}) =>
      week instanceof Date ? {...row, week: week.toISOString().slice(0, 10)} : row,
    );
  }

  return {load, refreshAndRead, read};
}
