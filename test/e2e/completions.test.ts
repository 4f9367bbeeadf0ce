import {existsSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startTerminal, type Terminal} from '../support/terminal.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, program, type Sandbox} from './sandbox.ts';

/** Somebody presses Tab in a real shell that was taught by `lanewatch completions`. */
let sandbox: Sandbox;
let server: EmbeddedServer;
let url: string;
let terminal: Terminal | undefined;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
  url = urlOf(server.connection);
  const folder = join(sandbox.folder, 'bin');
  await mkdir(folder);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  await writeFile(join(folder, 'lanewatch'), script, {mode: 0o755});
  await writeFile(join(sandbox.folder, 'profiles.yaml'), profiles);
});
afterEach(() => terminal?.dispose());
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

const profiles = `profiles:
  production: {connection: db1, password: 'command:touch asked; echo secret'}
  staging: {connection: db2}
`;

const shells = [
  {
    shell: 'bash',
    args: ['--norc', '--noprofile', '-i'],
    teach: "PS1='ready> '; source <(lanewatch completions bash)",
  },
  {
    shell: 'zsh',
    args: ['-f', '-i'],
    teach: "PS1='ready> '; autoload -U compinit && compinit -u -D; source <(lanewatch completions zsh)",
  },
  {
    shell: 'fish',
    args: ['--no-config', '-i'],
    teach: "function fish_prompt; echo 'ready> '; end; lanewatch completions fish | source",
  },
];

/** What is typed before Tab, and what then stands there. */
const lines: readonly (readonly [typed: string, completed: string])[] = [
  ['lanewatch rep', 'lanewatch report '],
  ['lanewatch report weak', 'lanewatch report weaknesses '],
  ['lanewatch check --form', 'lanewatch check --format '],
  ['lanewatch check --format nag', 'lanewatch check --format nagios '],
  ['lanewatch migrate --dr', 'lanewatch migrate --dry-run '],
  ['lanewatch explain lane-d', 'lanewatch explain lane-distributions '],
  ['lanewatch refresh mv_age', 'lanewatch refresh mv_agent_progress '],
  ['lanewatch --agent Veg', 'lanewatch --agent Vega '],
  ['lanewatch report lanes --challenge Maz', String.raw`lanewatch report lanes --challenge Maze\ Runner `],
];

describe.each(shells)('$shell', ({shell, args, teach}) => {
  const path = ['/bin', '/usr/bin'].map(folder => join(folder, shell)).find(existsSync);

  /** A shell that waits for a line. */
  async function open(env: Readonly<Record<string, string>> = {}): Promise<Terminal> {
    const opened = startTerminal(path ?? shell, args, {
      columns: 160,
      env: {...sandbox.env, ...env, PATH: `${join(sandbox.folder, 'bin')}:${sandbox.env.PATH}`},
    });
    terminal = opened;
    opened.press(`${teach}; echo tau''ght`, 'enter');
    await opened.waitFor(/^taught$/m);
    return opened;
  }

  it('completes what is typed', async ({skip}) => {
    if (path === undefined) return skip(`${shell} is not installed`);
    const opened = await open({DATABASE_URL: url});
    for (const [typed, completed] of lines) {
      opened.press(typed, 'tab');
      await opened.waitFor(`ready> ${completed.trimEnd()}`);
      opened.press('ctrl-u');
      await opened.waitFor(text => /ready>\s*$/.test(text));
    }
  });

  it('names profiles, and runs no command of theirs', async ({skip}) => {
    if (path === undefined) return skip(`${shell} is not installed`);
    const opened = await open();
    const file = join(sandbox.folder, 'profiles.yaml');
    opened.press(`lanewatch --config ${file} --profile prod`, 'tab');
    await opened.waitFor('--profile production');
    opened.press('--agent Veg', 'tab', 'x');
    await opened.waitFor(/--agent Vegx/);
    expect(existsSync(join(sandbox.folder, 'asked'))).toBe(false);
  });

  it('takes the connection from the line, whatever is in it', async ({skip}) => {
    if (path === undefined) return skip(`${shell} is not installed`);
    const opened = await open();
    opened.press(`lanewatch -d '${url}' report progress --agent Veg`, 'tab');
    await opened.waitFor('--agent Vega');
  });

  it('completes behind an equals sign', async ({skip}) => {
    if (path === undefined) return skip(`${shell} is not installed`);
    const opened = await open();
    opened.press('lanewatch report lanes --format=js', 'tab');
    await opened.waitFor('lanewatch report lanes --format=json');
  });

  it('says nothing where no server answers', async ({skip}) => {
    if (path === undefined) return skip(`${shell} is not installed`);
    const opened = await open({DATABASE_URL: 'postgres://u@127.0.0.1:1/db'});
    opened.press('lanewatch --agent Veg', 'tab', 'x');
    await opened.waitFor('lanewatch --agent Vegx');
    expect(opened.output()).not.toContain('ECONNREFUSED');
  });
});
