import type {Plugin} from 'esbuild';
import {replaceOrFail} from './quick-start.ts';

/**
 * What a frame costs where little has changed, in bytes and in processor time. Each change is to one place in Ink, and
 * the build fails where that place is gone.
 *
 * - Ink steps over each unchanged line by a sequence of its own, 114 bytes a frame on 40 rows: most of what an idle
 *   screen sends. One sequence steps over them all.
 * - Ink takes every text of the screen apart anew for each frame. What was found is kept, for a few frames' worth of
 *   texts: a long line takes several KiB, and a tail that runs brings a screenful of new ones with each frame.
 * - Each character of a text gets a list of its own of the styles that it has. One list serves all that have the same.
 */
export const shortFrames: Plugin = {
  name: 'short-frames',
  setup({onLoad}) {
    onLoad({filter: /ink\/build\/log-update\.js$/}, ({path}) => ({
      contents: replaceOrFail(
        path,
        /buffer\.join\(''\)/g,
        "buffer.join('').replace(/(?:\\u001B\\[E){2,}/g, steps => '\\u001B[' + steps.length / 3 + 'E')",
      ),
    }));
    onLoad({filter: /ink\/build\/output\.js$/}, ({path}) => ({
      contents: `${replaceOrFail(path, /caches = new OutputCaches\(\)/g, 'caches = keptCaches()')}
let kept = new OutputCaches();
function keptCaches() {
  if (kept.styledChars.size > 300 || kept.widths.size > 2000) kept = new OutputCaches();
  return kept;
}`,
    }));
    onLoad({filter: /ansi-tokenize\/build\/styledChars\.js$/}, ({path}) => ({
      contents: replaceOrFail(path, /styles: \[\.\.\.codes\]/g, 'styles: codes'),
    }));
  },
};
