import type {Command} from '../src/config/command.ts';
import {type FlagSpec, type FlagSpecs, flagName} from '../src/config/flags.ts';
import {alertVariables} from '../src/config/read-alert-settings.ts';

/** The manual page in roff (man(7)), from what help is made of. */
export function manPage(commands: readonly [Command, ...Command[]], version: string): string {
  const [monitor, ...others] = commands;
  return [
    '.\\" Made by npm run docs from the declarations of the commands.',
    `.TH LANEWATCH 1 "" "lanewatch ${version}" "User Commands"`,
    '.SH NAME',
    roff('lanewatch - the terminal cockpit for Postgres analytics pipelines'),
    '.SH SYNOPSIS',
    '.B lanewatch',
    '[\\fIoptions\\fR]',
    '.br',
    '.B lanewatch',
    '\\fICOMMAND\\fR [\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    roff(
      'lanewatch shows in a terminal whether the jobs of pg_cron really run, how old the numbers in materialized views are, and what the server notifies. It connects straight to Postgres. Without a command it opens the monitor; press ? there for the keys.',
    ),
    '.SH OPTIONS OF THE MONITOR',
    ...options(monitor.flags),
    '.SH COMMANDS',
    ...others.flatMap(describeCommand),
    '.SH ENVIRONMENT',
    ...environment.flatMap(([name, text]) => ['.TP', `.B ${roff(name)}`, roff(text)]),
    '.SH EXIT STATUS',
    roff('0 good, 1 failed, 2 wrong usage. check ends with 0 ok, 1 warning, 2 critical, 3 unknown.'),
    '.SH EXAMPLES',
    ...monitor.examples.flatMap(example),
    '.SH SEE ALSO',
    '.BR psql (1)',
    '',
  ].join('\n');
}

const environment: readonly (readonly [name: string, text: string])[] = [
  ['DATABASE_URL', 'Where to connect, unless an option says it.'],
  ['PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, PGSSLMODE', 'As psql reads them.'],
  ['PGSERVICE, PGPASSFILE, PGSSLROOTCERT, …', 'Likewise: what psql reads, lanewatch reads.'],
  ['NO_COLOR', 'No colours, whatever it is set to.'],
  ['INK_SCREEN_READER', 'With true, the monitor is text to be read aloud, line by line.'],
  ['LANEWATCH_PROFILE', 'The profile of the configuration file, unless an option says it.'],
  ...Object.entries(alertVariables),
];

function describeCommand({name, usage, summary, flags, examples}: Command): string[] {
  return [
    `.SS ${roff(['lanewatch', name, usage].filter(Boolean).join(' '))}`,
    roff(summary),
    ...options(flags),
    '.PP',
    'Examples:',
    ...examples.flatMap(example),
  ];
}

function options(flags: FlagSpecs): string[] {
  return Object.entries<FlagSpec>(flags).flatMap(([name, spec]) => {
    const long = spec.default === true ? flagName(name).replace('--', '--no-') : flagName(name);
    const names = [...(spec.shortFlag ? [`-${spec.shortFlag}`] : []), long]
      .map(each => `\\fB${roff(each)}\\fR`)
      .join(', ');
    const choices = spec.choices ? ` One of ${spec.choices.join(', ')}.` : '';
    const fallback = spec.default === undefined || spec.type === 'boolean' ? '' : ` Default ${spec.default}.`;
    return [
      '.TP',
      spec.value ? `${names} \\fI${roff(spec.value)}\\fR` : names,
      roff(spec.help + choices + fallback),
    ];
  });
}

function example(line: string): string[] {
  return ['.PP', '.nf', `.RS`, roff(line), '.RE', '.fi'];
}

/** Text as roff prints it: a hyphen that is one, and no line that begins like a request. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('…', '...')
    .replace(/^\./, '\\&.');
}
