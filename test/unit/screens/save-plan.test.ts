import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {fileNameOf, savePlan, sayWhy} from '../../../src/screens/explain/save-plan.ts';

const at = new Date('2026-05-01T10:00:00.250Z');

it('names the file after the statement and the moment', () => {
  expect(fileNameOf({request: {statement: 'select *\nfrom "../x"', values: []}, at})).toBe(
    'plan-select-from-x-2026-05-01T100000Z.json',
  );
});

it('saves the plan as it came, over no other file, with no character that a terminal acts on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lanewatch-save-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const raw = [{Plan: {'Node Type': 'Seq Scan', 'Relation Name': 'a\u001B[2J\u202E'}}];
  const file = join(folder, 'plan.json');
  await savePlan({raw}, file);
  const text = await readFile(file, 'utf8');
  expect(JSON.parse(text)).toEqual(raw);
  expect(text).toMatch(/^[\n -~]*$/);
  const again = await savePlan({raw: []}, file).catch(sayWhy);
  expect(again).toBe('file already exists');
  expect(await readFile(file, 'utf8')).toBe(text);
});

it.each([
  ['/proc/plan.json', 'no such file or directory'],
  ['/dev/full/plan.json', 'not a directory'],
])('says why %s cannot be written', async (file, why) => {
  expect(await savePlan({raw: []}, file).catch(sayWhy)).toBe(why);
});
