import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {beforeEach, describe, expect, it, onTestFinished, vi} from 'vitest';
import {writeStatement} from '../../../src/screens/explain/statement-editor.ts';

let folder: string;

/** Stands for an editor: a shell script that gets the file as its argument. */
async function useEditor(script: string, options = ''): Promise<void> {
  const file = join(folder, 'editor');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  vi.stubEnv('VISUAL', `${file}${options}`);
}

describe('writing a statement in an editor', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanewatch-editor-'));
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await rm(folder, {recursive: true});
    });
  });

  it('gives what was written, of several lines, without the hint', async () => {
    await useEditor(`printf 'select 1\\n  from t;\\n' >> "$1"`);
    expect(await writeStatement('')).toBe('select 1\n  from t;');
  });

  it('begins with the statement of before, in a file that is taken away', async () => {
    await useEditor(
      `cp "$1" ${folder}/seen; stat -c '%a' "$1" >> ${folder}/seen; echo "$1" >> ${folder}/seen`,
    );
    expect(await writeStatement('select 2')).toBe('select 2');
    const [hint, before, mode, file = ''] = (await readFile(join(folder, 'seen'), 'utf8'))
      .replace('select 2', 'select 2\n')
      .split('\n');
    expect(hint).toMatch(/^-- One statement/);
    expect([before, mode]).toEqual(['select 2', '600']);
    await expect(readFile(dirname(file))).rejects.toThrow('ENOENT');
  });

  it('takes options, and a name without them from EDITOR', async () => {
    await useEditor(`test "$1" = --wait && echo "select '$1'" > "$2"`, ' --wait');
    expect(await writeStatement('')).toBe("select '--wait'");
    vi.stubEnv('EDITOR', join(folder, 'editor'));
    vi.stubEnv('VISUAL', '');
    await expect(writeStatement('')).rejects.toThrow('editor ended with 1');
  });

  it('gives nothing for an empty file', async () => {
    await useEditor('true');
    expect(await writeStatement('')).toBeNull();
  });

  it('does not end with a ctrl-c that the editor gets', async () => {
    const leave = vi.fn();
    process.once('SIGINT', leave);
    onTestFinished(() => void process.off('SIGINT', leave));
    await useEditor(`kill -INT ${process.pid}; echo 'select 3' > "$1"`);
    expect(await writeStatement('')).toBe('select 3');
    expect(leave).not.toHaveBeenCalled();
    expect(process.rawListeners('SIGINT')).toHaveLength(1 + otherListeners);
  });
});

const otherListeners = process.rawListeners('SIGINT').length;
