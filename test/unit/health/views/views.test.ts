import {describe, expect, it} from 'vitest';
import type {ViewSnapshot} from '../../../../src/health/snapshot/views.ts';
import {job} from '../cron/snapshots.ts';
import {lookOf, pipeline, reportOn, secondsAgo, view, viewLog} from '../looks.ts';

function found(rest: Partial<ViewSnapshot>, parts: Omit<Parameters<typeof lookOf>[0], 'views'> = {}) {
  const {findings} = reportOn(lookOf({views: [view(rest)], ...parts}));
  return findings
    .filter(({area}) => area === 'views')
    .map(({id, severity, message}) => ({id, severity, message}));
}
const refreshing = {pid: 42, since: secondsAgo(60), blocksReaders: false, waiting: null};

describe('views', () => {
  it('are well', () => expect(found({})).toEqual([]));

  it('are not stale for being old where nothing has happened', () => {
    expect(found({log: viewLog({dataFrom: secondsAgo(9 * 86_400)})})).toEqual([]);
  });

  it.each([
    [899, undefined],
    [901, 'warning'],
    [86_401, 'critical'],
  ])('with an event that waited %d s and a worker are %s', (seconds, severity) => {
    const log = viewLog({dataFrom: secondsAgo(seconds + 60), oldestUnseenEventAt: secondsAgo(seconds)});
    expect(found({log})[0]?.severity).toBe(severity);
  });

  it('may be as old as the period of their job where no worker is', () => {
    const parts = {
      pipeline: pipeline({}, {workers: []}),
      jobs: [job({schedule: '0 */4 * * *', command: "CALL analytics_refresh('mv_board')", isActive: false})],
    };
    const log = (seconds: number) => viewLog({oldestUnseenEventAt: secondsAgo(seconds)});
    expect(found({log: log(4 * 3600)}, parts)).toEqual([]);
    expect(found({log: log(4 * 3600 + 901)}, parts)).toMatchObject([
      {id: 'views.stale', message: expect.stringContaining('(its job refresh is paused)')},
    ]);
  });

  it.each([
    ['as long as usual', {refreshing: {...refreshing, since: secondsAgo(299)}}, undefined],
    ['far longer than usual', {refreshing: {...refreshing, since: secondsAgo(301)}}, 'warning'],
    [
      'that long, before the eyes of all readers',
      {refreshing: {...refreshing, since: secondsAgo(301), blocksReaders: true}},
      'critical',
    ],
    [
      'without a history to compare with',
      {refreshing: {...refreshing, since: secondsAgo(301)}, log: viewLog({p95DurationMs: null})},
      undefined,
    ],
    ['and nobody may see since when', {refreshing: {...refreshing, since: null}}, undefined],
  ])('refresh %s', (_, rest, severity) => {
    expect(found(rest)[0]?.severity).toBe(severity);
  });

  it('wait for a lock, and name who holds it', () => {
    const blockedBy = [{pid: 7, user: 'ada', application: 'psql', state: 'idle in transaction'}];
    const waiting = (seconds: number) => ({
      ...refreshing,
      since: secondsAgo(7200),
      waiting: {since: secondsAgo(seconds), blockedBy},
    });
    expect(found({refreshing: waiting(9)})).toMatchObject([{id: 'views.refreshing-long'}]);
    // That it takes long follows from the wait.
    expect(found({refreshing: waiting(60)})).toEqual([
      {
        id: 'views.waiting-for-lock',
        severity: 'warning',
        message: 'the refresh of mv_board has waited 1 min for session 7 (ada, psql, idle in transaction)',
      },
    ]);
    expect(found({refreshing: {...waiting(60), blocksReaders: true}})[0]).toMatchObject({
      severity: 'critical',
      message: expect.stringMatching(/; all readers wait behind it$/),
    });
  });

  it('fail, with the first line of the reason and the remedy in it', () => {
    const log = viewLog({
      failureStreak: 3,
      lastError: 'permission denied for table submissions\nGRANT SELECT ON submissions TO analytics_owner;',
    });
    const [failure] = reportOn(lookOf({views: [view({log})]})).findings;
    expect(failure).toMatchObject({
      severity: 'critical',
      count: 3,
      message: 'the refresh of mv_board failed 3 times in a row: permission denied for table submissions',
      remedy: 'GRANT SELECT ON submissions TO analytics_owner;',
    });
  });

  it.each([
    ['few dead rows', {deadRows: 9_999, liveRows: 1}, []],
    ['a small share of dead rows', {deadRows: 20_000, liveRows: 1_000_000, lastVacuumAt: secondsAgo(60)}, []],
    ['a large share of dead rows', {deadRows: 20_000, liveRows: 20_000}, ['views.bloat']],
    [
      'dead rows and no vacuum ever',
      {deadRows: 5000, changedRows: 20_000, liveRows: 50_000},
      ['views.never-vacuumed'],
    ],
    ['dead rows and a vacuum', {deadRows: 5000, changedRows: 20_000, lastVacuumAt: secondsAgo(60)}, []],
  ])('with %s', (_, rest, ids) => {
    expect(found(rest).map(({id}) => id)).toEqual(ids);
  });

  it.each([
    ['REFRESH MATERIALIZED VIEW board', 1],
    ['begin; refresh\n  materialized view "Odd Name"."Board"; commit', 1],
    ['REFRESH MATERIALIZED VIEW CONCURRENTLY board', 0],
    ['SELECT 1 -- REFRESH MATERIALIZED VIEW board', 0],
    ["CALL analytics_refresh('mv_board')", 0],
  ])('are refreshed by %s', (command, count) => {
    const plain = found({}, {jobs: [job({command})]}).filter(({id}) => id === 'views.plain-refresh');
    expect(plain).toHaveLength(count);
  });

  it('that nobody may see are not well but unchecked', () => {
    const snapshot = {...lookOf({}), views: {known: false, why: 'no right', remedy: 'GRANT'} as const};
    const {passed, unchecked} = reportOn(snapshot);
    expect(passed.filter(id => id.startsWith('views.') && id !== 'views.plain-refresh')).toEqual([]);
    expect(unchecked.filter(({rule}) => rule.area === 'views')).toHaveLength(8);
  });
});
