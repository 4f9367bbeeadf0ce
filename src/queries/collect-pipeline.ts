import {type Known, known} from '../health/known.ts';
import type {
  InstallationSnapshot,
  PipelineSnapshot,
  TransactionSnapshot,
  ViewDefinition,
} from '../health/snapshot/pipeline.ts';
import type {Database} from './database.ts';
import {type HealthDatabaseRow, healthDatabase} from './health-database.ts';
import {type HealthInstallationRow, healthInstallation} from './health-installation.ts';
import {type ListViewDefinitionsRow, listViewDefinitions} from './list-view-definitions.ts';
import {tryToKnow} from './try-to-know.ts';

/** The query counts no further. */
const countedAtMost = 10_000;

/**
 * The pipeline where it is installed, and what of the database matters to analytics in any case. Throws when the link
 * is lost.
 */
export async function collectPipeline(
  database: Database,
  signal?: AbortSignal,
): Promise<Known<PipelineSnapshot>> {
  const {has_pipeline: hasPipeline} = await database.facts();
  const [answers, installation] = await Promise.all([
    tryToKnow(
      Promise.all([database.ask(healthDatabase, {}, signal), database.ask(listViewDefinitions, {}, signal)]),
    ),
    hasPipeline ? tryToKnow(askInstallation(database, signal)) : known(null),
  ]);
  if (!answers.known) return answers;
  const [[row], definitions] = answers.value;
  if (!row) throw new Error('The server answered a question about itself with no row.');
  return known({
    installation,
    notifyQueueShare: row.notify_queue_share,
    oldestTransaction: toTransaction(row),
    aggregateColumns: row.aggregate_columns,
    missingIndexes: row.missing_indexes,
    definitions: definitions.map(toDefinition),
  });
}

async function askInstallation(
  database: Database,
  signal: AbortSignal | undefined,
): Promise<InstallationSnapshot | null> {
  const [row] = await database.ask(healthInstallation, {}, signal);
  return row ? toInstallation(row) : null;
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

export function toInstallation(row: HealthInstallationRow): InstallationSnapshot {
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
