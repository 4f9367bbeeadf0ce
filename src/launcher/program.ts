/*
 * The shape of the built program, dist/lanewatch.mjs: one function in parentheses, which the module calls where the
 * file runs alone. The launcher takes the same function out of the text and compiles it as a script, because only a
 * script's code can be kept together with the functions that a run has needed.
 */

/** How the function begins; Node's `require` and the module's `import.meta` are what a module would have around it. */
export const programHead = '(function lanewatch(require, lanewatchMeta) {';
export const programFoot = '})';

export type Program = (require: NodeJS.Require, lanewatchMeta: {url: string}) => void;

/** The function's text, and how many lines stand before it; an error where the file holds none. */
export function findProgram(text: string): {source: string; lineOffset: number} {
  const start = text.indexOf(programHead);
  const end = text.lastIndexOf(programFoot) + programFoot.length;
  if (start < 0 || end < start) throw new Error('The program is not whole: install lanewatch again.');
  return {source: text.slice(start, end), lineOffset: text.slice(0, start).split('\n').length - 1};
}

/** Where the monitor tells that its first screen is drawn, so that the launcher knows what a start needs. */
export const drawnChannel = 'lanewatch:drawn';
