import {type Known, known} from '../health/known.ts';
import type {
  InstallationSnapshot,
  PipelineSnapshot,
  TransactionSnapshot,
  TwinsSnapshot,
  ViewDefinition,
} from '../health/snapshot/pipeline.ts';
import type {HealthDatabaseRow} from './health-database.ts';
import type {HealthInstallationRow} from './health-installation.ts';
import type {ListViewDefinitionsRow} from './list-view-definitions.ts';
import type {TwinStateRow} from './twin-state.ts';

/** The query counts no further. */
const countedAtMost = 10_000;

export interface PipelineAnswers {
  readonly database: Known<readonly HealthDatabaseRow[]>;
  readonly definitions: Known<readonly ListViewDefinitionsRow[]>;
  /** Null where the pipeline is not installed; not known where the schema that was named is not its own. */
  readonly installation: Known<readonly HealthInstallationRow[]> | null;
  /** No row where there are no live twins, or nothing is known of them. */
  readonly twins: readonly TwinStateRow[];
}

/** What of the database matters to analytics, with the pipeline where it is installed. */
export function toPipelineSnapshot(answers: PipelineAnswers): Known<PipelineSnapshot> {
  const {database, definitions, installation, twins} = answers;
  if (!database.known) return database;
  if (!definitions.known) return definitions;
  const [row] = database.value;
  if (!row) throw new Error('The server answered a question about itself with no row.');
  return known({
    installation: installation === null ? known(null) : readInstallation(installation, twins[0]),
    notifyQueueShare: row.notify_queue_share,
    oldestTransaction: toTransaction(row),
    aggregateColumns: row.aggregate_columns,
    missingIndexes: row.missing_indexes,
    definitions: definitions.value.map(toDefinition),
  });
}

function readInstallation(
  answer: Known<readonly HealthInstallationRow[]>,
  twins: TwinStateRow | undefined,
): Known<InstallationSnapshot | null> {
  if (!answer.known) return answer;
  const [row] = answer.value;
  return known(row ? toInstallation(row, twins) : null);
}

function toTransaction(row: HealthDatabaseRow): TransactionSnapshot | null {
  if (row.transaction_pid === null || row.transaction_since === null) return null;
  return {
    pid: row.transaction_pid,
    user: row.transaction_user ?? '',
    application: row.transaction_application ?? '',
    state: row.transaction_state ?? '',
    since: row.transaction_since,
  };
}

export function toInstallation(
  row: HealthInstallationRow,
  twins: TwinStateRow | undefined,
): InstallationSnapshot {
  return {
    workers: row.workers.map(({heartbeatMs, stoppedMs, ...worker}) => ({
      ...worker,
      heartbeatAt: new Date(heartbeatMs),
      stoppedAt: stoppedMs === null ? null : new Date(stoppedMs),
    })),
    outbox: {waitingCount: row.waiting_count, countedAtMost, oldestWaitingAt: row.oldest_waiting_at},
    silentTriggers: row.silent_triggers,
    scores:
      row.counted_at === null
        ? null
        : {
            scoredCount: row.scored_count,
            malformedCount: row.malformed_count,
            challengeCount: row.malformed_challenge_count,
            exampleSubmissionId: row.example_submission_id,
            countedAt: row.counted_at,
          },
    twins: twins ? toTwins(twins) : null,
    alertChannels: row.alert_channels.map(({failingMs, ...channel}) => ({
      ...channel,
      failingSince: failingMs === null ? null : new Date(failingMs),
    })),
  };
}

export function toTwins(row: TwinStateRow): TwinsSnapshot {
  return {
    isComplete: row.is_complete,
    shownUntil: row.shown_until,
    seenAt: row.server_now,
    viewsFrom: row.scheduled_from,
    waitingCount: row.waiting_count,
    verifiedAt: row.verified_at,
    differingSlices: row.differing_slices ?? 0,
    differingRows: row.differing_rows ?? 0,
    failingCount: row.failing_count,
    failing:
      row.failing_challenge_id === null
        ? null
        : {
            challengeId: row.failing_challenge_id,
            attempts: row.failing_attempts ?? 0,
            error: row.failing_error ?? '',
          },
  };
}

function toDefinition(row: ListViewDefinitionsRow): ViewDefinition {
  return {
    schema: row.schema_name,
    name: row.view_name,
    isMaterialized: row.is_materialized,
    text: row.definition,
    readsChallenges: row.reads_challenges,
    truncatesInSessionZone: row.truncates_in_session_zone,
  };
}
