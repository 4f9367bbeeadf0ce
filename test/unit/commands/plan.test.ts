import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runPlan} from '../../../src/commands/plan.ts';
import type {PlanFormat} from '../../../src/commands/print-plan.ts';
import {UserError} from '../../../src/config/user-error.ts';
import {recordedPlans} from '../plan/recorded-plans.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanewatch-plan-'));
});
afterAll(() => rm(folder, {recursive: true}));

async function run(text: string, format: PlanFormat = 'tree', columns = 100) {
  const path = join(folder, 'plan.txt');
  await writeFile(path, text);
  const written: string[] = [];
  const exitCode = await runPlan(path, format, {write: part => written.push(part), columns});
  return {exitCode, output: written.join('')};
}

const spill = JSON.stringify(recordedPlans.get('sort-spill-18'));
const limit = JSON.stringify(recordedPlans.get('limit-15'), null, 2);

describe('lanewatch plan', () => {
  it('draws a tree with times and says what they mean', async () => {
    const {exitCode, output} = await run(spill);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^[\d.]+ ms run · [\d.]+ ms plan\n +SELF +% +ROWS +EST × {2}NODE\n/);
    expect(output).toMatch(/ms +\d+% +100,000 +×1\.0 {2}Sort {2}\(external merge/);
    expect(output).toMatch(/\n! The sort did not fit into memory/);
    expect(Math.max(...output.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
  });

  it('gives JSON of the documented shape', async () => {
    const {output} = await run(spill, 'json');
    const plan = JSON.parse(output) as {nodes: object[]};
    expect(Object.keys(plan)).toEqual(['planningMs', 'executionMs', 'nodes', 'insights']);
    expect(plan.nodes[1]).toEqual({
      path: '0.0',
      type: 'Seq Scan',
      relation: 'item',
      exclusiveMs: expect.any(Number),
      totalMs: expect.any(Number),
      rows: 100_000,
      planRows: 100_000,
      loops: 1,
      estimateFactor: 1,
      insights: expect.any(Array),
    });
  });

  it('takes several plans from one text, in order, one JSON document a line', async () => {
    const {output} = await run(`first\n${spill}\nand then\n${limit}\n`, 'json');
    const types = output
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as {nodes: {type: string}[]}).nodes[0]?.type);
    expect(types).toEqual(['Sort', 'Limit']);
    expect((await run(`${spill}${limit}`)).output.match(/NODE/g)).toHaveLength(2);
  });

  it.each([
    ['nothing', '', 'There is no text.'],
    ['cut off', spill.slice(0, 200), 'The JSON is cut off'],
    ['no JSON', 'hello', 'There is no plan'],
    ['other JSON', '{"a": [1, 2]}', 'There is no plan'],
    ['the text format', 'Seq Scan on item  (cost=0.00..1.00 rows=1 width=4)', 'FORMAT JSON'],
  ])('says what is wrong with a text: %s', async (_, text, why) => {
    await expect(run(text)).rejects.toThrow(UserError);
    await expect(run(text)).rejects.toThrow(why);
  });

  it('says that there is no such file', async () => {
    await expect(runPlan(join(folder, 'none'), 'tree', {write: () => {}})).rejects.toThrow('no such file');
  });

  it('lets no name act on the terminal, in any format', async () => {
    const name = 'item\u001B[2J\u009B31m\u202Eevil\u0007';
    const plan = [{Plan: {'Node Type': 'Seq Scan', 'Relation Name': name, 'Total Cost': 1, 'Plan Rows': 2}}];
    const acts = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/;
    const tree = await run(JSON.stringify(plan));
    expect(tree.output).not.toMatch(acts);
    expect(tree.output).toContain('Seq Scan  on itemevil');
    const json = await run(JSON.stringify(plan), 'json');
    expect(json.output).not.toMatch(acts);
    expect(JSON.parse(json.output)).toMatchObject({nodes: [{relation: name}]});
  });

  it('draws a plan of 5,000 nodes, and one that is 5,000 deep', async () => {
    const leaf = {'Node Type': 'Seq Scan', 'Actual Total Time': 0.01, 'Actual Loops': 1, 'Actual Rows': 1};
    const wide = {...leaf, 'Node Type': 'Append', Plans: Array.from({length: 4999}, () => leaf)};
    const startedMs = performance.now();
    expect((await run(JSON.stringify([{Plan: wide}]))).output.match(/ Seq Scan$/gm)).toHaveLength(4999);
    expect(performance.now() - startedMs).toBeLessThan(3000);
    const opening = '{"Node Type":"Nested Loop","Plans":[';
    const deep = `[{"Plan":${opening.repeat(4999)}${JSON.stringify(leaf)}${']}'.repeat(4999)}}]`;
    expect((await run(deep)).output.match(/Nested Loop/g)).toHaveLength(4999);
  });
});
