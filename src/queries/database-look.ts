import {defineBundle} from './define-bundle.ts';
import {healthDatabase} from './health-database.ts';
import {healthInstallation} from './health-installation.ts';
import {healthViewLog} from './health-view-log.ts';
import {healthViews} from './health-views.ts';
import {listKnownFindings} from './list-known-findings.ts';
import {listViewDefinitions} from './list-view-definitions.ts';
import {twinState} from './twin-state.ts';

/** What is looked at in any database. */
export const databaseLook = defineBundle({
  name: 'database-look',
  title: 'How are the materialized views, and what of this database keeps analytics from being well?',
  questions: {views: healthViews, database: healthDatabase, definitions: listViewDefinitions},
});

/** The same where the pipeline is installed, with the pipeline's own state. */
export const pipelineLook = defineBundle({
  name: 'pipeline-look',
  title: 'How are the views, the workers, the outbox and this database?',
  questions: {
    views: healthViews,
    log: healthViewLog,
    database: healthDatabase,
    definitions: listViewDefinitions,
    installation: healthInstallation,
    findings: listKnownFindings,
    twins: twinState,
  },
});
