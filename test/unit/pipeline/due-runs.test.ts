import {describe, expect, it} from 'vitest';
import {parseSchedule} from '../../../src/cron/schedule.ts';
import {
  addDueRuns,
  chooseStarts,
  noteEnd,
  noteStart,
  sleepMs,
  startTiming,
  type TimedJob,
} from '../../../src/pipeline/due-runs.ts';

const at = (clock: string) => Date.parse(`2026-03-02T${clock}Z`);

function job(schedule: string, more: Partial<TimedJob> = {}): TimedJob {
  return {jobId: 1, schedule: parseSchedule(schedule), isActive: true, ...more};
}

/** The runs that are queued after the scheduler has woken at each of these times. */
function queuedAfter(jobs: readonly TimedJob[], started: string, ...wakes: string[]): number {
  let timing = startTiming(at(started));
  for (const wake of wakes) timing = addDueRuns(timing, jobs, at(wake));
  return timing.jobs.get(1)?.pendingRuns ?? 0;
}

describe('a cron schedule', () => {
  it('is due in its minute, once, however often the scheduler wakes', () => {
    const every5 = [job('*/5 * * * *')];
    expect(queuedAfter(every5, '10:01:00', '10:04:59')).toBe(0);
    expect(queuedAfter(every5, '10:01:00', '10:05:00', '10:05:01', '10:05:30')).toBe(1);
  });

  it('does not catch up what was due before the scheduler started', () => {
    expect(queuedAfter([job('0 10 * * *')], '10:00:30', '10:00:31', '10:01:00')).toBe(0);
  });

  it('counts every minute of a short delay', () => {
    expect(queuedAfter([job('* * * * *')], '10:00:00', '10:04:10')).toBe(4);
  });

  it('after a jump ahead lets only fixed times catch up', () => {
    expect(queuedAfter([job('* * * * *')], '10:00:00', '11:30:00')).toBe(1);
    expect(queuedAfter([job('30 10 * * *')], '10:00:00', '11:30:10')).toBe(1);
    expect(queuedAfter([job('30 10 * * *')], '10:00:00', '15:00:00')).toBe(0);
  });

  it('after a jump back does not repeat fixed times', () => {
    expect(queuedAfter([job('30 10 * * *')], '10:31:00', '10:30:00')).toBe(0);
    expect(queuedAfter([job('* * * * *')], '10:31:00', '10:30:00')).toBe(1);
  });

  it('queues fires while its run goes on, and never runs twice at once', () => {
    const jobs = [job('* * * * *')];
    let timing = addDueRuns(startTiming(at('10:00:00')), jobs, at('10:01:00'));
    expect(chooseStarts(timing, 5)).toEqual([1]);
    timing = noteStart(timing, 1, at('10:01:00'));
    timing = addDueRuns(addDueRuns(timing, jobs, at('10:02:00')), jobs, at('10:03:00'));
    expect(chooseStarts(timing, 5)).toEqual([]);
    timing = noteEnd(timing, 1);
    expect(chooseStarts(timing, 5)).toEqual([1]);
    expect(timing.jobs.get(1)?.pendingRuns).toBe(2);
  });

  it('never runs when paused or unreadable', () => {
    expect(queuedAfter([job('* * * * *', {isActive: false})], '10:00:00', '10:02:00')).toBe(0);
    expect(queuedAfter([job('* * * * *', {schedule: null})], '10:00:00', '10:02:00')).toBe(0);
  });
});

describe('an interval', () => {
  it('counts from start to start, queues one run at most, and waits for the running one', () => {
    const jobs = [job('10 seconds')];
    let timing = addDueRuns(startTiming(at('10:00:00')), jobs, at('10:00:09'));
    expect(chooseStarts(timing, 5)).toEqual([]);
    timing = addDueRuns(timing, jobs, at('10:00:45'));
    expect(timing.jobs.get(1)?.pendingRuns).toBe(1);
    timing = noteStart(timing, 1, at('10:00:45'));
    timing = addDueRuns(timing, jobs, at('10:01:30'));
    expect(timing.jobs.get(1)?.pendingRuns).toBe(0);
    timing = addDueRuns(noteEnd(timing, 1), jobs, at('10:01:31'));
    expect(chooseStarts(timing, 5)).toEqual([1]);
  });
});

it('@reboot runs once per start', () => {
  expect(queuedAfter([job('@reboot')], '10:00:00', '10:00:01', '10:01:00', '10:02:00')).toBe(1);
});

it('starts no more jobs than allowed at once', () => {
  const jobs = [1, 2, 3].map(jobId => job('* * * * *', {jobId}));
  const timing = noteStart(addDueRuns(startTiming(at('10:00:00')), jobs, at('10:01:00')), 1, at('10:01:00'));
  expect(chooseStarts(timing, 2)).toEqual([2]);
});

it('a job that is gone is forgotten when its run has ended', () => {
  const jobs = [job('* * * * *')];
  let timing = addDueRuns(startTiming(at('10:00:00')), jobs, at('10:01:00'));
  timing = addDueRuns(noteStart(timing, 1, at('10:01:00')), [], at('10:01:05'));
  expect(timing.jobs.has(1)).toBe(true);
  expect(addDueRuns(noteEnd(timing, 1), [], at('10:01:06')).jobs.has(1)).toBe(false);
});

it('sleeps to the next minute, interval or check, whichever comes first', () => {
  const timing = startTiming(at('10:00:00'));
  expect(sleepMs(timing, [job('* * * * *')], at('10:00:57'), 5_000)).toBe(3_000);
  expect(sleepMs(timing, [job('* * * * *')], at('10:00:10'), 5_000)).toBe(5_000);
  expect(sleepMs(timing, [job('2 seconds')], at('10:00:01'), 5_000)).toBe(1_000);
});
