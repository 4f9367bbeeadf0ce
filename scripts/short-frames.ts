import type {Plugin} from 'esbuild';
import {replaceOrFail} from './quick-start.ts';

/**
 * Ink steps over each unchanged line by a sequence of its own, 114 bytes a frame on 40 rows: most of what an idle
 * screen sends. One sequence steps over them all.
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
  },
};
