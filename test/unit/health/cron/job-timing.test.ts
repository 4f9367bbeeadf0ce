import fc from 'fast-check';
import {expect, it} from 'vitest';
import {nextFire, previousFire} from '../../../../src/cron/fires.ts';
import {parseSchedule} from '../../../../src/cron/schedule.ts';
import {timingOf} from '../../../../src/health/job-timing.ts';
import {known} from '../../../../src/health/known.ts';
import {defaultSettings, job, snapshotOf} from './snapshots.ts';

const schedules = ['* * * * *', '*/10 * * * *', '59 23 $ 12 *', '30 2 8-14 3 *', '0 0 29 2 *', '20 seconds'];
const zones = ['GMT', 'GMT', 'Australia/Lord_Howe'];
const startMs = Date.UTC(2026, 2, 8, 6);

// What one look works out is kept for the looks after it: time goes on a little, much, or back, and the zone may change.
it('tells the fires around any instant, whatever was asked before', () => {
  const look = fc.record({
    zone: fc.constantFrom(...zones),
    // In half minutes, so that the moment of a fire itself is met.
    steps: fc.oneof(
      fc.integer({min: 0, max: 3}),
      fc.integer({min: -240, max: 240}),
      fc.integer({min: 0, max: 300 * 2880}),
    ),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...schedules),
      fc.array(look, {minLength: 20, maxLength: 40}),
      (text, looks) => {
        let nowMs = startMs;
        for (const {zone, steps} of looks) {
          nowMs += steps * 30_000;
          const now = new Date(nowMs);
          const one = job({schedule: text, runs: []});
          const {cron} = snapshotOf([one], {now, settings: {zone}});
          if (!cron.known) throw new Error('The snapshot has no cron.');
          const {schedule, options, nextFireAt, previousFireAt} = timingOf(
            one,
            {...cron.value, settings: known({...defaultSettings, zone})},
            now,
          );
          expect(schedule).toEqual(parseSchedule(text, {yearlyFires: false}));
          if (schedule === null) continue;
          expect({nextFireAt, previousFireAt}).toEqual({
            nextFireAt: nextFire(schedule, now, options),
            previousFireAt: previousFire(schedule, now, options),
          });
        }
      },
    ),
  );
});
