import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';

const hint =
  '-- One statement, without EXPLAIN before it. Save and leave to run it; an empty file runs nothing.\n';

/**
 * Lets a person write a statement in their editor, in a file that only they can read and that is taken away afterwards.
 * The terminal has to be the editor's meanwhile. Null where nothing was written; throws where the editor did not end well.
 */
export async function writeStatement(before: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-'));
  const file = join(folder, 'statement.sql');
  try {
    await writeFile(file, `${hint}${before}`, {mode: 0o600});
    await openEditor(process.env.VISUAL || process.env.EDITOR || 'vi', file);
    const text = (await readFile(file, 'utf8')).replace(hint, '').trim();
    return text === '' ? null : text;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The variable may hold options as well, so that a shell reads it; the file is an argument of its own. */
async function openEditor(editor: string, file: string): Promise<void> {
  const listenAgain = ignoreKeyboardSignals();
  try {
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {stdio: 'inherit'});
    const [exitCode, signal]: unknown[] = await once(child, 'exit');
    if (exitCode !== 0) throw new Error(`${editor} ended with ${exitCode ?? signal}`);
  } finally {
    listenAgain();
  }
}

/** ctrl-c in an editor is the editor's, although the terminal sends it to us as well. Gives what ends it. */
function ignoreKeyboardSignals(): () => void {
  const ignore = () => {};
  const saved = (['SIGINT', 'SIGQUIT'] as const).map(signal => {
    const listeners = process.rawListeners(signal);
    process.removeAllListeners(signal);
    process.on(signal, ignore);
    return {signal, listeners};
  });
  return () => {
    for (const {signal, listeners} of saved) {
      process.off(signal, ignore);
      for (const listener of listeners) process.on(signal, listener as NodeJS.SignalsListener);
    }
  };
}
