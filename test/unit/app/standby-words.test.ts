import {describe, expect, it} from 'vitest';
import {standbyForms} from '../../../src/app/shell/standby-words.ts';
import type {StandbySnapshot} from '../../../src/health/snapshot/standby.ts';

const standby: StandbySnapshot = {
  place: 'db2:5432',
  seenAt: new Date(),
  fault: null,
  since: new Date(),
  lag: {ms: 0, bytes: 0, isPaused: false},
};
const lag = {ms: 14_000, bytes: 12_582_912, isPaused: false};
const gone = {kind: 'gone', what: '', why: '', remedy: ''} as const;

describe('where metrics come from', () => {
  it.each<[StandbySnapshot | null, readonly (string | null)[]]>([
    [null, [null]],
    [{...standby, seenAt: null}, ['metrics from here until db2:5432 answers', 'standby not seen yet']],
    [standby, ['metrics from db2:5432', 'standby']],
    [{...standby, lag}, ['metrics from db2:5432, 14 s behind (12 MB)', 'standby 14 s behind']],
    [
      {...standby, lag, fault: {kind: 'stale'}},
      ['metrics from here, db2:5432 is 14 s behind', 'standby 14 s behind'],
    ],
    [{...standby, fault: gone}, ['metrics from here, db2:5432 is gone', 'standby gone']],
    [{...standby, fault: {kind: 'no-standby'}}, ['metrics from here, db2:5432 is no standby', 'no standby']],
  ])('is said in the header', (seen, forms) => {
    expect(standbyForms(seen)).toEqual(forms);
  });
});
