import {describe, expect, it} from 'vitest';
import {judge, type Report} from '../../../../src/health/judge.ts';
import {knownBeginning} from '../../../../src/health/known-beginning.ts';
import {emptyMemory, type Memory} from '../../../../src/health/memory.ts';
import {mergeLooks} from '../../../../src/health/merge-looks.ts';
import {cronRules} from '../../../../src/health/rules/cron/index.ts';
import type {JobSnapshot} from '../../../../src/health/snapshot/cron.ts';
import {known, type Snapshot} from '../../../../src/health/snapshot.ts';
import {chooseThresholds} from '../../../../src/health/thresholds.ts';
import {at, job, run, type SnapshotParts, snapshotOf} from './snapshots.ts';

function look(snapshots: readonly Snapshot[]): Report {
  let memory: Memory = emptyMemory();
  let report: Report | undefined;
  for (const snapshot of snapshots) {
    report = judge(snapshot, memory, chooseThresholds(), cronRules);
    memory = report.memory;
  }
  if (report === undefined) throw new Error('nothing was looked at');
  return report;
}
const ids = ({findings}: Report) => findings.map(({id}) => id);
const one = (rest: Partial<JobSnapshot>, parts: SnapshotParts = {}) =>
  ids(look([snapshotOf([job(rest)], parts)]));

/** The scheduler of the snapshots, changed. */
const scheduler = (rest: object) => ({
  cron: {
    scheduler: known({
      pid: 11,
      startedAt: new Date('2026-04-01T00:00:01Z'),
      waitEventType: null,
      waitEvent: null,
      blockedBy: [] as number[],
      ...rest,
    }),
  },
});
const gone = {cron: {scheduler: known(null)}};
const failed = (message: string): Partial<JobSnapshot> => ({
  message,
  failureStreak: 1,
  runs: [run(100, '10:00:00', {status: 'failed'})],
});
const history = (rest: object) => ({
  cron: {
    history: known({
      estimatedRows: 100,
      estimatedBytes: 8192,
      hasJobIndex: false,
      mayCreateIndex: false,
      oldestAt: at('00:00:00'),
      ...rest,
    }),
  },
});

