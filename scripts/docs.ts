import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {type Keymap, showKey} from '../src/app/keymap.ts';
import {listKeys} from '../src/app/list.keys.ts';
import {programKeys} from '../src/app/program.keys.ts';
import {helpText} from '../src/commands/help-text.ts';
import {commands} from '../src/commands/registry.ts';
import {reports} from '../src/commands/report/index.ts';
import {agentsKeys} from '../src/screens/agents/agents.keys.ts';
import {cronKeys} from '../src/screens/cron/cron.keys.ts';
import {doctorKeys} from '../src/screens/doctor/doctor.keys.ts';
import {eventsKeys, payloadKeys} from '../src/screens/events/events.keys.ts';
import {explainKeys} from '../src/screens/explain/explain.keys.ts';
import {lanesKeys} from '../src/screens/lanes/lanes.keys.ts';
import {overviewKeys} from '../src/screens/overview/overview.keys.ts';
import {definitionKeys, viewsKeys} from '../src/screens/views/views.keys.ts';

/*
 * Writes the generated parts of the documentation, between `<!-- begin NAME -->` and `<!-- end NAME -->`. With --check it
 * writes nothing and fails where a part is out of date.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

const keymaps: readonly Keymap[] = [
  programKeys,
  listKeys,
  overviewKeys,
  cronKeys,
  eventsKeys,
  payloadKeys,
  viewsKeys,
  definitionKeys,
  lanesKeys,
  agentsKeys,
  explainKeys,
  doctorKeys,
];

const parts: Readonly<Record<string, {file: string; text: string}>> = {
  keys: {file: 'docs/keys.md', text: keymaps.map(keyTable).join('\n\n')},
  commands: {
    file: 'docs/commands.md',
    text: [null, ...commands]
      .map(command => `\`\`\`text\n${helpText(commands, command).trimEnd()}\n\`\`\``)
      .join('\n\n'),
  },
  reports: {
    file: 'docs/reports.md',
    text: reports
      .map(({name, title, fields, narrowedBy}) =>
        [
          `### ${name}`,
          '',
          title + narrowedBy.map(flag => ` \`--${flag}\` narrows it.`).join(''),
          '',
          fields.map(field => `\`${field}\``).join(', '),
        ].join('\n'),
      )
      .join('\n\n'),
  },
};

function keyTable({title, bindings}: Keymap): string {
  const rows = bindings.map(
    ({keys, help}) => `| ${keys.map(key => `\`${showKey(key)}\``).join(' ')} | ${help} |`,
  );
  return [`### ${title}`, '', '| Keys | Do |', '|---|---|', ...rows].join('\n');
}

let stale = 0;
for (const [name, {file, text}] of Object.entries(parts)) {
  const path = `${root}/${file}`;
  const before = readFileSync(path, 'utf8');
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has no part named ${name}.`);
  const after = `${before.slice(0, from + begin.length)}\n${text}\n${before.slice(to)}`;
  if (after === before) continue;
  stale += 1;
  if (check) process.stderr.write(`${file}: the part "${name}" is out of date; run npm run docs\n`);
  else writeFileSync(path, after);
}
if (check && stale > 0) process.exitCode = 1;
