import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/*
 * What takes time between the start and the first screen, and is not needed there. Each plugin changes one thing in
 * packages that the bundle holds; the build fails where the place it changes is gone.
 */

/**
 * yoga-layout awaits its own WebAssembly at the top of a module, which a script cannot do, and decodes it in slow steps:
 * here it is made at once, from bytes that the bundle holds beside it. It also asks `fetch` first, which makes Node load
 * its whole HTTP client: 33 ms.
 */
export const yogaAtOnce: Plugin = {
  name: 'yoga-at-once',
  setup({onResolve, onLoad}) {
    const bytes = /(?<=base64,)[A-Za-z0-9+/=]{1000,}/g;
    onLoad({filter: /yoga-layout\/dist\/src\/index\.js$/}, ({path}) => ({
      resolveDir: dirname(path),
      contents: `
        import {bytes} from 'yoga-bytes';
        const yoga = {
          instantiateWasm(imports, received) {
            const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
            received(instance);
            return instance.exports;
          },
        };
        ${replaceOrFail(path, /await loadYoga\(\)/g, '(loadYoga(yoga), yoga)')}
      `,
    }));
    onLoad({filter: /yoga-wasm-base64-esm\.js$/, namespace: 'file'}, ({path}) => ({
      contents: replaceOrFail(path, bytes, ''),
    }));
    onResolve({filter: /^yoga-bytes$/}, ({importer}) => ({
      path: 'yoga-bytes',
      namespace: 'yoga-bytes',
      pluginData: join(dirname(importer), '../binaries/yoga-wasm-base64-esm.js'),
    }));
    onLoad({filter: /.*/, namespace: 'yoga-bytes'}, ({pluginData: path}) => {
      const [base64] = readFileSync(path, 'utf8').match(bytes) ?? [];
      if (!base64) throw new Error(`${path} no longer holds its bytes: look at scripts/quick-start.ts.`);
      return {contents: `export const bytes = Buffer.from('${base64}', 'base64');`};
    });
  },
};

/** Ink awaits its developer tools and its own name at the top of a module, only where DEV is set: a script cannot. */
export const inkWithoutDevelopment: Plugin = {
  name: 'ink-without-development',
  setup({onLoad}) {
    onLoad({filter: /ink\/build\/reconciler\.js$/}, ({path}) => ({
      contents: replaceOrFail(path, /await (?:import\('\.\/devtools\.js'\)|loadPackageJson\(\))/g, '({})'),
    }));
  },
};

/** Segmenters load Unicode data when they are made (8 ms), and are slow: plain narrow text needs none. */
export const lazySegmenters: Plugin = {
  name: 'lazy-segmenters',
  setup({onResolve, onLoad}) {
    const files =
      /(string-width\/index|wrap-ansi\/index|cli-truncate\/index|slice-ansi\/tokenize-ansi|ansi-tokenize\/build\/tokenize|ink\/build\/line-update)\.js$/;
    onLoad({filter: files}, ({path}) => ({
      resolveDir: dirname(path),
      contents: `import {GraphemeSegmenter} from 'grapheme-segmenter';
        ${replaceOrFail(path, /new Intl\.Segmenter\([^)]*\)/g, 'new GraphemeSegmenter()')}`,
    }));
    onResolve({filter: /^grapheme-segmenter$/}, () => ({path: `${root}src/ui/grapheme-segmenter.ts`}));
  },
};

/** Text of plain narrow characters is measured without string-width, for Ink as for ourselves. */
export const quickWidths: Plugin = {
  name: 'quick-widths',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^string-width$/}, () => ({path: 'string-width', namespace: 'quick-widths'}));
    onLoad({filter: /.*/, namespace: 'quick-widths'}, () => ({
      resolveDir: root,
      contents: `
        import {isNarrow} from './src/ui/narrow-text.ts';
        const colours = /\\u001B\\[[\\d;]*m/g;
        let measure;
        export default function stringWidth(text, options) {
          if (typeof text === 'string' && options?.countAnsiEscapeCodes !== true) {
            const bare = text.includes('\\u001B') ? text.replaceAll(colours, '') : text;
            if (isNarrow(bare)) return bare.length;
          }
          measure ??= require('./node_modules/string-width/index.js').default;
          return measure(text, options);
        }
      `,
    }));
  },
};

/** The driver loads Node's TLS, 15 ms, whether or not a server has any; lanewatch opens the encrypted link itself. */
export const driverWithoutTls: Plugin = {
  name: 'driver-without-tls',
  setup({onLoad}) {
    onLoad({filter: /postgres\/src\/connection\.js$/}, ({path}) => ({
      resolveDir: dirname(path),
      contents: replaceOrFail(
        path,
        /import tls from 'tls'/g,
        "const tls = {connect: options => require('tls').connect(options)}",
      ),
    }));
  },
};

/** meow puts the package's own package.json in order, for which it loads the licence tables of npm: 20 ms. */
export const meowWithoutLicences: Plugin = {
  name: 'meow-without-licences',
  setup({onLoad}) {
    onLoad({filter: /meow\/build\/dependencies\.js$/}, ({path}) => ({
      contents: replaceOrFail(path, /= requireNormalize\(\);/g, '= () => {};'),
    }));
  },
};

export function replaceOrFail(path: string, pattern: RegExp, replacement: string): string {
  const before = readFileSync(path, 'utf8');
  const after = before.replace(pattern, replacement);
  if (after === before)
    throw new Error(`${path} no longer holds ${pattern}: look at scripts/quick-start.ts.`);
  return after;
}
