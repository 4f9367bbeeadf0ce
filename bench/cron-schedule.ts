/** Times the next and the previous fire of schedules, the awkward ones too: the budget is 1 ms for any of them. */
import {nextFire, previousFire} from '../src/cron/fires.ts';
import {parseSchedule} from '../src/cron/schedule.ts';

const budgetMs = 1;
const rounds = 200;
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
  times.sort((a, b) => a - b);
  return {medianMs: times[rounds >> 1] ?? 0, worstMs: times.at(-1) ?? 0};
}

let failed = false;
for (const zone of zones) {
  measure('* * * * *', zone);
  for (const text of schedules) {
    const {medianMs, worstMs} = measure(text, zone);
    // The worst of a busy machine is the machine's; the median is ours.
    const over = medianMs > budgetMs;
    failed ||= over;
    process.stdout.write(
      `${over ? 'OVER' : 'ok  '} ${zone.padEnd(20)} ${text.padEnd(22)} median ${medianMs.toFixed(3)} ms, worst ${worstMs.toFixed(3)} ms\n`,
    );
  }
}
process.exitCode = failed ? 1 : 0;
