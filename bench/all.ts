/**
 * Runs the whole bench, one program after the other: nothing may run beside it. `--only monitor,keys` picks parts,
 * `--quick` proves in small that they run, `--results FOLDER` keeps the results elsewhere. Exits 1 where a budget was
 * missed or a part gave no result.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {parts, partsOf} from './support/parts.ts';
import {readResult} from './support/read-result.ts';
import {committedResults, sharedOptions} from './support/write-result.ts';

const names = parts.map(({name}) => name);
const {values} = parseArgs({
  options: {...sharedOptions, only: {type: 'string', default: names.join(',')}},
});
const chosen = values.only.split(',');
const unknown = chosen.filter(name => !names.includes(name));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}: --only takes some of ${names.join(',')}.`);

const aside = values.quick && !values.results ? await mkdtemp(join(tmpdir(), 'lanewatch-bench-')) : null;
const folder = values.results ?? aside ?? committedResults;
const startedAt = new Date();
try {
  for (const program of new Set(parts.map(part => part.program))) {
    const wanted = partsOf(program).filter(name => chosen.includes(name));
    if (wanted.length > 0) await runProgram(program, wanted);
  }
  process.exitCode = summarise() ? 0 : 1;
} finally {
  if (aside) await rm(aside, {recursive: true, force: true});
}

async function runProgram(program: string, wanted: readonly string[]): Promise<void> {
  process.stdout.write(`\n== ${wanted.join(', ')}\n`);
  const args = [
    join(import.meta.dirname, program),
    ...['--results', folder],
    ...(values.quick ? ['--quick'] : []),
    ...(partsOf(program).length > 1 ? ['--only', wanted.join(',')] : []),
  ];
  // What a program says of itself stands above; whether it kept its budgets is read from its results.
  await once(spawn(process.execPath, args, {stdio: 'inherit'}), 'close');
}

/** Whether every part that was to run has a result of this run, and every budget was kept. */
function summarise(): boolean {
  const results = chosen.map(name => ({name, result: readResult(folder, name)}));
  const silent = results.filter(({result}) => !result || new Date(result.measuredAt) < startedAt);
  const rows = results.flatMap(({result}) => result?.rows ?? []).filter(({budget}) => budget !== null);
  const wrong = rows.filter(({verdict}) => verdict !== 'ok');
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  process.stdout.write(
    `\n== ${rows.length - wrong.length} of ${rows.length} budgets kept, in ${seconds} s\n`,
  );
  for (const {what, measured, budget, verdict} of wrong)
    process.stdout.write(`${verdict}: ${what}: ${measured}; budget ${budget}\n`);
  for (const {name} of silent) process.stdout.write(`no result: ${name}\n`);
  return wrong.length === 0 && silent.length === 0;
}
