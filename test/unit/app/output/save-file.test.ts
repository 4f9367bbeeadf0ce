import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {saveFile} from '../../../../src/app/output/save-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanewatch-file-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

it('writes a new file, and leaves one that is there as it was', async () => {
  const path = join(folder, 'a.csv');
  await saveFile(path, 'one');
  await expect(saveFile(path, 'two')).rejects.toThrow(
    `${path} was not written: it exists already and is left as it was; choose another name.`,
  );
  expect(readFileSync(path, 'utf8')).toBe('one');
});

it('says what is in the way', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(saveFile(join(folder, 'gone', 'a.csv'), '')).rejects.toThrow('there is no such folder');
  await expect(saveFile(join(folder, 'file', 'a.csv'), '')).rejects.toThrow('there is no such folder');
  await expect(saveFile(join(folder, 'x'.repeat(300)), '')).rejects.toThrow('the name is too long');
});

/** A disk of 64 kB, where this account may make one. */
function mountSmallDisk(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
}

it('keeps no half of a file where the disk is full', async ({skip}) => {
  skip(!mountSmallDisk(folder), 'no disk can be mounted here');
  try {
    const path = join(folder, 'big.csv');
    await expect(saveFile(path, 'x'.repeat(200_000))).rejects.toThrow('the disk is full; nothing was kept');
    expect(existsSync(path)).toBe(false);
    await saveFile(path, 'small');
    expect(readFileSync(path, 'utf8')).toBe('small');
  } finally {
    execFileSync('umount', [folder]);
  }
});
