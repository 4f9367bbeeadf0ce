/** Times the next and the previous fire of schedules, the awkward ones too: the budget is 1 ms for any of them. */
import {parseArgs} from 'node:util';
import {nextFire, previousFire} from '../src/cron/fires.ts';
import {parseSchedule} from '../src/cron/schedule.ts';
import {judge, type Measurement, median} from './pipeline/measurement.ts';
import {sharedOptions, tellResult, writeResult} from './support/write-result.ts';

const {values} = parseArgs({options: sharedOptions});
const budgetMs = 1;
const rounds = values.quick ? 20 : 200;
const schedules = [
  '* * * * *',
  '*/10 * * * *',
  '0 */4 * * *',
  '59 23 $ 12 *',
  '0 0 29 2 *',
  '0 0 29 2 */7',
  '30 2 8-14 3 */7',
  '0 0 30 2 *',
  '0 0 31 2,4,6,9,11 *',
  '@yearly',
];
const zones = ['GMT', 'America/New_York', 'Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe'];

/** Median and worst of one next and one previous fire together, from starts spread over four years. */
function measure(text: string, zone: string): {medianMs: number; worstMs: number} {
  const schedule = parseSchedule(text);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const at = new Date(Date.UTC(2025, 0, 1) + round * 7 * 86_400_000 + 12_345_678);
    const startedAt = performance.now();
    nextFire(schedule, at, {zone});
    previousFire(schedule, at, {zone});
    times.push(performance.now() - startedAt);
  }
  return {medianMs: median(times), worstMs: Math.max(...times)};
}

const found: Measurement[] = [];
for (const zone of zones) {
  measure('* * * * *', zone);
  const all = schedules.map(text => ({text, ...measure(text, zone)}));
  const slowest = all.reduce((one, other) => (other.medianMs > one.medianMs ? other : one));
  const worstMs = Math.max(...all.map(each => each.worstMs));
  found.push(
    judge(
      `cron schedule: next and previous fire, ${zone}`,
      `${slowest.medianMs.toFixed(3)} ms for ${slowest.text}; worst of all ${worstMs.toFixed(3)} ms`,
      `median under ${budgetMs} ms`,
      // The worst of a busy machine is the machine's; the median is ours.
      slowest.medianMs < budgetMs,
      {value: slowest.medianMs, unit: 'ms'},
    ),
  );
}
await writeResult(
  {
    part: 'cron-schedule',
    isQuick: values.quick,
    folder: values.results,
    server: null,
    settings: {schedules: schedules.length, rounds},
  },
  found,
);
tellResult(`${schedules.length} schedules in ${zones.length} zones, the slowest of each`, found);
