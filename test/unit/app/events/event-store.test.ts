import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {EventStore, type OutboxLook} from '../../../../src/app/events/event-store.ts';
import type {Notification} from '../../../../src/db/listen-state.ts';
import type {OutboxEvent} from '../../../../src/queries/tail-outbox.ts';

const start = new Date('2026-05-01T10:00:00Z');

function notification(id: number, at = start, payload = String(id)): Notification {
  return {kind: 'notification', id, at, channel: 'heard', payload};
}

function hint(id: number, queueId: number, at = start): Notification {
  return {...notification(id, at, JSON.stringify({queue_id: queueId})), channel: 'submission_scored'};
}

function row(queueId: number, at = start, count = 1): OutboxEvent {
  return {queue_id: queueId, challenge_id: 'c', submission_count: count, queued_ms: at.getTime()};
}

const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const keys = (store: EventStore) => store.snapshot().map(({key}) => key);

function look(store: EventStore, rows: readonly OutboxEvent[], rest: Partial<OutboxLook> = {}): void {
  store.addLook({rows, skipped: 0, startedAt: at(3600), offsetMs: 0, ...rest});
  vi.advanceTimersByTime(40);
}

describe('EventStore', () => {
  beforeEach(() => void vi.useFakeTimers({now: start}));
  afterEach(() => void vi.useRealTimers());

  it('tells a lone event in a moment, and what follows it once in 20 ms', () => {
    const store = new EventStore();
    const subscriber = vi.fn<() => void>();
    store.subscribe(subscriber);
    const empty = store.snapshot();
    store.add(notification(0));
    expect(store.snapshot()).toBe(empty);
    vi.advanceTimersByTime(4);
    expect(subscriber).toHaveBeenCalledTimes(1);
    for (let id = 1; id <= 500; id += 1) store.add(notification(id));
    vi.advanceTimersByTime(19);
    expect(subscriber).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(subscriber).toHaveBeenCalledTimes(2);
    expect(keys(store)).toEqual(Array.from({length: 501}, (_, id) => `notice ${id}`));
    const shown = store.snapshot();
    vi.advanceTimersByTime(1000);
    expect(subscriber).toHaveBeenCalledTimes(2);
    expect(store.snapshot()).toBe(shown);
  });

  it('rests four times as long as the telling took, so that keys find room', () => {
    const store = new EventStore();
    let nowMs = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const subscriber = vi.fn<() => void>(() => {
      nowMs += 50;
    });
    store.subscribe(subscriber);
    store.add(notification(1));
    vi.advanceTimersByTime(4);
    store.add(notification(2));
    vi.advanceTimersByTime(199);
    expect(subscriber).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(subscriber).toHaveBeenCalledTimes(2);
    clock.mockRestore();
  });

  it('tells a flood ten times a second, and what comes after it as soon as ever', () => {
    const store = new EventStore();
    const tellings: number[] = [];
    store.subscribe(() => tellings.push(store.snapshot().length));
    for (let ms = 1; ms <= 1000; ms += 1) {
      for (let nth = 1; nth <= 10; nth += 1) store.add(notification(10 * ms + nth));
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(100);
    expect(tellings.at(-1)).toBe(10_000);
    expect(tellings.length).toBeGreaterThanOrEqual(10);
    expect(tellings.length).toBeLessThanOrEqual(13);
    const before = tellings.length;
    vi.advanceTimersByTime(200);
    for (const id of [1, 2]) {
      store.add(notification(id));
      vi.advanceTimersByTime(20);
    }
    expect(tellings.length).toBe(before + 2);
  });

  it('takes only the number of an outbox row for one', () => {
    const store = new EventStore();
    const payloads = ['1', 'null', '[1]', '{"queue_id":"1"}', '{"queue_id":0}', '{"queue_id":1.5}', '{'];
    for (const [id, payload] of payloads.entries())
      store.add({...notification(id, start, payload), channel: 'submission_scored'});
    store.add({...notification(99, start, '{"queue_id":1,"more":[]}'), channel: 'submission_scored'});
    vi.advanceTimersByTime(40);
    const kinds = store.snapshot().map(({kind}) => kind);
    expect(kinds).toEqual([...payloads.map(() => 'notice'), 'scored']);
  });

  it('leaves a snapshot as it was when more comes', () => {
    const store = new EventStore();
    store.add(notification(1));
    vi.advanceTimersByTime(40);
    const before = store.snapshot();
    store.add(notification(2));
    vi.advanceTimersByTime(40);
    expect(before).toHaveLength(1);
    expect(store.snapshot()).toHaveLength(2);
  });

  it('keeps the latest 10,000 and counts what it dropped, also between two bundles', () => {
    const store = new EventStore();
    for (let id = 1; id <= 25_000; id += 1) store.add(notification(id));
    vi.advanceTimersByTime(40);
    expect(store.snapshot()).toHaveLength(10_000);
    expect(keys(store)[0]).toBe('notice 15001');
    expect(keys(store).at(-1)).toBe('notice 25000');
    expect(store.totals(start)).toMatchObject({kept: 10_000, dropped: 15_000, added: 25_000});
    store.add(notification(25_001));
    vi.advanceTimersByTime(40);
    expect(store.totals(start)).toMatchObject({kept: 10_000, dropped: 15_001, added: 25_001});
  });

  it('keeps no more than eight million characters, whatever they say', () => {
    const store = new EventStore();
    const long = 'x'.repeat(8000);
    for (let id = 1; id <= 3000; id += 1) store.add(notification(id, start, long));
    vi.advanceTimersByTime(40);
    expect(keys(store)[0]).toBe('notice 2001');
    expect(store.totals(start)).toMatchObject({kept: 1000, dropped: 2000, added: 3000});
  });

  it('counts what was heard of a row of the outbox into them, and forgets it with the row', () => {
    const store = new EventStore();
    look(store, [row(1)]);
    const padding = 'x'.repeat(8000);
    for (let id = 1; id <= 100; id += 1)
      store.add({...hint(id, 1), payload: JSON.stringify({queue_id: 1, padding})});
    for (let id = 101; id <= 1100; id += 1) store.add(notification(id, at(1), padding));
    vi.advanceTimersByTime(40);
    expect(keys(store)[0]).toBe('notice 101');
    expect(store.totals(start)).toMatchObject({kept: 1000, dropped: 1});
  });

  it('counts notifications second by second, over thirty seconds, and gaps not at all', () => {
    const store = new EventStore();
    for (let id = 0; id < 3; id += 1) store.add(notification(id, at(0)));
    store.add({kind: 'gap', id: 3, from: at(0), to: at(1), serverFrom: at(0), serverTo: at(1)});
    store.add(notification(4, at(2.999)));
    const {perSecond} = store.totals(at(3));
    expect(perSecond).toHaveLength(30);
    expect(perSecond.slice(-4)).toEqual([3, 0, 1, 0]);
    expect(store.totals(at(29)).perSecond[0]).toBe(3);
    expect(store.totals(at(30)).perSecond.reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it('still knows the last thirty seconds after hours of events', () => {
    const store = new EventStore();
    for (let second = 0; second < 7200; second += 1) store.add(notification(second, at(second)));
    expect(store.totals(at(7199)).perSecond).toEqual(Array.from({length: 30}, () => 1));
  });

  it('forgets subscribers that left', () => {
    const store = new EventStore();
    const subscriber = vi.fn<() => void>();
    store.subscribe(subscriber)();
    store.add(notification(1));
    vi.advanceTimersByTime(40);
    expect(subscriber).not.toHaveBeenCalled();
  });

  describe('with the outbox', () => {
    it('shows a hint at once and puts its row to it, whichever comes first, each once', () => {
      const store = new EventStore();
      store.add(hint(1, 7));
      vi.advanceTimersByTime(4);
      expect(store.snapshot()).toMatchObject([{kind: 'scored', queueId: 7, row: null}]);
      look(store, [row(7), row(8)]);
      store.add(hint(2, 8));
      look(store, [row(7), row(8)]);
      expect(store.snapshot()).toMatchObject([
        {key: 'queue 7', row: {queue_id: 7}, payloads: ['{"queue_id":7}']},
        {key: 'queue 8', row: {queue_id: 8}, payloads: ['{"queue_id":8}']},
      ]);
      expect(store.totals(start)).toMatchObject({kept: 2, dropped: 0, added: 2});
      expect(store.hints).toBe(2);
    });

    it('puts rows that nobody told of to their time, by our clock', () => {
      const store = new EventStore();
      store.add(hint(1, 1, at(1)));
      store.add(hint(2, 4, at(9)));
      look(store, [row(2, at(105)), row(3, at(103))], {offsetMs: -100_000, startedAt: at(0)});
      expect(keys(store)).toEqual(['queue 1', 'queue 3', 'queue 2', 'queue 4']);
    });

    it('finds out a hint without a row: a notice comes after its row', () => {
      const store = new EventStore();
      store.add(hint(1, 99));
      look(store, [row(5)], {startedAt: start});
      expect(store.snapshot()).toMatchObject([{queueId: 99, row: null}, {queueId: 5}]);
      look(store, [], {startedAt: at(1)});
      expect(store.snapshot()).toMatchObject([{queueId: 99, row: 'absent'}, {queueId: 5}]);
    });

    it('counts rows too many to be read as dropped, but not those that were heard of', () => {
      const store = new EventStore();
      store.add(hint(1, 10));
      store.add(hint(2, 11));
      look(store, [row(500), row(501)], {skipped: 100});
      expect(store.snapshot().filter(({kind}) => kind === 'scored')).toMatchObject([
        {queueId: 10, row: null},
        {queueId: 11, row: null},
        {queueId: 500},
        {queueId: 501},
      ]);
      expect(store.totals(start)).toMatchObject({kept: 4, dropped: 98, added: 102});
    });

    it('keeps at most a hundred payloads of a row, however many are sent', () => {
      const store = new EventStore();
      for (let id = 1; id <= 500; id += 1) store.add(hint(id, 7));
      vi.advanceTimersByTime(40);
      const [event] = store.snapshot();
      expect(event?.kind === 'scored' && event.payloads.length).toBe(100);
    });

    it.each([
      'not JSON',
      '',
      '[]',
      'null',
      '"7"',
      '{"queue_id": "7"}',
      '{"queue_id": 7.5}',
      '{"queue_id": -1}',
      '{"queue_id": 1e300}',
      `{"queue_id": ${'9'.repeat(30)}}`,
    ])('takes %j for a payload like any other', payload => {
      const store = new EventStore();
      store.add({...notification(1, start, payload), channel: 'submission_scored'});
      vi.advanceTimersByTime(4);
      expect(store.snapshot()).toMatchObject([{kind: 'notice', payload}]);
    });
  });

  describe('of a gap', () => {
    const gap = {
      kind: 'gap',
      id: 99,
      from: at(10),
      to: at(20),
      serverFrom: at(9.9),
      serverTo: at(20),
    } as const;
    const heard = (store: EventStore) => {
      vi.advanceTimersByTime(40);
      return store.snapshot().flatMap(event => (event.kind === 'gap' ? event.heard : []));
    };

    it('knows what was heard at its edges, whether or not its row was read', () => {
      const store = new EventStore();
      store.add(hint(1, 1, at(8)));
      store.add(hint(2, 2, at(10)));
      store.add(hint(3, 3, at(10)));
      store.add(hint(4, 4, at(10)));
      // The outbox says when: long before, just within, and of a row that nobody told of.
      look(store, [row(3, at(5)), row(4, at(9.95)), row(5, at(12))], {startedAt: at(0)});
      store.add(hint(6, 6, at(19.9)));
      store.add(gap);
      expect(heard(store)).toEqual([2, 4, 6]);
    });

    it('counts in what is heard after it of a transaction that began in it, each once', () => {
      const store = new EventStore();
      store.add(gap);
      store.add(hint(1, 1, at(30)));
      expect(heard(store)).toEqual([]);
      look(store, [row(1, at(15)), row(2, at(15)), row(3, at(25))]);
      expect(heard(store)).toEqual([1]);
      for (const queueId of [1, 2, 3]) store.add(hint(queueId, queueId, at(31)));
      expect(heard(store)).toEqual([1, 2]);
    });

    it('is not told of heard rows for ever: the latest twenty gaps are asked about', () => {
      const store = new EventStore();
      store.add(gap);
      for (let id = 100; id < 120; id += 1) store.add({...gap, id, serverFrom: at(15)});
      store.add(hint(1, 1, at(30)));
      look(store, [row(1, at(12))]);
      expect(heard(store)).toEqual([]);
    });
  });

  it('numbers marks, with the time since the one before', () => {
    const store = new EventStore();
    store.mark(at(1));
    store.mark(at(15));
    vi.advanceTimersByTime(40);
    expect(store.snapshot()).toMatchObject([
      {nth: 1, sinceMs: null},
      {nth: 2, sinceMs: 14_000},
    ]);
  });
});
