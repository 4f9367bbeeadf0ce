import type {Command, Invocation} from '../config/command.ts';
import {UsageError} from '../config/usage-error.ts';
import {UserError} from '../config/user-error.ts';
import {toProblem} from '../db/problem.ts';
import {version} from '../version.ts';
import {openJsonLog} from './json-log.ts';

/** Runs a command and writes its beginning and end into the log file, also where it fails. Arguments are left out. */
export async function runLogged(
  command: Command,
  invocation: Invocation,
  options: {file: string; level: string},
): Promise<number> {
  const log = openJsonLog(options);
  const facts = {command: command.name, version};
  log({level: 'info', text: `${command.name} begins`, facts});
  try {
    const exitCode = await command.run(invocation);
    log({level: 'info', text: `${command.name} has ended`, facts: {...facts, exitCode}});
    return exitCode;
  } catch (error) {
    const isOwn = error instanceof UsageError || error instanceof UserError;
    const {what, why, sqlstate = null} = toProblem(error);
    const text = isOwn ? error.message : `${what}: ${why}`;
    log({level: 'error', text, facts: {...facts, sqlstate}});
    if (error instanceof Error) log({level: 'debug', text: error.stack ?? '', facts});
    throw error;
  }
}
