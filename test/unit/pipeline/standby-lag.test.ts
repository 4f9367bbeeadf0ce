import {describe, expect, it} from 'vitest';
import {StandbyLag} from '../../../src/pipeline/standby-lag.ts';

const standby = {name: 'replica', replayedBytes: 100, lagMs: null};
const none = {ms: 0, isAtLeast: false};

describe('the lag of a standby', () => {
  it('is none while it has all that was there', () => {
    const lag = new StandbyLag();
    lag.note({atMs: 0, walBytes: 100});
    expect(lag.of(standby, 5000)).toEqual(none);
    expect(lag.of({...standby, lagMs: 9000}, 5000)).toEqual(none);
  });

  it('grows while its replay stands still, though the standby reports nothing', () => {
    const lag = new StandbyLag();
    lag.note({atMs: 0, walBytes: 100});
    lag.note({atMs: 1000, walBytes: 150});
    lag.note({atMs: 2000, walBytes: 180});
    expect(lag.of(standby, 61_000)).toEqual({ms: 60_000, isAtLeast: false});
    expect(lag.of({...standby, replayedBytes: 150}, 61_000)).toEqual({ms: 59_000, isAtLeast: false});
    expect(lag.of({...standby, replayedBytes: 180}, 61_000)).toEqual(none);
  });

  it('may be more than is known where it was behind before the first look, and is what it reports at least', () => {
    const lag = new StandbyLag();
    lag.note({atMs: 0, walBytes: 200});
    expect(lag.of(standby, 10)).toEqual({ms: 10, isAtLeast: true});
    expect(lag.of({...standby, lagMs: 30_000}, 10)).toEqual({ms: 30_000, isAtLeast: true});
  });

  it('is not overstated after a long pause between looks', () => {
    const lag = new StandbyLag();
    lag.note({atMs: 0, walBytes: 100});
    lag.note({atMs: 60_000, walBytes: 500});
    expect(lag.of(standby, 60_000)).toEqual(none);
  });
});
