import {spawn} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';

const hint =
  '-- One statement, without EXPLAIN before it. Save and leave to run it; an empty file runs nothing.\n';

/**
 * Lets a person write a statement in their editor, in a file that only they can read and that is taken away afterwards.
 * The terminal has to be the editor's meanwhile. Null where nothing was written; throws where there is no editor.
 */
export async function writeStatement(before: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-'));
  const file = join(folder, 'statement.sql');
  try {
    await writeFile(file, `${hint}${before}`, {mode: 0o600});
    const exitCode = await openEditor(process.env.VISUAL || process.env.EDITOR || 'vi', file);
    if (exitCode !== 0) return null;
    const text = (await readFile(file, 'utf8')).replace(hint, '').trim();
    return text === '' ? null : text;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The variable may hold options as well, so that a shell reads it; the file is an argument of its own. */
function openEditor(editor: string, file: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {stdio: 'inherit'});
    child.once('error', reject);
    child.once('exit', resolve);
  });
}
