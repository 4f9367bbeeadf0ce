import {expect, it} from 'vitest';
import {runNotifications} from '../../bench/listener/notification-run.ts';
import {quantile} from '../../bench/pipeline/measurement.ts';
import {isFlat} from '../support/resident-memory.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const perSecond = 10_000;
const seconds = 60;
const warmUpSeconds = 10;
const mostMib = 180;

const [server] = servers;
if (!server) throw new Error('There is no server to test on.');
const database = provideDatabase(server);

// Other work on the machine only adds to the time that keys take, so that one good run is proof.
it('Events under ten thousand notifications a second: memory flat, keys within 100 ms (p99)', {
  retry: 2,
}, async () => {
  const {connection, client} = database();
  const run = await runNotifications(connection, client, {perSecond, seconds, warmUpSeconds});
  const {rate, tookMs, memoryMib} = run;
  const peak = Math.max(...memoryMib);
  process.stdout.write(
    `${JSON.stringify({
      rate: Math.round(rate),
      keys: tookMs.length,
      keyP50P95P99WorstMs: [0.5, 0.95, 0.99, 1].map(part => Math.round(quantile(tookMs, part))),
      mib: {first: memoryMib[0], after10s: memoryMib[warmUpSeconds], last: memoryMib.at(-1), peak},
    })}\n`,
  );
  expect(rate).toBeGreaterThan(0.95 * perSecond);
  expect(peak).toBeLessThan(mostMib);
  expect(isFlat(memoryMib.slice(warmUpSeconds))).toBe(true);
  expect(quantile(tookMs, 0.99)).toBeLessThan(100);
});
