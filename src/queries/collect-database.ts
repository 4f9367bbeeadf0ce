import type {Handling} from '../health/handling.ts';
import {type Known, known, unknown} from '../health/known.ts';
import type {PipelineSnapshot} from '../health/snapshot/pipeline.ts';
import type {ViewSnapshot} from '../health/snapshot/views.ts';
import {askTogether} from './ask-together.ts';
import type {Database} from './database.ts';
import {databaseLook, pipelineLook} from './database-look.ts';
import {healthDatabase} from './health-database.ts';
import {type HealthInstallationRow, healthInstallation} from './health-installation.ts';
import {healthViewLog} from './health-view-log.ts';
import {healthViews} from './health-views.ts';
import {type ListKnownFindingsRow, listKnownFindings} from './list-known-findings.ts';
import {listViewDefinitions} from './list-view-definitions.ts';
import {type Absence, explainAbsence} from './pipeline-absence.ts';
import {type PipelineAnswers, toPipelineSnapshot} from './to-pipeline-snapshot.ts';
import {toViewSnapshots, type ViewAnswers} from './to-view-snapshots.ts';
import {tryToKnow} from './try-to-know.ts';
import {twinState} from './twin-state.ts';

export interface DatabaseLook {
  readonly views: Known<readonly ViewSnapshot[]>;
  readonly pipeline: Known<PipelineSnapshot>;
  /** Since when the worker knows of what is wrong, by `findingKey`; empty where it does not tell. */
  readonly knownSince: ReadonlyMap<string, Date>;
  /** What people said to it, likewise. */
  readonly handling: ReadonlyMap<string, Handling>;
}

type Answers = ViewAnswers & PipelineAnswers & {readonly findings: readonly ListKnownFindingsRow[]};

/**
 * The views and what of the database matters to analytics, with the pipeline where it is installed: one statement where
 * nothing is refused. What is refused is not known; a lost link throws.
 */
export async function collectDatabase(database: Database, signal?: AbortSignal): Promise<DatabaseLook> {
  const absence = explainAbsence(await database.facts(), database.options.schema);
  const answers = (await askInOne(database, absence, signal)) ?? (await askApart(database, absence, signal));
  return {
    views: toViewSnapshots(answers, database.options.schema),
    pipeline: toPipelineSnapshot(answers),
    knownSince: new Map(
      answers.findings.flatMap(({finding_key: key, known_since: since}) => (since ? [[key, since]] : [])),
    ),
    handling: new Map(answers.findings.map(row => [row.finding_key, toHandling(row)])),
  };
}

function toHandling(row: ListKnownFindingsRow): Handling {
  const {muted_until: mutedUntil, acknowledged_until: acknowledgedUntil} = row;
  return {
    muted: mutedUntil && {until: mutedUntil, by: row.muted_by},
    acknowledged: acknowledgedUntil && {until: acknowledgedUntil, by: row.acknowledged_by},
  };
}

async function askInOne(
  database: Database,
  absence: Absence | null,
  signal: AbortSignal | undefined,
): Promise<Answers | null> {
  if (absence) {
    const look = await askTogether(database, databaseLook, {}, signal);
    if (look === null) return null;
    const {views, database: facts, definitions} = look;
    return {
      views: known(views),
      log: known([]),
      database: known(facts),
      definitions: known(definitions),
      installation: missingInstallation(absence),
      twins: [],
      findings: [],
    };
  }
  const look = await askTogether(database, pipelineLook, {}, signal);
  if (look === null) return null;
  return {
    views: known(look.views),
    log: known(look.log),
    database: known(look.database),
    definitions: known(look.definitions),
    installation: known(look.installation),
    twins: look.twins,
    findings: look.findings,
  };
}

async function askApart(
  database: Database,
  absence: Absence | null,
  signal: AbortSignal | undefined,
): Promise<Answers> {
  const [views, log, facts, definitions, installation, findings, twins] = await Promise.all([
    tryToKnow(database.ask(healthViews, {}, signal)),
    absence ? known([]) : tryToKnow(database.ask(healthViewLog, {}, signal)),
    tryToKnow(database.ask(healthDatabase, {}, signal)),
    tryToKnow(database.ask(listViewDefinitions, {}, signal)),
    absence ? missingInstallation(absence) : tryToKnow(database.ask(healthInstallation, {}, signal)),
    absence ? known([]) : tryToKnow(database.ask(listKnownFindings, {}, signal)),
    absence ? known([]) : tryToKnow(database.ask(twinState, {}, signal)),
  ]);
  return {
    views,
    log,
    database: facts,
    definitions,
    installation,
    // A pipeline installed before there were alerts, or twins, has no such tables.
    findings: findings.known ? findings.value : [],
    twins: twins.known ? twins.value : [],
  };
}

/** A pipeline that was named and is not there is no absence of one: nothing is known of it. */
function missingInstallation({
  isAstray,
  why,
  remedy,
}: Absence): Known<readonly HealthInstallationRow[]> | null {
  return isAstray ? unknown(why, remedy) : null;
}
