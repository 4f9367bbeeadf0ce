import {cronReport} from './cron.ts';
import {lanesReport} from './lanes.ts';
import {progressReport} from './progress.ts';
import {refreshesReport} from './refreshes.ts';
import type {Report} from './report.ts';
import {runsReport} from './runs.ts';
import {viewsReport} from './views.ts';
import {weaknessesReport} from './weaknesses.ts';
import {winsReport} from './wins.ts';

/** Every report, in the order of help. */
export const reports: readonly Report[] = [
  lanesReport,
  weaknessesReport,
  progressReport,
  winsReport,
  cronReport,
  runsReport,
  viewsReport,
  refreshesReport,
];
