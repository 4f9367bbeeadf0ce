import {afterAll, beforeAll, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startTerminal} from '../support/terminal.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {createSandbox, program, type Sandbox} from './sandbox.ts';

let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

it('ctrl-z goes back to the shell, also from a box, and fg returns to the same place', async () => {
  // A shell with job control, as people have one.
  const terminal = startTerminal('/bin/bash', ['--norc', '--noprofile', '-i'], {
    env: {...sandbox.env, PS1: 'shell> '},
  });
  try {
    await terminal.waitFor('shell> ');
    terminal.press(`${process.execPath} ${program} -d ${urlOf(server.connection)} --screen cron`, 'enter');
    await terminal.waitFor(/FAILING \d+/);
    terminal.press('j');
    await terminal.waitFor(/^▶ +‖ PAUSED/m);
    for (const box of [null, '?'] as const) {
      if (box) {
        terminal.press(box);
        await terminal.waitFor('┌ Keys');
      }
      terminal.press('ctrl-z');
      await terminal.waitFor(/Stopped[\s\S]*shell> /);
      expect(terminal.isAlternateScreen()).toBe(false);
      expect(terminal.isCursorVisible()).toBe(true);
      terminal.press('fg', 'enter');
      await terminal.waitFor(box ? '┌ Keys' : /^▶ +‖ PAUSED/m);
      expect(terminal.isAlternateScreen()).toBe(true);
      expect(terminal.isCursorVisible()).toBe(false);
    }
    terminal.press('ctrl-c');
    await terminal.waitFor(/shell>\s*$/);
    terminal.press('stty -a', 'enter');
    await terminal.waitFor(/ icanon /);
  } finally {
    terminal.dispose();
  }
});
