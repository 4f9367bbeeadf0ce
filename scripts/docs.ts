import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {fullName} from '../src/app/keys/key-overrides.ts';
import {type Keymap, showKey} from '../src/app/keys/keymap.ts';
import {helpText} from '../src/commands/help-text.ts';
import {commands} from '../src/commands/registry.ts';
import {reports} from '../src/commands/report/index.ts';
import {fieldsOf} from '../src/commands/report/report.ts';
import {knownAdvice} from '../src/db/problem.ts';
import {allRules} from '../src/health/rules/index.ts';
import {keymapPlaces} from '../src/screens/keymaps.ts';
import {version} from '../src/version.ts';
import {configurationParts} from './configuration-parts.ts';
import {healthModes} from './health-modes.ts';
import {manPage} from './man-page.ts';
import {operationsParts} from './operations-parts.ts';
import {performancePart} from './performance-part.ts';

/*
 * Writes the generated parts of the documentation, between `<!-- begin NAME -->` and `<!-- end NAME -->`, and the manual
 * page. With --check it writes nothing and fails where a part is out of date.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

const keymaps = keymapPlaces.filter(({level}) => level !== 'box').map(({keymap}) => keymap);

const parts: Readonly<Record<string, {file: string; text: string}>> = {
  keys: {file: 'docs/keys.md', text: keymaps.map(keyTable).join('\n\n')},
  commands: {
    file: 'docs/commands.md',
    text: [null, ...commands]
      .map(command => `\`\`\`text\n${helpText(commands, command).trimEnd()}\n\`\`\``)
      .join('\n\n'),
  },
  'health-modes': {file: 'docs/health.md', text: healthModes(allRules)},
  ...configurationParts,
  ...operationsParts,
  performance: performancePart,
  problems: {
    file: 'docs/troubleshooting.md',
    text: tableOf(['Message', 'Do'], [...new Map(knownAdvice.map(([, what, remedy]) => [what, remedy]))]),
  },
  reports: {
    file: 'docs/reports.md',
    text: reports
      .map(report =>
        [
          `### ${report.name}`,
          '',
          report.title + report.narrowedBy.map(flag => ` \`--${flag}\` narrows it.`).join(''),
          '',
          fieldsOf(report)
            .map(field => `\`${field}\``)
            .join(', '),
        ].join('\n'),
      )
      .join('\n\n'),
  },
};

function keyTable(keymap: Keymap): string {
  const rows = keymap.bindings.map(binding => {
    const keys = binding.keys.map(key => `\`${showKey(key)}\``).join(' ');
    return `| ${keys} | ${binding.help} | \`${fullName(keymap, binding)}\` |`;
  });
  return [`### ${keymap.title}`, '', '| Keys | Do | Name |', '|---|---|---|', ...rows].join('\n');
}

function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line)].join('\n');
}

let stale = 0;
const manual = manPage(commands, version);
settle(
  'man/lanewatch.1',
  existsSync(`${root}/man/lanewatch.1`) ? readFileSync(`${root}/man/lanewatch.1`, 'utf8') : '',
  manual,
);
for (const [name, {file, text}] of Object.entries(parts)) {
  const before = readFileSync(`${root}/${file}`, 'utf8');
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has no part named ${name}.`);
  settle(file, before, `${before.slice(0, from + begin.length)}\n${text}\n${before.slice(to)}`);
}
if (check && stale > 0) process.exitCode = 1;

function settle(file: string, before: string, after: string): void {
  if (after === before) return;
  stale += 1;
  if (check) process.stderr.write(`${file} is out of date; run npm run docs\n`);
  else writeFileSync(`${root}/${file}`, after);
}
