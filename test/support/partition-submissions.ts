import type {Client} from '../../src/db/client.ts';

/** How a platform may cut its submissions into partitions. */
export const partitionings = ['by month', 'by challenge'] as const;
export type Partitioning = (typeof partitionings)[number];

/** A primary key holds the columns that cut, so no foreign key can name a submission by its id alone. */
const parents: Record<Partitioning, string> = {
  'by month': 'primary key (id, created_at)) partition by range (created_at)',
  'by challenge': 'primary key (id, challenge_id)) partition by hash (challenge_id)',
};

const parts: Record<Partitioning, string> = {
  'by month': `
    create table submissions_06 partition of submissions for values from ('2026-06-01 00:00+00') to ('2026-07-01 00:00+00');
    create table submissions_07 partition of submissions for values from ('2026-07-01 00:00+00') to ('2026-08-01 00:00+00');
    create table submissions_rest partition of submissions default`,
  'by challenge': `
    create table submissions_0 partition of submissions for values with (modulus 3, remainder 0);
    create table submissions_1 partition of submissions for values with (modulus 3, remainder 1);
    create table submissions_2 partition of submissions for values with (modulus 3, remainder 2)`,
};

/** Puts an empty, partitioned table in the place of the platform's submissions, with the same columns and indexes. */
export async function partitionSubmissions(client: Client, partitioning: Partitioning): Promise<void> {
  await client.unsafe(`
    alter table judge_outputs drop constraint judge_outputs_submission_id_fkey;
    alter table submissions rename to undivided;
    create table submissions (like undivided including defaults, ${parents[partitioning]};
    drop table undivided;
    ${parts[partitioning]};
    create index on submissions (agent_id, challenge_id, created_at desc);
    create index on submissions (challenge_id, created_at desc);
    create index on submissions (bout_id) where bout_id is not null`);
}
