import {describe, expect, it} from 'vitest';
import {judge} from '../../../../src/health/judge.ts';
import {emptyMemory} from '../../../../src/health/memory.ts';
import {cronRules} from '../../../../src/health/rules/cron/index.ts';
import type {JobSnapshot} from '../../../../src/health/snapshot/cron.ts';
import {chooseThresholds} from '../../../../src/health/thresholds.ts';
import {at, job, run, type SnapshotParts, snapshotOf} from './snapshots.ts';

function verdictOn(rest: Partial<JobSnapshot> = {}, parts: SnapshotParts = {}) {
  const {jobs} = judge(snapshotOf([job(rest)], parts), emptyMemory(), chooseThresholds(), cronRules);
  return jobs.get(7);
}
const begun = (time: string): Partial<JobSnapshot> => ({runs: [run(100, time)]});
const failed = (count: number): Partial<JobSnapshot> => ({
  runs: [run(100, '10:00:00', {status: 'failed'})],
  message: 'ERROR:  no',
  failureStreak: count,
});
const open = (status: string, rest: Partial<JobSnapshot> = {}): Partial<JobSnapshot> => ({
  runs: [run(100, '10:04:50', {status, endedAt: null, ...(status === 'running' ? {} : {startedAt: null})})],
  ...rest,
});
const backend = {startedAt: at('10:00:00'), state: 'active', applicationName: 'pg_cron'};

describe('the verdict on a job', () => {
  it('finds it well, and knows when it fires next', () => {
    expect(verdictOn()).toEqual({
      state: 'OK',
      severity: 'ok',
      count: null,
      findings: [],
      nextFireAt: at('10:10:00'),
      scheduleProblem: null,
    });
  });

  it.each([
    ['PAUSED', 'warning', {isActive: false}],
    ['RUNNING', 'ok', open('running', {backend})],
    ['FAILING', 'critical', failed(7)],
    ['NEVER-RAN', 'unknown', {runs: []}],
    ['NEVER-FIRES', 'warning', {schedule: '0 0 30 2 *'}],
    ['NEVER-FIRES', 'warning', {schedule: 'every tuesday'}],
    ['NEVER-FIRES', 'warning', {schedule: '@yearly'}],
    ['OK', 'ok', {schedule: '@reboot'}],
    ['OK', 'ok', {schedule: '30 seconds', ...begun('10:04:50')}],
    ['MISSED', 'critical', {schedule: '30 seconds'}],
  ] as const)('is %s, %s: %j', (state, severity, rest) => {
    expect(verdictOn(rest)).toMatchObject({state, severity});
  });

  it.each(['starting', 'connecting', 'sending'])(
    'takes a run that is %s right after its fire for running',
    status => {
      expect(verdictOn(open(status), {now: at('10:00:20')})).toMatchObject({
        state: 'RUNNING',
        severity: 'ok',
      });
    },
  );

  it('counts the failures in a row', () => {
    expect(verdictOn(failed(7))?.count).toBe(7);
  });

  it('says why a schedule cannot be read, and plans no fire', () => {
    expect(verdictOn({schedule: '99 * * * *'})).toMatchObject({
      nextFireAt: null,
      scheduleProblem: expect.stringContaining('99'),
    });
  });

  it('plans no fire for a paused job', () => {
    expect(verdictOn({isActive: false})?.nextFireAt).toBeNull();
  });

  it('knows that @yearly fires up to pg_cron 1.4', () => {
    expect(verdictOn({schedule: '@yearly', ...begun('10:00:00')}, {cron: {version: '1.4-1'}})?.state).toBe(
      'OK',
    );
  });

  it.each([
    ['OK', '10:09:59.999'],
    ['OK', '10:10:02.000'],
    ['LATE', '10:10:02.001'],
    ['LATE', '10:11:29.999'],
    ['MISSED', '10:11:30.000'],
    ['MISSED', '10:20:00.000'],
    ['MISSED', '13:00:00.000'],
  ])('is %s at %s', (state, time) => {
    expect(verdictOn({}, {now: at(time)})?.state).toBe(state);
  });

  it('counts the fires that were missed, also of a job of every minute', () => {
    const minutely = {schedule: '* * * * *'};
    expect(verdictOn(minutely, {now: at('10:00:59')})?.state).toBe('OK');
    expect(verdictOn(minutely, {now: at('10:01:30')})?.state).toBe('LATE');
    expect(verdictOn(minutely, {now: at('11:00:30')})).toMatchObject({state: 'MISSED', count: 59});
  });

  it('takes a start a moment before its minute for that minute’s', () => {
    expect(verdictOn(begun('09:59:59.500'))?.state).toBe('OK');
    expect(verdictOn(begun('09:59:58.500'))?.state).toBe('MISSED');
  });

  it('reckons in the zone of the scheduler', () => {
    const daily = {
      schedule: '0 9 * * *',
      runs: [run(1, '00:00:00', {startedAt: new Date('2026-04-30T08:00:00Z')})],
    };
    const now = at('08:30:00');
    expect(verdictOn(daily, {now, settings: {zone: 'Europe/London'}})).toMatchObject({
      state: 'MISSED',
      nextFireAt: new Date('2026-05-02T08:00:00Z'),
    });
    expect(verdictOn(daily, {now, settings: {zone: null}})?.nextFireAt).toEqual(at('09:00:00'));
  });

  it('plans an interval from start to start', () => {
    expect(verdictOn({schedule: '40 seconds', ...begun('10:04:50')})?.nextFireAt).toEqual(at('10:05:30'));
  });
});
