import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {Command} from '../config/command.ts';
import {type Candidate, complete, type FindNames} from './completions/complete.ts';
import {printCandidate, type Shell, scripts} from './completions/scripts.ts';

/** Who has pressed Tab waits no longer; a server that is further away has no names. */
const patienceMs = 1500;

/** `lanewatch completions SHELL`: the script that teaches a shell. */
export function printScript(shell: Shell): number {
  process.stdout.write(scripts[shell]);
  return 0;
}

/** What the script asks while somebody types: what fits for the last word. Whatever goes wrong, it says nothing. */
export async function printCandidates(
  shell: Shell,
  words: readonly string[],
  commands: readonly [Command, ...Command[]],
): Promise<number> {
  const names: FindNames = async (...asked) =>
    (await import('./completions/find-names.ts')).findNames(...asked);
  const finding = complete(words, commands, names).catch(() => []);
  const candidates: readonly Candidate[] = await Promise.race([finding, delay(patienceMs, [], {ref: false})]);
  const text = candidates.map(candidate => `${printCandidate(candidate, shell)}\n`).join('');
  // A server that does not answer would keep the shell waiting for the end of the process.
  process.stdout.write(text, () => process.exit(0));
  return 0;
}
