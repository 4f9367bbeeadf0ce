import {describe, expect, it} from 'vitest';
import {isFault, judgeJobs, outcomeOf, refreshedView} from '../../../src/screens/cron/cron.state.ts';
import {failingJob, jobRow, missedJob, neverRanJob, pausedJob} from '../../screens/cron/job-rows.ts';

const healthy = jobRow(1, 'refresh-lane-distributions');

describe('judgeJobs', () => {
  it('puts the worst first, the paused before the healthy, equals in the order of names', () => {
    const jobs = [healthy, pausedJob, jobRow(2, 'an-early-name'), neverRanJob, missedJob, failingJob];
    expect(judgeJobs(jobs, 'GMT').map(({job, verdict}) => [verdict.state, job.job_name])).toEqual([
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
    const faults = judgeJobs([healthy, pausedJob, neverRanJob, failingJob], 'GMT').filter(isFault);
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
