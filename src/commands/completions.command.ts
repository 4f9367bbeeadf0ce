import type {Command} from '../config/command.ts';
import {UsageError} from '../config/usage-error.ts';
import {shells} from './completions/scripts.ts';
import {suggest} from './suggest.ts';

type Commands = readonly [Command, ...Command[]];

/** Completes all commands, itself among them. */
export const createCompletionsCommand = (commands: () => Commands): Command => ({
  name: 'completions',
  summary: 'Print the script that teaches a shell to complete commands, options and names.',
  usage: shells.join('|'),
  // Behind the shell, the script hands over the words that were typed so far.
  inputs: {min: 1, max: 1000},
  places: [{choices: shells}, {}],
  flags: {},
  examples: [
    'lanewatch completions bash > ~/.local/share/bash-completion/completions/lanewatch',
    'lanewatch completions zsh > ~/.zfunc/_lanewatch',
    'lanewatch completions fish > ~/.config/fish/completions/lanewatch.fish',
  ],
  async run({input: [given = '', ...words]}) {
    const shell = shells.find(name => name === given);
    if (shell === undefined) {
      throw new UsageError(
        `There is no completion for ${JSON.stringify(given)}.`,
        suggest(given, shells) ?? `It is one of ${shells.join(', ')}.`,
      );
    }
    const {printCandidates, printScript} = await import('./completions.ts');
    return words.length === 0 ? printScript(shell) : printCandidates(shell, words, commands());
  },
});
