import {describe, expect, it} from 'vitest';
import type {TailOutboxRow} from '../../../src/queries/tail-outbox.ts';
import {beginning, clockOffset, moveOn} from '../../../src/screens/events/outbox-position.ts';

function look(fields: Partial<TailOutboxRow>): TailOutboxRow {
  return {
    snapshot: '',
    oldest_running: 100,
    next_transaction: 100,
    newest_id: 0,
    server_now: new Date(0),
    unseen_count: 0,
    events: [],
    ...fields,
  };
}

describe('moveOn', () => {
  it('knows ids for good only when all that ran at the look has ended', () => {
    const first = moveOn(
      beginning,
      look({snapshot: 'one', newest_id: 10, oldest_running: 95, next_transaction: 101}),
    );
    expect(first).toEqual({
      knownId: 0,
      snapshot: 'one',
      pending: {newestId: 10, nextTransaction: 101},
    });
    const second = moveOn(
      first,
      look({snapshot: 'two', newest_id: 20, oldest_running: 100, next_transaction: 110}),
    );
    expect(second).toEqual({...first, snapshot: 'two'});
    const third = moveOn(
      second,
      look({snapshot: 'three', newest_id: 30, oldest_running: 101, next_transaction: 120}),
    );
    expect(third).toEqual({
      knownId: 10,
      snapshot: 'three',
      pending: {newestId: 30, nextTransaction: 120},
    });
  });

  it('begins anew where the ids went back: it is another outbox', () => {
    const position = {knownId: 50, snapshot: 'x', pending: {newestId: 60, nextTransaction: 5}};
    expect(moveOn(position, look({newest_id: 3}))).toEqual(beginning);
  });
});

describe('clockOffset', () => {
  it('is what our clock is ahead, measured at the middle of the question', () => {
    expect(clockOffset(look({server_now: new Date(1_000_000)}), 1_060_000, 1_060_200)).toBe(60_100);
    expect(clockOffset(look({server_now: new Date(1_060_000)}), 1_000_000, 1_000_000)).toBe(-60_000);
  });

  it('is nothing where the difference may be the way of the answer', () => {
    expect(clockOffset(look({server_now: new Date(1_000_000)}), 1_000_000, 1_001_800)).toBe(0);
  });
});
