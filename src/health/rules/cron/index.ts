import type {Rule} from '../../rule.ts';
import {blind} from './blind.ts';
import {clockSkew} from './clock-skew.ts';
import {extensionMissing} from './extension-missing.ts';
import {firesLost} from './fires-lost.ts';
import {historyGrowth} from './history-growth.ts';
import {historyIndex} from './history-index.ts';
import {historyOutOfReach} from './history-out-of-reach.ts';
import {jobConnectionFailed} from './job-connection-failed.ts';
import {jobDatabaseMissing} from './job-database-missing.ts';
import {jobFailing} from './job-failing.ts';
import {jobFlapping} from './job-flapping.ts';
import {jobInactive} from './job-inactive.ts';
import {jobLate} from './job-late.ts';
import {jobMissed} from './job-missed.ts';
import {jobNeverFires} from './job-never-fires.ts';
import {jobNeverRan} from './job-never-ran.ts';
import {jobNoWorkerSlot} from './job-no-worker-slot.ts';
import {jobOrphanBackend} from './job-orphan-backend.ts';
import {jobOrphanRow} from './job-orphan-row.ts';
import {jobOverrun} from './job-overrun.ts';
import {jobRoleMissing} from './job-role-missing.ts';
import {jobRoleNologin} from './job-role-nologin.ts';
import {jobSlow} from './job-slow.ts';
import {jobStuck} from './job-stuck.ts';
import {keptElsewhere} from './kept-elsewhere.ts';
import {launchingOff} from './launching-off.ts';
import {runNumbersBehind} from './run-numbers-behind.ts';
import {runningLimit} from './running-limit.ts';
import {runsNotLogged} from './runs-not-logged.ts';
import {schedulerBlocked} from './scheduler-blocked.ts';
import {schedulerCrashLoop} from './scheduler-crash-loop.ts';
import {schedulerGone} from './scheduler-gone.ts';
import {settingsHidden} from './settings-hidden.ts';
import {standby} from './standby.ts';

/** Every way in which cron jobs and what runs them can be unwell. */
export const cronRules: readonly Rule[] = [
  blind,
  clockSkew,
  extensionMissing,
  firesLost,
  historyGrowth,
  historyIndex,
  historyOutOfReach,
  jobConnectionFailed,
  jobDatabaseMissing,
  jobFailing,
  jobFlapping,
  jobInactive,
  jobLate,
  jobMissed,
  jobNeverFires,
  jobNeverRan,
  jobNoWorkerSlot,
  jobOrphanBackend,
  jobOrphanRow,
  jobOverrun,
  jobRoleMissing,
  jobRoleNologin,
  jobSlow,
  jobStuck,
  keptElsewhere,
  launchingOff,
  runNumbersBehind,
  runningLimit,
  runsNotLogged,
  schedulerBlocked,
  schedulerCrashLoop,
  schedulerGone,
  settingsHidden,
  standby,
];
