import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {LiveStore} from '../../src/app/live/live-store.ts';
import {runMonitor} from '../../src/app/run-monitor.tsx';
import type {ScreenDefinition} from '../../src/app/screen.ts';
import {defaultSettings} from '../../src/app/settings.ts';
import {readMonitorOptions} from '../../src/config/monitor-options.ts';
import {openDatabase} from '../../src/queries/database.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const [server] = servers.slice(0, 1);

describe.each(server ? [server] : [])('a monitor with a fault, on $name', each => {
  const provided = provideDatabase(each);

  async function run(component: ScreenDefinition['component']) {
    const options = {schema: 'public', readOnly: true, statementTimeoutMs: 0};
    const database = openDatabase(provided().connection, options);
    onTestFinished(() => database.close());
    const written: string[] = [];
    for (const stream of [process.stdout, process.stderr]) {
      const spy = vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest: unknown[]) => {
        written.push(String(chunk));
        const done = rest.at(-1);
        if (typeof done === 'function') done();
        return true;
      });
      onTestFinished(() => spy.mockRestore());
    }
    const flags = {
      ...options,
      interval: 2,
      once: true,
      bell: false,
      color: false,
      ascii: false,
      statementTimeout: 0,
      source: 'auto',
    };
    const screens = [{id: 'cron', number: 2, title: 'Cron', component}] as const;
    const outcome = runMonitor(
      database,
      new LiveStore(database),
      screens,
      {...readMonitorOptions(flags, {}), screen: 'cron'},
      defaultSettings,
    );
    const fault: unknown = await outcome.catch((error: unknown) => error);
    return {fault, output: written.join('')};
  }

  test('in what it draws: ends, says so in a line, and shows no source', async () => {
    const {fault, output} = await run(() => {
      throw new TypeError('nothing is there');
    });
    expect(fault).toMatchObject({
      what: 'The monitor ended with a fault of its own',
      why: 'nothing is there',
      stack: expect.stringContaining('TypeError: nothing is there\n    at '),
    });
    expect(output).not.toMatch(/ {4}at |nothing is there|monitor-fault/);
  });

  test('in what nobody caught: the same', async () => {
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    onTestFinished(() => {
      for (const listener of listeners) process.on('uncaughtException', listener);
    });
    const fail = vi.fn().mockImplementationOnce(() => {
      throw new TypeError('nothing is there');
    });
    const {fault, output} = await run(() => {
      setImmediate(fail);
      return null;
    });
    expect(fault).toMatchObject({why: 'nothing is there'});
    expect(output).not.toMatch(/ {4}at |nothing is there/);
    expect(process.listeners('uncaughtException')).toHaveLength(0);
  });
});
