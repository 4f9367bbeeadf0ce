import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {cookedSettings, createSandbox, type Sandbox} from './sandbox.ts';

/** SQL of one's own on the Explain screen: from an editor, from a paste, and the plan out again. */
let sandbox: Sandbox;
let server: EmbeddedServer;
let folder: string;

beforeAll(async () => {
  [sandbox, server, folder] = await Promise.all([
    createSandbox(),
    startSampleServer(),
    mkdtemp(join(tmpdir(), 'lanewatch-plans-')),
  ]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
  await rm(folder, {recursive: true});
});

/** Stands for an editor: says how it got the terminal, waits for a key, and writes a statement. */
async function createEditor(): Promise<string> {
  const editor = join(folder, 'editor');
  const statement = 'select status, count(*)\\n  from submissions\\n group by status\\n';
  const script = [
    '#!/bin/sh',
    `printf '\\033[H\\033[2J'`,
    'stty -a',
    'echo "the editor has $1"',
    'read answer',
    `if test "$answer" = write; then printf '${statement}' > "$1"; fi`,
    'test "$answer" != fail',
  ];
  await writeFile(editor, script.join('\n'));
  await chmod(editor, 0o755);
  return editor;
}

const editorFile = (screen: string) => /the editor has (.*statement\.sql)/.exec(screen)?.[1] ?? '';

it('takes SQL from $EDITOR and from a paste, copies the plan and saves it', async () => {
  const terminal = sandbox.open(['-d', urlOf(server.connection), '--screen', 'explain'], {
    columns: 120,
    rows: 40,
    // Nobody can make a file here, whoever one is.
    cwd: '/proc',
    env: {EDITOR: await createEditor()},
  });
  await terminal.waitFor(/▶ +agent-progress/);

  terminal.press('s');
  const handed = await terminal.waitFor(/the editor has .*statement\.sql/);
  for (const setting of cookedSettings) expect(handed).toMatch(new RegExp(`(^|[ ;])${setting}\\b`, 'm'));
  expect(terminal.isAlternateScreen()).toBe(false);
  expect(terminal.isCursorVisible()).toBe(true);
  // ctrl-c is the editor's, and makes it fail; the monitor stays.
  terminal.press('ctrl-c');
  await terminal.waitFor(/Nothing is run: .*editor ended with /);
  expect(terminal.isAlternateScreen()).toBe(true);
  expect(terminal.isCursorVisible()).toBe(false);

  terminal.press('s');
  // What the first one wrote is still on the screen of the shell.
  await terminal.waitFor(screen => editorFile(screen) !== '' && editorFile(screen) !== editorFile(handed));
  terminal.press('write', 'enter');
  await terminal.waitFor(/Explain · select status, count.* run 1 · PG 18[\s\S]*Aggregate/);

  terminal.paste('select count(*)\n  from submissions\n where created_at < now()\n');
  await terminal.waitFor(/SQL \(3 lines\): select count/);
  terminal.press('enter');
  await terminal.waitFor(/Explain · select count.* run 1 · PG 18/);

  terminal.press('y');
  await terminal.waitFor('Copied, if the terminal allows it');
  const [, copied = ''] = /\x1B\]52;c;([^\x07]*)\x07/.exec(terminal.output()) ?? [];
  const plan: unknown = JSON.parse(Buffer.from(copied, 'base64').toString());
  expect(plan).toEqual([expect.objectContaining({'Execution Time': expect.any(Number)})]);

  terminal.press('ctrl-s');
  await terminal.waitFor(/Not saved: no such file or directory\. Save as: .*\.json /);
  const file = join(folder, 'plan.json');
  terminal.press('ctrl-u', file, 'enter');
  await terminal.waitFor(`Saved as ${file}.`);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(plan);
  await terminal.waitFor(/Explain · select count/);

  terminal.press('q');
  await expect(terminal.ended).resolves.toEqual({exitCode: 0, signal: 0});
  const shell = terminal.screen().join('\n');
  for (const setting of cookedSettings) expect(shell).toMatch(new RegExp(`(^|[ ;])${setting}\\b`, 'm'));
  // The terminal is asked to mark pastes no longer.
  expect(terminal.output().lastIndexOf('\x1B[?2004l')).toBeGreaterThan(
    terminal.output().lastIndexOf('\x1B[?2004h'),
  );
});
