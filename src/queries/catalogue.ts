import {agentProgress} from './agent-progress.ts';
import {agentWeaknessPatterns} from './agent-weakness-patterns.ts';
import {countMissedSubmissions} from './count-missed-submissions.ts';
import {cronFacts} from './cron-facts.ts';
import {cronHistoryEdges} from './cron-history-edges.ts';
import {cronJobCommand} from './cron-job-command.ts';
import type {Query} from './define-query.ts';
import {healthDatabase} from './health-database.ts';
import {healthInstallation} from './health-installation.ts';
import {healthViewLog} from './health-view-log.ts';
import {healthViews} from './health-views.ts';
import {laneDistributions} from './lane-distributions.ts';
import {lastHour} from './last-hour.ts';
import {listAgentChallenges} from './list-agent-challenges.ts';
import {listAgents} from './list-agents.ts';
import {listChallenges} from './list-challenges.ts';
import {listCronJobs} from './list-cron-jobs.ts';
import {listCronRuns} from './list-cron-runs.ts';
import {listKnownFindings} from './list-known-findings.ts';
import {listLabels} from './list-labels.ts';
import {listRecentRuns} from './list-recent-runs.ts';
import {listRefreshes} from './list-refreshes.ts';
import {listSeldomRuns} from './list-seldom-runs.ts';
import {listTwins} from './list-twins.ts';
import {listViewAges} from './list-view-ages.ts';
import {listViewDefinitions} from './list-view-definitions.ts';
import {listViewRuns} from './list-view-runs.ts';
import {serverFacts} from './server-facts.ts';
import {tailOutbox} from './tail-outbox.ts';
import {timeToFirstWin} from './time-to-first-win.ts';
import {twinState} from './twin-state.ts';
import {viewDefinition} from './view-definition.ts';
import {viewRelations} from './view-relations.ts';
import {walPosition} from './wal-position.ts';

/** Every question lanewatch asks: the one source for screens, reports, EXPLAIN, contract tests and the library. */
export const catalogue: readonly Query[] = [
  agentProgress,
  agentWeaknessPatterns,
  countMissedSubmissions,
  cronFacts,
  cronHistoryEdges,
  cronJobCommand,
  healthDatabase,
  healthInstallation,
  healthViewLog,
  healthViews,
  laneDistributions,
  lastHour,
  listAgentChallenges,
  listAgents,
  listChallenges,
  listCronJobs,
  listCronRuns,
  listKnownFindings,
  listLabels,
  listRecentRuns,
  listRefreshes,
  listSeldomRuns,
  listTwins,
  listViewAges,
  listViewDefinitions,
  listViewRuns,
  serverFacts,
  tailOutbox,
  timeToFirstWin,
  twinState,
  viewDefinition,
  viewRelations,
  walPosition,
];
