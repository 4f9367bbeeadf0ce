import {describe, expect, it} from 'vitest';
import {judge} from '../../../src/health/judge.ts';
import {emptyMemory} from '../../../src/health/memory.ts';
import {cronRules} from '../../../src/health/rules/cron/index.ts';
import {chooseThresholds} from '../../../src/health/thresholds.ts';
import {toJobSnapshot} from '../../../src/queries/to-cron-snapshot.ts';
import {isFault, listJobs, outcomeOf, refreshedView} from '../../../src/screens/cron/cron.state.ts';
import {
  failingJob,
  jobRow,
  missedJob,
  neverRanJob,
  pausedJob,
  serverNow,
} from '../../screens/cron/job-rows.ts';
import {snapshotOf} from '../health/cron/snapshots.ts';

const healthy = jobRow(1, 'refresh-lane-distributions');

function list(rows: ReturnType<typeof jobRow>[]) {
  const snapshot = snapshotOf(rows.map(toJobSnapshot), {now: serverNow});
  return listJobs(snapshot, judge(snapshot, emptyMemory(), chooseThresholds(), cronRules));
}

describe('listJobs', () => {
  it('puts the worst first, the paused before the healthy, equals in the order of names', () => {
    const jobs = [healthy, pausedJob, jobRow(2, 'an-early-name'), neverRanJob, missedJob, failingJob];
    expect(list(jobs).map(({job, verdict}) => [verdict.state, job.name])).toEqual([
      ['MISSED', 'refresh-time-to-first-win'],
      ['FAILING', 'refresh-weakness-patterns'],
      ['NEVER-RAN', 'refresh-agent-progress'],
      ['PAUSED', 'purge-cron-history'],
      ['OK', 'an-early-name'],
      ['OK', 'refresh-lane-distributions'],
    ]);
  });
});

describe('isFault', () => {
  it('holds for everything that is not well, and for the paused, which are easily forgotten', () => {
    const faults = list([healthy, pausedJob, neverRanJob, failingJob]).filter(isFault);
    expect(faults.map(({verdict}) => verdict.state)).toEqual(['FAILING', 'NEVER-RAN', 'PAUSED']);
  });
});

describe('outcomeOf', () => {
  it('does not call a status good that it does not know', () => {
    expect(outcomeOf('succeeded')).toBe('ok');
    expect(outcomeOf('sending')).toBe('running');
    expect(outcomeOf('constructor')).toBe('unknown');
  });
});

describe('refreshedView', () => {
  it.each([
    ["CALL analytics_refresh('mv_agent_progress')", 'mv_agent_progress'],
    ["call public.analytics_refresh ( 'mv_agent_progress', 'cron' );", 'mv_agent_progress'],
    ['REFRESH MATERIALIZED VIEW mv_agent_progress', undefined],
    ['VACUUM', undefined],
  ])('of %j is %j', (command, view) => {
    expect(refreshedView(command)).toBe(view);
  });
});
