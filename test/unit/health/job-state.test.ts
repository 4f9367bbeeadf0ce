import {describe, expect, it} from 'vitest';
import {type JobFacts, judgeJob} from '../../../src/health/job-state.ts';

/** A job of every ten minutes that ran well at 10:00, at 10:05. */
const well: JobFacts = {
  schedule: '*/10 * * * *',
  active: true,
  status: 'succeeded',
  startedAt: new Date('2026-05-01T10:00:00.020Z'),
  failureStreak: 0,
  now: new Date('2026-05-01T10:05:00Z'),
  zone: 'GMT',
};
const judge = (facts: Partial<JobFacts>) => judgeJob({...well, ...facts});
const at = (time: string) => new Date(`2026-05-01T${time}Z`);

describe('judgeJob', () => {
  it('finds a job well, and knows when it fires next', () => {
    expect(judge({})).toEqual({
      state: 'OK',
      severity: 'ok',
      count: null,
      nextFireAt: at('10:10:00'),
      scheduleProblem: null,
    });
  });

  it.each([
    ['PAUSED', 'ok', {active: false}],
    ['PAUSED', 'ok', {active: false, status: 'failed', failureStreak: 3}],
    ['RUNNING', 'ok', {status: 'running'}],
    ['RUNNING', 'ok', {status: 'starting', startedAt: null}],
    ['RUNNING', 'ok', {status: 'connecting'}],
    ['RUNNING', 'ok', {status: 'sending'}],
    ['FAILING', 'critical', {status: 'failed', failureStreak: 7}],
    ['FAILING', 'critical', {status: 'failed', failureStreak: 1, startedAt: null}],
    ['NEVER-RAN', 'unknown', {status: null, startedAt: null}],
    ['NEVER-FIRES', 'warning', {schedule: '0 0 30 2 *'}],
    ['NEVER-FIRES', 'critical', {schedule: 'every tuesday'}],
    ['OK', 'ok', {schedule: '@reboot'}],
    ['OK', 'ok', {schedule: '30 seconds'}],
  ] as const)('%s, %s: %j', (state, severity, facts) => {
    expect(judge(facts)).toMatchObject({state, severity});
  });

  it('counts the failures in a row', () => {
    expect(judge({status: 'failed', failureStreak: 7}).count).toBe(7);
  });

  it('says why a schedule cannot be read, and plans no fire', () => {
    expect(judge({schedule: '99 * * * *'})).toMatchObject({
      state: 'NEVER-FIRES',
      nextFireAt: null,
      scheduleProblem: expect.stringContaining('99'),
    });
  });

  it('plans no fire for a paused job', () => {
    expect(judge({active: false}).nextFireAt).toBeNull();
  });

  it.each([
    ['OK', '10:09:59.999'],
    ['LATE', '10:10:00.000'],
    ['LATE', '10:11:29.999'],
    ['MISSED', '10:11:30.000'],
    ['MISSED', '10:19:59.000'],
    // One fire more does not make the one before it less missed.
    ['MISSED', '10:20:00.000'],
    ['MISSED', '13:00:00.000'],
  ])('%s at %s', (state, time) => {
    expect(judge({now: at(time)}).state).toBe(state);
  });

  it('finds a job of every minute missed, though a fire is never long ago', () => {
    const minutely = {schedule: '* * * * *', startedAt: at('10:00:00.020')};
    expect(judge({...minutely, now: at('10:00:59')}).state).toBe('OK');
    expect(judge({...minutely, now: at('10:01:30')}).state).toBe('LATE');
    expect(judge({...minutely, now: at('11:00:30')})).toMatchObject({state: 'MISSED', severity: 'critical'});
  });

  it('takes a start a moment before its minute for that minute’s', () => {
    expect(judge({startedAt: at('09:59:59.500')}).state).toBe('OK');
    expect(judge({startedAt: at('09:59:58.500')}).state).toBe('MISSED');
  });

  it('reckons in the scheduler’s zone', () => {
    const daily = {schedule: '0 9 * * *', startedAt: new Date('2026-04-30T08:00:00Z'), now: at('08:30:00')};
    expect(judge({...daily, zone: 'Europe/London'})).toMatchObject({
      state: 'MISSED',
      nextFireAt: new Date('2026-05-02T08:00:00Z'),
    });
    expect(judge({...daily, zone: 'GMT'})).toMatchObject({
      // 09:00 GMT of the day before had no run either, but it is later than the one that there was.
      state: 'MISSED',
      nextFireAt: at('09:00:00'),
    });
    expect(judge({...daily, startedAt: new Date('2026-04-30T09:00:00Z')}).state).toBe('OK');
  });

  it('plans an interval from start to start', () => {
    expect(judge({schedule: '40 seconds', startedAt: at('10:04:50')}).nextFireAt).toEqual(at('10:05:30'));
  });
});
