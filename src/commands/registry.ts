import type {Command} from '../config/command.ts';
import {alertCommand} from './alert.command.ts';
import {backfillCommand} from './backfill.command.ts';
import {checkCommand} from './check.command.ts';
import {createCompletionsCommand} from './completions.command.ts';
import {configCommand} from './config.command.ts';
import {cronCommand} from './cron.command.ts';
import {demoCommand} from './demo.command.ts';
import {doctorCommand} from './doctor.command.ts';
import {explainCommand} from './explain.command.ts';
import {labelsCommand} from './labels.command.ts';
import {migrateCommand} from './migrate.command.ts';
import {monitorCommand} from './monitor.command.ts';
import {planCommand} from './plan.command.ts';
import {refreshCommand} from './refresh.command.ts';
import {reportCommand} from './report.command.ts';
import {verifyCommand} from './verify.command.ts';
import {workerCommand} from './worker.command.ts';

/** Every command; the first is the one that runs when none is named. */
export const commands: readonly [Command, ...Command[]] = [
  monitorCommand,
  demoCommand,
  migrateCommand,
  workerCommand,
  refreshCommand,
  backfillCommand,
  verifyCommand,
  labelsCommand,
  checkCommand,
  doctorCommand,
  alertCommand,
  reportCommand,
  explainCommand,
  planCommand,
  cronCommand,
  configCommand,
  createCompletionsCommand(() => commands),
];
