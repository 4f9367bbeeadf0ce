import type {Rule} from '../../rule.ts';
import {aggregateColumn} from './aggregate-column.ts';
import {alertChannel} from './alert-channel.ts';
import {malformedScores} from './malformed-scores.ts';
import {missingIndex} from './missing-index.ts';
import {mixedPercentiles} from './mixed-percentiles.ts';
import {notifyQueueFilling} from './notify-queue.ts';
import {outboxGrowing} from './outbox-growing.ts';
import {sessionZoneWeeks} from './session-zone-weeks.ts';
import {silentTrigger} from './silent-trigger.ts';
import {sliceFailing} from './slice-failing.ts';
import {standbyBehind} from './standby-behind.ts';
import {standbyGone} from './standby-gone.ts';
import {standbyUnfit} from './standby-unfit.ts';
import {twinsDiffer} from './twins-differ.ts';
import {workerGone} from './worker-gone.ts';

/** Every way for the pipeline to be unwell, and the classic mistakes of databases that hold scores. */
export const pipelineRules: readonly Rule[] = [
  workerGone,
  outboxGrowing,
  sliceFailing,
  twinsDiffer,
  standbyGone,
  standbyUnfit,
  standbyBehind,
  notifyQueueFilling,
  silentTrigger,
  alertChannel,
  malformedScores,
  aggregateColumn,
  mixedPercentiles,
  sessionZoneWeeks,
  missingIndex,
];
