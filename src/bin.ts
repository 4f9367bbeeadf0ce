import {subscribe} from 'node:diagnostics_channel';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import vm from 'node:vm';
import {keepCode, type RunKind, readCode} from './launcher/code-cache.ts';
import {underStartFlags} from './launcher/engine-flags.ts';
import {refuseOldNode} from './launcher/node-version.ts';
import {drawnChannel, findProgram, type Program} from './launcher/program.ts';

/*
 * The installed program's launcher. It runs the same program as dist/lanewatch.mjs does alone, and keeps what V8 has
 * compiled from one start to the next: a third of the time to the first screen. Node's own cache for modules is filled
 * before anything has run, and so holds hardly a function.
 */

/** What the build writes here: other bytes, other code. */
declare const lanewatchBuild: string;

/** After the first screen; long before V8 forgets what only the start needs. */
const keepAfterMs = 300;

const refusal = refuseOldNode(process.versions.node);
if (refusal) {
  process.stderr.write(refusal);
  process.exitCode = 2;
} else run(lanewatchBuild);

function run(build: string): void {
  const url = new URL('./lanewatch.mjs', import.meta.url);
  const path = fileURLToPath(url);
  const {source, lineOffset} = findProgram(readFileSync(path, 'latin1'));
  const kept = readCode(build);
  const script = new vm.Script(source, {
    filename: path,
    lineOffset,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(kept ? {cachedData: kept.data} : {}),
  });
  let known = kept && !script.cachedDataRejected ? kept.kind : undefined;
  const keep = (kind: RunKind) => {
    if (known === 'monitor' || known === kind) return;
    known = kind;
    keepCode(
      build,
      kind,
      underStartFlags(() => script.createCachedData()),
    );
  };
  subscribe(drawnChannel, () => setTimeout(keep, keepAfterMs, 'monitor').unref());
  process.once('exit', () => keep('command'));
  const program: Program = script.runInThisContext();
  program(createRequire(url), {url: url.href});
}
