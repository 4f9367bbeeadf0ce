import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'esbuild';

/*
 * What takes time between the start and the first screen, and is not needed there. Each plugin changes one thing in
 * packages that the bundle holds; the build fails where the place it changes is gone.
 */

/** yoga-layout asks `fetch` for its own inlined bytes first, which makes Node load its whole HTTP client: 33 ms. */
export const yogaWithoutFetch: Plugin = {
  name: 'yoga-without-fetch',
  setup({onLoad}) {
    onLoad({filter: /yoga-wasm-base64-esm\.js$/}, ({path}) => ({
      contents: replaceOrFail(path, /"function"!=typeof fetch/g, 'true'),
    }));
  },
};

/** Segmenters load Unicode data when they are made (8 ms), and most are made but never asked. */
export const lazySegmenters: Plugin = {
  name: 'lazy-segmenters',
  setup({onLoad}) {
    const files =
      /(string-width\/index|wrap-ansi\/index|cli-truncate\/index|slice-ansi\/tokenize-ansi|ansi-tokenize\/build\/tokenize|ink\/build\/line-update)\.js$/;
    onLoad({filter: files}, ({path}) => ({
      contents: replaceOrFail(
        path,
        /new Intl\.Segmenter\(([^)]*)\)/g,
        '({segment(text) {return (this.made ??= new Intl.Segmenter($1)).segment(text);}})',
      ),
    }));
  },
};

/** Text of plain narrow characters is measured without string-width, for Ink as for ourselves. */
export const quickWidths: Plugin = {
  name: 'quick-widths',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^string-width$/}, () => ({path: 'string-width', namespace: 'quick-widths'}));
    onLoad({filter: /.*/, namespace: 'quick-widths'}, () => ({
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
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
