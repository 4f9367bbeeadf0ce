import {afterAll, beforeAll, expect, it} from 'vitest';
import type {EmbeddedServer} from '../../src/db/embedded-server.ts';
import {startSampleServer, urlOf} from './sample-server.ts';
import {cookedSettings, createSandbox, pidOf, type Sandbox} from './sandbox.ts';

/** Where lanewatch itself is at fault, the terminal comes back, a line says so, and no source is shown. */
let sandbox: Sandbox;
let server: EmbeddedServer;

beforeAll(async () => {
  [sandbox, server] = await Promise.all([createSandbox(), startSampleServer()]);
});
afterAll(async () => {
  await server.stop();
  await sandbox.remove();
});

/** Faults that a signal makes: in what is drawn next, and outside of it. */
const faults = {
  drawing: 'String.prototype.padEnd = () => { throw new TypeError("it is broken"); }',
  'a timer': 'setTimeout(() => { throw new TypeError("it is broken"); }, 1)',
};

it.each(Object.entries(faults))('in %s', async (_, fault) => {
  for (const level of ['info', 'debug']) {
    // By `on`, because Ink ends where nobody else listens.
    const module = `process.on('SIGUSR2', () => { ${fault} })`;
    const terminal = sandbox.open(
      ['-d', urlOf(server.connection), '--screen', 'cron', '--log-level', level],
      {
        columns: 100,
        rows: 60,
        env: {NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}`},
      },
    );
    await terminal.waitFor(/FAILING \d+/);
    process.kill(await pidOf(terminal), 'SIGUSR2');
    expect(await terminal.ended).toEqual({exitCode: 1, signal: 0});
    const shell = terminal.screen().join('\n');
    expect(shell).toMatch(/^lanewatch: The monitor ended with a fault of its own: it is broken$/m);
    for (const setting of cookedSettings) expect(shell).toMatch(new RegExp(`(^|[ ;])${setting}\\b`, 'm'));
    expect(terminal.isAlternateScreen()).toBe(false);
    expect(terminal.isCursorVisible()).toBe(true);
    const stack = terminal.output().split('fault of its own')[1] ?? '';
    expect(/ {4}at /.test(stack)).toBe(level === 'debug');
    expect(terminal.output().split('fault of its own')[0]).not.toMatch(/ {4}at |TypeError|it is broken/);
  }
});
