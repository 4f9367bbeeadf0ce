import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {provideDatabase, servers} from '../support/servers.ts';
import {startTerminal} from '../support/terminal.ts';

const program = join(import.meta.dirname, '../../dist/bin.mjs');
const perSecond = 100;
const seconds = 20;
/** While V8 still compiles, frames take longer. */
const warmUp = 200;

const [server] = servers;
if (!server) throw new Error('There is no server to test on.');
const database = provideDatabase(server);

// Other work on the machine only adds to it, so that one good run is proof.
it('a notification is on the screen within 50 ms (p99) at a hundred a second', {retry: 3}, async () => {
  const {host, port, user, database: name, password = ''} = database().connection;
  const url = `postgres://${user}:${password}@${host}:${port}/${name}`;
  const terminal = startTerminal(
    process.execPath,
    [program, '-d', url, '--screen', 'events', '--listen', 'ticks'],
    {columns: 120, rows: 40, env: {HOME: '/nonexistent', PATH: process.env.PATH ?? ''}},
  );
  const sentMs: number[] = [];
  const seenMs: number[] = [];
  try {
    await terminal.waitFor(/heard/, 20_000);
    const all = terminal.waitFor(screen => {
      const nowMs = performance.now();
      const shown = [...screen.matchAll(/tick-(\d{6})/g)].map(([, digits]) => Number(digits));
      // Those that one frame has carried past the screen count with the ones that it shows.
      for (let nth = Math.max(-1, ...shown); nth >= 0 && seenMs[nth] === undefined; nth -= 1)
        seenMs[nth] = nowMs;
      return seenMs.length === perSecond * seconds;
    }, 60_000);
    const startMs = performance.now();
    for (let nth = 0; nth < perSecond * seconds; nth += 1) {
      await delay(Math.max(0, startMs + (nth * 1000) / perSecond - performance.now()));
      const payload = `tick-${String(nth).padStart(6, '0')}`;
      // From the commit on; the statement's own way is not the notification's.
      await database().client`select pg_notify('ticks', ${payload})`;
      sentMs[nth] = performance.now();
    }
    await all;
  } finally {
    terminal.dispose();
  }
  const latencies = sentMs
    .map((sent, nth) => (seenMs[nth] ?? Number.NaN) - sent)
    .slice(warmUp)
    .sort((a, b) => a - b);
  const quantile = (part: number) => latencies[Math.floor(part * (latencies.length - 1))] ?? Number.NaN;
  const figures = [0.5, 0.95, 0.99, 1].map(part => Math.round(quantile(part)));
  process.stdout.write(`notification to screen: p50, p95, p99, worst ${figures.join(', ')} ms\n`);
  expect(quantile(0.99)).toBeLessThan(50);
});