describe('from recorded snapshots', () => {
  it('finds nothing where all is well', () => {
    expect(look([snapshotOf([job()])])).toMatchObject({findings: [], silenced: [], unchecked: []});
  });

  it.each([
    ['connection failed', 'cron.job-connection-failed'],
    ['job startup timeout', 'cron.job-no-worker-slot'],
    ['could not start background process; more details may be available', 'cron.job-no-worker-slot'],
    ['unable to create a DSM segment; more details', 'cron.job-no-worker-slot'],
    ['connection lost', 'cron.job-failing'],
    ['job canceled', 'cron.job-failing'],
    ['server restarted', 'cron.job-failing'],
    ['ERROR:  division by zero', 'cron.job-failing'],
  ])('files %j under %s', (message, id) => {
    expect(one(failed(message))).toEqual([id]);
  });

  it('calls a connecting row an orphan once a later run tells that it is old', () => {
    const connecting = {runs: [run(100, '10:00:00', {status: 'connecting', startedAt: null, endedAt: null})]};
    const soon = {now: at('10:01:00')};
    expect(one(connecting, soon)).toEqual([]);
    expect(one({...connecting, begunBy: at('10:00:10')}, soon)).toEqual(['cron.job-orphan-row']);
    const later = snapshotOf([job(connecting)], {now: at('10:01:20')});
    expect(ids(look([snapshotOf([job(connecting)], soon), later]))).toEqual(['cron.job-orphan-row']);
    expect(one({...connecting, begunBy: at('10:00:10'), nodeName: 'db2'})).toEqual([]);
  });

  it('tells at the first look, by the fire that it was begun at, that a connecting row is old', () => {
    const connecting = run(100, '10:00:00', {status: 'connecting', startedAt: null, endedAt: null});
    expect(one({runs: [connecting]}, {now: at('10:01:30')})).toEqual([]);
    expect(one({runs: [connecting]}, {now: at('10:01:31')})).toEqual(['cron.job-orphan-row']);
    // Begun when the run before it had ended.
    const before = run(99, '09:50:00', {endedAt: at('10:04:55')});
    expect(one({runs: [connecting, before]}, {now: at('10:05:00')})).toEqual([]);
  });

  it('sees fires queue up, behind a long run and after one', () => {
    const long = run(100, '09:45:00', {startedAt: at('09:45:00'), endedAt: at('10:02:00')});
    expect(one({runs: [long]})).toContain('cron.job-overrun');
    const queued = [run(101, '10:02:05'), run(100, '10:00:00', {endedAt: at('10:02:04.500')})];
    expect(one({runs: queued})).toEqual(['cron.job-overrun']);
    expect(one({runs: [run(101, '10:00:00'), run(100, '09:50:00', {endedAt: at('09:59:59.500')})]})).toEqual(
      [],
    );
  });

  it('sees a run that takes much longer than it used to', () => {
    const older = [1, 2, 3, 4, 5].map(n => run(90 - n, `09:${50 - n}:00`));
    expect(one({runs: [run(100, '10:00:00', {endedAt: at('10:00:10')}), ...older]})).toEqual([
      'cron.job-slow',
    ]);
    expect(one({runs: [run(100, '10:00:00', {endedAt: at('10:00:08')}), ...older]})).toEqual([]);
  });

  it('sees a job that never ran although it was due since we look', () => {
    const never = job({runs: []});
    const first = snapshotOf([never]);
    expect(ids(look([first, snapshotOf([never], {now: at('10:11:00')})]))).toEqual([]);
    expect(ids(look([first, snapshotOf([never], {now: at('10:12:00')})]))).toEqual(['cron.job-never-ran']);
  });

  it('expects nothing of a job from before it was resumed or given its schedule', () => {
    const resumed = snapshotOf([job()], {now: at('13:00:30')});
    const paused = snapshotOf([job({isActive: false})], {now: at('12:59:00')});
    expect(ids(look([resumed]))).toEqual(['cron.job-missed']);
    expect(ids(look([paused, resumed]))).toEqual([]);
  });

  it('tells the fires that a scheduler lost while it was down', () => {
    const report = look([
      snapshotOf([job()], {now: at('10:45:00'), ...scheduler({startedAt: at('10:41:00')})}),
    ]);
    expect(report.findings).toMatchObject([
      {id: 'cron.fires-lost', message: '4 fires of refresh were lost while the scheduler was down'},
    ]);
  });

  it('tells a crash loop by its starts while the server goes on, and silences what follows', () => {
    const starts = ['10:05:00', '10:05:02', '10:05:04'].map(time =>
      snapshotOf([job()], {now: at(time), ...scheduler({startedAt: at(time)})}),
    );
    expect(ids(look(starts))).toEqual(['cron.scheduler-crash-loop']);
    const late = snapshotOf([job()], {now: at('10:10:30'), ...scheduler({startedAt: at('10:06:00')})});
    const report = look([...starts, late]);
    expect(ids(report)).toEqual(['cron.scheduler-crash-loop']);
    expect(report.silenced.map(({finding}) => finding.id)).toEqual(['cron.job-late']);
    expect(report.jobs.get(7)?.state).toBe('LATE');
  });

  it('needs two looks for a scheduler that is gone', () => {
    const first = snapshotOf([job()], {now: at('10:05:00'), ...gone});
    expect(look([first])).toMatchObject({findings: [{severity: 'unknown'}], lookAgainMs: 3100});
    expect(look([first, snapshotOf([job()], {now: at('10:05:03'), ...gone})])).toMatchObject({
      findings: [{id: 'cron.scheduler-gone', severity: 'critical', since: at('10:05:00')}],
      lookAgainMs: null,
    });
  });

  it('knows no beginning of what was there at the first look, unless somebody dates it', () => {
    const beginnings = (snapshots: readonly Snapshot[]) => {
      const {findings, memory} = look(snapshots);
      return findings.map(finding => knownBeginning(finding, memory.firstLookAt));
    };
    const well = snapshotOf([job()], {now: at('10:05:00')});
    const paused = (time: string) => snapshotOf([job({isActive: false})], {now: at(time)});
    expect(beginnings([paused('10:05:00')])).toEqual([null]);
    expect(beginnings([paused('10:05:00'), paused('10:05:05')])).toEqual([null]);
    expect(beginnings([well, paused('10:05:05'), paused('10:05:10')])).toEqual([at('10:05:05')]);
    const knownSince = new Map([['cron.job-inactive 7 refresh', at('09:00:00')]]);
    expect(beginnings([{...paused('10:05:00'), knownSince}])).toEqual([at('09:00:00')]);
  });

  it('takes over since when the worker knows, and counts it as the first of two looks', () => {
    const knownSince = new Map([
      ['cron.scheduler-gone pg_cron scheduler', at('09:40:00')],
      ['cron.job-inactive 7 refresh', at('09:00:00')],
    ]);
    const paused = {...snapshotOf([job({isActive: false})], gone), knownSince};
    expect(look([paused]).findings).toMatchObject([
      {id: 'cron.scheduler-gone', severity: 'critical', since: at('09:40:00')},
      {id: 'cron.job-inactive', since: at('09:00:00')},
    ]);
    // What a rule dates itself, it dates better.
    const streak = {...failed('ERROR:  no'), failingSince: at('10:00:00')};
    const stale = new Map([['cron.job-failing 7 refresh', at('08:00:00')]]);
    expect(look([{...snapshotOf([job(streak)]), knownSince: stale}]).findings).toMatchObject([
      {since: at('10:00:00')},
    ]);
  });

  it.each([
    [200_000, false, true, ['cron.history-index']],
    [200_000, false, false, []],
    [200_000, true, true, []],
    [100_000, false, true, []],
  ])(
    'with %d runs, an index: %s, its owner: %s, finds %j',
    (estimatedRows, hasJobIndex, mayCreateIndex, found) => {
      expect(one({}, history({estimatedRows, hasJobIndex, mayCreateIndex}))).toEqual(found);
    },
  );

  it.each([
    ['cron.launching-off', {settings: {launchesJobs: false}}],
    ['cron.clock-skew', {clientNow: at('10:05:02.001')}],
    ['cron.standby', {isStandby: true}],
    ['cron.history-growth', history({estimatedRows: 2_000_000})],
    ['cron.history-growth', history({oldestAt: new Date('2025-05-01T00:00:00Z')})],
  ] as const)('finds %s', (id, parts) => {
    expect(one({}, parts)).toEqual([id]);
  });

  it('says what a purge by end_time alone leaves', () => {
    const purge = job({
      command: "DELETE FROM cron.job_run_details WHERE end_time < now() - interval '7 days'",
    });
    const report = look([snapshotOf([purge], history({estimatedRows: 2_000_000}))]);
    expect(report.findings[0]?.message).toContain('rows without an end_time');
  });

  it('calls a job unknown whose runs may be out of reach', () => {
    const report = look([snapshotOf([job({runs: []})], history({estimatedRows: 30_000}))]);
    expect(ids(report)).toEqual(['cron.history-out-of-reach']);
    expect(report.jobs.get(7)).toMatchObject({state: 'UNKNOWN', severity: 'unknown'});
    const indexed = look([
      snapshotOf([job({runs: []})], history({estimatedRows: 30_000, hasJobIndex: true})),
    ]);
    expect(indexed.jobs.get(7)?.state).toBe('NEVER-RAN');
  });
});

describe('mergeLooks', () => {
  const wide = job({
    runs: [run(100, '10:00:00', {status: 'failed'}), run(90, '09:50:00')],
    failureStreak: 1,
    failingSince: at('10:00:00'),
    lastSucceededAt: at('09:50:00'),
  });

  it('keeps what the recent look did not reach', () => {
    expect(mergeLooks([job({runs: [], p95Ms: null, message: null})], [wide])).toMatchObject([wide]);
  });

  it('goes on counting a streak, and ends it with a good run', () => {
    const again = job({runs: [run(110, '10:10:00', {status: 'failed'})], failureStreak: 1, message: 'again'});
    expect(mergeLooks([again], [wide])[0]).toMatchObject({
      failureStreak: 2,
      failingSince: at('10:00:00'),
      message: 'again',
    });
    const good = job({runs: [run(120, '10:20:00')], lastSucceededAt: at('10:20:00')});
    expect(mergeLooks([good], [wide])[0]).toMatchObject({failureStreak: 0, failingSince: null});
  });

  it('forgets jobs that are gone', () => {
    expect(mergeLooks([], [wide])).toEqual([]);
  });
});
