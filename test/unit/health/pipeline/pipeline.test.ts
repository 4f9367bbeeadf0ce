import {describe, expect, it} from 'vitest';
import {groupingText, hasPercentile} from '../../../../src/health/rules/pipeline/definitions.ts';
import type {InstallationSnapshot, PipelineSnapshot} from '../../../../src/health/snapshot/pipeline.ts';
import {known} from '../../../../src/health/snapshot.ts';
import {concludeArea} from '../../../../src/report/verdict.ts';
import {job as jobOf, run} from '../cron/snapshots.ts';
import {lookOf, pipeline, reportOn, secondsAgo} from '../looks.ts';

function found(rest: Partial<PipelineSnapshot>, installed: Partial<InstallationSnapshot> = {}) {
  const {findings} = reportOn(lookOf({pipeline: pipeline(rest, installed)}));
  return findings.filter(({area}) => area === 'pipeline');
}
const worker = {
  host: 'db1',
  processId: 1,
  isLeader: true,
  runsScheduler: false,
  state: 'idle',
  stoppedAt: null,
};

describe('the pipeline', () => {
  it('is well', () => expect(found({})).toEqual([]));

  it.each([
    [29, 0],
    [31, 1],
  ])('with a heartbeat %d s ago has %d findings', (seconds, count) => {
    expect(found({}, {workers: [{...worker, heartbeatAt: secondsAgo(seconds)}]})).toHaveLength(count);
  });

  it('says which channel of the alerts fails, and is in the dark where all do', () => {
    const works = {name: 'exec', failingSince: null, failureCount: 0, lastError: null};
    const fails = {name: 'hook', failingSince: secondsAgo(60), failureCount: 3, lastError: 'answered 500'};
    expect(found({}, {alertChannels: [works]})).toEqual([]);
    expect(found({}, {alertChannels: [works, fails]})).toMatchObject([
      {
        id: 'pipeline.alert-channel',
        severity: 'warning',
        object: 'hook',
        message: 'alerts do not reach hook: answered 500, 3 tries in a row',
        since: secondsAgo(60),
      },
    ]);
    expect(found({}, {alertChannels: [fails]})).toMatchObject([{severity: 'critical'}]);
  });

  it('says that twins differed, and which challenge fails', () => {
    const well = {
      isComplete: true,
      shownUntil: secondsAgo(1),
      seenAt: secondsAgo(0),
      viewsFrom: secondsAgo(600),
      waitingCount: 0,
      verifiedAt: secondsAgo(60),
      differingSlices: 0,
      differingRows: 0,
      failingCount: 0,
      failing: null,
    };
    expect(found({}, {twins: well})).toEqual([]);
    expect(found({}, {twins: {...well, differingSlices: 2, differingRows: 31}})).toMatchObject([
      {
        id: 'pipeline.twins-differ',
        severity: 'warning',
        message:
          '31 rows of 2 challenges differed from the views when they were last compared, and were computed anew',
        since: secondsAgo(60),
      },
    ]);
    const failing = {challengeId: 'c1', attempts: 3, error: 'division by zero'};
    expect(found({}, {twins: {...well, failingCount: 2, failing}})).toMatchObject([
      {
        id: 'pipeline.slice-failing',
        severity: 'warning',
        message: 'challenge c1 failed 3 times in a row and 1 more with it: division by zero',
      },
    ]);
  });

  it('has no worker where the last one has ended', () => {
    expect(
      found({}, {workers: [{...worker, heartbeatAt: secondsAgo(1), stoppedAt: secondsAgo(1)}]}),
    ).toMatchObject([{id: 'pipeline.worker-gone', severity: 'warning', since: secondsAgo(1)}]);
  });

  it('without a worker has no built-in scheduler either: one cause, told once in each area', () => {
    const cron = {home: 'built-in', scheduler: known(null)} as const;
    const quiet = pipeline({}, {workers: []});
    const report = reportOn(lookOf({pipeline: quiet, cron}));
    expect(report.findings.filter(({severity}) => severity !== 'unknown')).toMatchObject([
      {id: 'pipeline.worker-gone', severity: 'critical'},
    ]);
    expect(report.silenced).toMatchObject([
      {finding: {id: 'cron.scheduler-gone'}, by: {id: 'pipeline.worker-gone'}},
    ]);
    expect(concludeArea(report, 'cron').findings).toMatchObject([{id: 'cron.scheduler-gone'}]);
    expect(concludeArea(report, 'pipeline')).toMatchObject({status: 'critical', silenced: []});
    const others = reportOn(lookOf({pipeline: quiet, cron: {scheduler: known(null)}}));
    expect(others.findings.map(({id}) => id).sort()).toEqual(['cron.scheduler-gone', 'pipeline.worker-gone']);
  });

  it('names the root of a chain, and in an area alone what is nearest to it there', () => {
    const job = jobOf({schedule: '* * * * *', runs: [run(100, '10:00:00')]});
    const cron = {home: 'built-in', scheduler: known(null)} as const;
    const report = reportOn(lookOf({pipeline: pipeline({}, {workers: []}), cron, jobs: [job]}));
    const byRoot = report.silenced.map(({finding, by}) => `${finding.id} by ${by.id}`);
    expect(byRoot).toContain('cron.job-missed by pipeline.worker-gone');
    const alone = concludeArea(report, 'cron');
    expect(alone.findings.map(({id}) => id)).toEqual(['cron.scheduler-gone']);
    expect(alone.silenced).toMatchObject([
      {finding: {id: 'cron.job-missed'}, by: {id: 'cron.scheduler-gone'}},
    ]);
  });

  it.each([
    [0.09, undefined],
    [0.1, 'warning'],
    [0.5, 'critical'],
  ])('with %d of the queue of notifications full is %s', (notifyQueueShare, severity) => {
    const oldestTransaction = {
      pid: 9,
      user: 'bo',
      application: 'psql',
      state: 'idle in transaction',
      since: secondsAgo(3600),
    };
    const [finding] = found({notifyQueueShare, oldestTransaction});
    expect(finding?.severity).toBe(severity);
    if (finding) {
      expect(finding.id).toBe('pipeline.notify-queue');
      expect(finding.message).toMatch(/% full; session 9 \(bo, psql\) has been idle in transaction for 1 h$/);
      expect(finding.remedy).toBe('SELECT pg_terminate_backend(9);');
    }
  });

  it('counts a long outbox no further than it looked', () => {
    const outbox = {waitingCount: 10_000, countedAtMost: 10_000, oldestWaitingAt: secondsAgo(3)};
    expect(found({}, {outbox})[0]?.message).toMatch(/^10,000 events or more wait/);
  });

  it('is left alone where the tables are small', () => {
    const index = {schema: 'public', table: 'submissions', columns: ['bout_id'], rowCount: 9_999};
    expect(found({missingIndexes: [index]})).toEqual([]);
    expect(found({missingIndexes: [{...index, rowCount: 10_000}]})).toMatchObject([
      {remedy: 'CREATE INDEX CONCURRENTLY ON submissions (bout_id);'},
    ]);
  });

  it('that is not installed is told as such, and the database is looked at all the same', () => {
    const {passed, unchecked} = reportOn(lookOf({pipeline: pipeline({installation: known(null)})}));
    expect(unchecked.find(({rule}) => rule.id === 'pipeline.worker-gone')).toMatchObject({
      why: 'the pipeline is not installed here',
      remedy: 'lanewatch migrate',
    });
    expect(passed).toContain('pipeline.aggregate-column');
  });
});

describe('definitions', () => {
  it.each([
    ['SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s.x) FROM s GROUP BY s.agent_id', false],
    [
      'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s.x) FROM s GROUP BY s.challenge_id, s.lane HAVING count(*) > 5',
      true,
    ],
    ['SELECT ntile(4) OVER (PARTITION BY s.challenge_id ORDER BY s.x) FROM s', true],
    ['SELECT ntile(4) OVER (ORDER BY s.challenge_id) FROM s', false],
    ["SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY s.x) FROM s WHERE s.challenge_id = '1'", true],
    ['SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s.x) FROM s ORDER BY challenge_id', false],
  ])('%s keeps challenges apart: %s', (text, isApart) => {
    expect(hasPercentile(text)).toBe(true);
    expect(/challenge/.test(groupingText(text))).toBe(isApart);
  });

  it('without a percentile are none of our business', () => {
    expect(hasPercentile('SELECT avg(x), percentile_contents FROM s')).toBe(false);
  });
});
