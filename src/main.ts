import './config/read-schemas-plainly.ts';
import process from 'node:process';
import {parseArguments} from './commands/parse-arguments.ts';
import {commands} from './commands/registry.ts';
import {withProfile} from './commands/with-profile.ts';
import type {Command} from './config/command.ts';
import {UsageError} from './config/usage-error.ts';
import {UserError} from './config/user-error.ts';
import {toProblem} from './db/problem.ts';

/** Runs the command line and sets the exit code: 0 good, 1 failed, 2 wrong usage; `check` has its own. */
export async function main(argv: readonly string[]): Promise<void> {
  // `lanewatch … | head` closes the pipe early: that is no error. A full disk is one, and nothing can be done but say so.
  process.stdout.on('error', error => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`lanewatch: The output cannot be written: ${error.message}\n${outputRemedy}\n`);
    process.exit(namedCommand(argv)?.usageExitCode ?? 1);
  });
  // Nobody listens to the messages: the results go on.
  process.stderr.on('error', () => {});
  try {
    process.exitCode = await run(argv);
  } catch (error) {
    // Who asks a plugin for a verdict reads 1 and 2 as verdicts: without one it is another number.
    process.exitCode = namedCommand(argv)?.usageExitCode ?? (error instanceof UsageError ? 2 : 1);
    process.stderr.write(tell(error, argv));
  }
}

const outputRemedy = 'Make room, or send it somewhere else.';

function namedCommand(argv: readonly string[]): Command | undefined {
  return argv.map(argument => commands.find(({name}) => name === argument)).find(Boolean);
}

async function run(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv, commands);
  switch (parsed.kind) {
    case 'version': {
      const {version} = await import('./version.ts');
      process.stdout.write(`${version}\n`);
      return 0;
    }
    case 'help': {
      const {helpText} = await import('./commands/help-text.ts');
      process.stdout.write(helpText(commands, parsed.command));
      return 0;
    }
    case 'run': {
      const {command} = parsed;
      const invocation = await withProfile(parsed, process.env);
      const {logFile, logLevel} = invocation.flags;
      if (typeof logFile !== 'string') return command.run(invocation);
      const {runLogged} = await import('./commands/run-logged.ts');
      return runLogged(command, invocation, {file: logFile, level: String(logLevel)});
    }
  }
}

/** What happened, why, and what to do; the stack only for those who look for the fault. */
function tell(error: unknown, argv: readonly string[]): string {
  const debug = argv.some(
    (argument, index) =>
      argument === '--log-level=debug' || (argument === '--log-level' && argv[index + 1] === 'debug'),
  );
  const stack = debug && error instanceof Error ? `${error.stack}\n` : '';
  const {what, why, remedy} = partsOf(error);
  return `lanewatch: ${[what, why].filter(Boolean).join(': ')}\n${remedy}\n${stack}`;
}

/** Our own errors say all three; others are put into words. */
function partsOf(error: unknown): {what: string; why?: string; remedy: string} {
  if (error instanceof UsageError) return {what: error.message, remedy: error.remedy};
  if (error instanceof UserError) return error;
  return toProblem(error);
}
