import {describe, expect, it} from 'vitest';
import type {StandbySnapshot} from '../../../../src/health/snapshot/standby.ts';
import {lookOf, reportOn, secondsAgo} from '../looks.ts';

const well: StandbySnapshot = {
  place: 'db2:5432',
  seenAt: secondsAgo(1),
  fault: null,
  since: secondsAgo(600),
  lag: {ms: 40, bytes: 900, isPaused: false},
};

function found(standby: StandbySnapshot | null) {
  const {findings} = reportOn({...lookOf({}), standby});
  return findings.filter(({id}) => id.startsWith('pipeline.standby'));
}

describe('a standby that is read', () => {
  it('is well where it is close behind, where nothing is known of its lag, and where none was named', () => {
    expect([well, {...well, lag: null}, null].flatMap(found)).toEqual([]);
  });

  it('is behind from half a minute on', () => {
    expect(found({...well, lag: {ms: 29_999, bytes: 5e6, isPaused: false}})).toEqual([]);
    expect(found({...well, lag: {ms: 90_000, bytes: 5e6, isPaused: false}})).toMatchObject([
      {
        id: 'pipeline.standby-behind',
        severity: 'warning',
        object: 'db2:5432',
        message: 'the standby db2:5432 is 1 min 30 s (5 MB) behind; so old are metrics',
        since: secondsAgo(90),
      },
    ]);
  });

  it('says that its replay is paused, how it is resumed, and that the primary is read', () => {
    const lag = {ms: 600_000, bytes: 900, isPaused: true};
    expect(found({...well, fault: {kind: 'stale'}, lag})).toMatchObject([
      {
        message:
          'the standby db2:5432 is 10 min (900 B) behind, its replay is paused; the primary is read until it has caught up',
        remedy: 'SELECT pg_wal_replay_resume(); -- on db2:5432',
      },
    ]);
  });

  it('is gone, with what the link says', () => {
    const fault = {kind: 'gone', what: 'Nothing listens there', why: 'refused', remedy: 'Start it.'} as const;
    expect(found({...well, fault, lag: null})).toMatchObject([
      {
        id: 'pipeline.standby-gone',
        severity: 'warning',
        message: 'the standby db2:5432 cannot be read, so the primary is: Nothing listens there: refused',
        remedy: 'Start it.',
        since: secondsAgo(600),
      },
    ]);
  });

  it('is a primary, or of another cluster', () => {
    expect(found({...well, fault: {kind: 'no-standby'}, lag: null})).toMatchObject([
      {id: 'pipeline.standby-unfit', severity: 'warning'},
    ]);
    expect(found({...well, fault: {kind: 'other-cluster'}, lag: null})).toMatchObject([
      {id: 'pipeline.standby-unfit', severity: 'critical'},
    ]);
  });
});
