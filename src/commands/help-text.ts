import type {Command} from '../config/command.ts';
import {type FlagSpecs, flagName} from '../config/flags.ts';

/** Help for the whole program, or for one command, with examples. */
export function helpText(commands: readonly Command[], command: Command | null): string {
  return command ? commandHelp(command) : programHelp(commands);
}

function programHelp(commands: readonly Command[]): string {
  const [monitor, ...others] = commands;
  return [
    'lanewatch: the terminal cockpit for Postgres analytics pipelines',
    '',
    'Usage',
    '  lanewatch [options]',
    '  lanewatch COMMAND [options]',
    '',
    'Commands',
    ...rows(others.map(({name, summary}) => [name, summary])),
    '',
    'Options of the monitor',
    ...rows(flagRows(monitor?.flags ?? {})),
    '',
    'Examples',
    ...(monitor?.examples ?? []).map(example => `  ${example}`),
    '',
    'lanewatch COMMAND --help tells more about a command.',
    '',
  ].join('\n');
}

function commandHelp({name, usage, summary, flags, examples}: Command): string {
  return [
    `lanewatch ${[name, usage].filter(Boolean).join(' ')}`,
    '',
    `  ${summary}`,
    '',
    ...(Object.keys(flags).length > 0 ? ['Options', ...rows(flagRows(flags)), ''] : []),
    'Examples',
    ...examples.map(example => `  ${example}`),
    '',
  ].join('\n');
}

function flagRows(flags: FlagSpecs): [string, string][] {
  return Object.entries(flags).map(([name, {shortFlag, value, help, default: fallback, choices}]) => {
    const negated = fallback === true;
    const left = `${shortFlag ? `-${shortFlag}, ` : ''}${negated ? flagName(name).replace('--', '--no-') : flagName(name)}${value ? ` ${value}` : ''}`;
    const one = choices ? ` One of ${choices.join(', ')}.` : '';
    const otherwise = fallback === undefined || typeof fallback === 'boolean' ? '' : ` Default ${fallback}.`;
    return [left, `${help}${one}${otherwise}`];
  });
}

function rows(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
