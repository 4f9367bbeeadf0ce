import {beforeEach, describe, expect, it, vi} from 'vitest';
import {answerKey} from '../../../../src/app/live/answer-key.ts';
import {LiveStore} from '../../../../src/app/live/live-store.ts';
import {
  createHandMadeDatabase,
  errorWithCode,
  type HandMadeDatabase,
  numbersQuery,
} from '../hand-made-database.ts';

const params = {above: 0};
const key = answerKey(numbersQuery, params);

describe('LiveStore', () => {
  let hand: HandMadeDatabase;
  let live: LiveStore;
  const ask = (signal = new AbortController().signal) => live.ask(numbersQuery, params, signal);
  const atOf = () => {
    const answer = live.answer(key);
    if (answer.status !== 'ready') throw new Error(`The answer is ${answer.status}.`);
    return answer.at;
  };
  const offline = () => errorWithCode('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432');

  beforeEach(() => {
    hand = createHandMadeDatabase();
    live = new LiveStore(hand.database);
  });

  it('is loading until the first answer, however long that takes', async () => {
    expect(live.link()).toMatchObject({state: 'connecting', problem: null, retryAt: null});
    expect(live.idle).toBe(false);
    const done = ask();
    expect(live.answer(key)).toEqual({status: 'loading'});
    expect(live.idle).toBe(false);
    hand.latest().resolve([{n: 1}]);
    expect(await done).toEqual({durationMs: expect.any(Number), problem: null});
    expect(live.answer(key)).toEqual({status: 'ready', rows: [{n: 1}], at: expect.any(Date), problem: null});
    expect(live.link().state).toBe('live');
    expect(live.idle).toBe(true);
  });

  it('tells subscribers of each answer, until they leave', async () => {
    const subscriber = vi.fn<() => void>();
    const leave = live.subscribe(subscriber);
    const first = ask();
    hand.latest().resolve([]);
    await first;
    expect(subscriber).toHaveBeenCalledTimes(1);
    leave();
    const second = ask();
    hand.latest().resolve([]);
    await second;
    expect(subscriber).toHaveBeenCalledTimes(1);
  });

  it('tells nobody of an answer that is the same as before, but those who want all of them', async () => {
    const subscriber = vi.fn<() => void>();
    const onRows = vi.fn<(rows: readonly unknown[]) => void>();
    live.subscribe(subscriber);
    for (const n of [1, 1, 2]) {
      const done = live.ask(numbersQuery, params, new AbortController().signal, onRows);
      const before = live.answer(key);
      hand.latest().resolve([{n}]);
      await done;
      if (onRows.mock.calls.length === 2) expect(live.answer(key)).toBe(before);
    }
    expect(subscriber).toHaveBeenCalledTimes(2);
    expect(onRows.mock.calls).toEqual([[[{n: 1}]], [[{n: 1}]], [[{n: 2}]]]);
  });

  it('tells with its failure when a question was last answered, be it with the same as before', async () => {
    for (let times = 0; times < 2; times += 1) {
      const done = ask();
      hand.latest().resolve([{n: 1}]);
      await done;
      if (times === 0) await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(atOf().getTime()));
    }
    const unchangedSince = atOf();
    const failing = ask();
    hand.latest().reject(offline());
    await failing;
    expect(atOf().getTime()).toBeGreaterThan(unchangedSince.getTime());
  });

  it('keeps an answer for each set of parameters', async () => {
    const first = ask();
    hand.latest().resolve([{n: 1}]);
    await first;
    expect(live.answer(answerKey(numbersQuery, {above: 5}))).toEqual({status: 'loading'});
    expect(live.answer(key)).toMatchObject({rows: [{n: 1}]});
  });

  it('fails where there was never an answer', async () => {
    const done = ask();
    hand.latest().reject(errorWithCode('42P01', 'relation "x" does not exist'));
    expect((await done).problem).toMatchObject({kind: 'missing-object'});
    expect(live.answer(key)).toMatchObject({status: 'failed', problem: {sqlstate: '42P01'}});
  });

  it('keeps the last rows, with their moment, while they cannot be read again', async () => {
    const first = ask();
    hand.latest().resolve([{n: 1}]);
    await first;
    const before = live.answer(key);
    const second = ask();
    hand.latest().reject(offline());
    await second;
    expect(live.answer(key)).toEqual({...before, problem: expect.objectContaining({kind: 'offline'})});
    const third = ask();
    hand.latest().resolve([{n: 2}]);
    await third;
    expect(live.answer(key)).toMatchObject({status: 'ready', rows: [{n: 2}], problem: null});
  });

  it('goes offline once, with the moment it began, and asks for the facts anew', async () => {
    for (const _ of [1, 2]) {
      const done = ask();
      hand.latest().reject(offline());
      await done;
    }
    const {since, state, problem} = live.link();
    expect({state, kind: problem?.kind}).toEqual({state: 'offline', kind: 'offline'});
    expect(hand.factsForgotten).toBe(2);
    const third = ask();
    hand.latest().reject(offline());
    await third;
    expect(live.link().since).toBe(since);
    const retryAt = new Date(4711);
    live.retryAt(retryAt);
    expect(live.link().retryAt).toBe(retryAt);
  });

  it('comes back live, and stays the same object while nothing changes', async () => {
    const first = ask();
    hand.latest().reject(offline());
    await first;
    const second = ask();
    hand.latest().resolve([]);
    await second;
    const link = live.link();
    expect(link).toMatchObject({state: 'live', problem: null, retryAt: null});
    const third = ask();
    hand.latest().resolve([]);
    await third;
    expect(live.link()).toBe(link);
  });

  it('stays offline while one question is lost and another is answered, whatever the order', async () => {
    const other = (signal = new AbortController().signal) => live.ask(numbersQuery, {above: 5}, signal);
    const lost = ask();
    hand.latest().reject(offline());
    await lost;
    for (const _ of [1, 2]) {
      const answered = other();
      hand.latest().resolve([]);
      await answered;
      expect(live.link().state).toBe('offline');
    }
    const again = ask();
    hand.latest().resolve([]);
    await again;
    expect(live.link().state).toBe('live');
  });

  it('comes back live where the question that was lost is no longer asked', async () => {
    const lost = ask();
    hand.latest().reject(offline());
    await lost;
    live.forget(key);
    const answered = live.ask(numbersQuery, {above: 5}, new AbortController().signal);
    hand.latest().resolve([]);
    await answered;
    expect(live.link().state).toBe('live');
  });

  it('does not let a question that was lost rest longer than until another one is answered', async () => {
    const signal = new AbortController().signal;
    let rested = false;
    void live.rest(60_000, signal).then(() => {
      rested = true;
    });
    const startedMs = performance.now();
    await vi.waitFor(async () => {
      const answered = live.ask(numbersQuery, {above: 5}, signal);
      hand.latest().resolve([]);
      await answered;
      expect(rested).toBe(true);
    });
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });

  it('names the slowest of the questions that lowered their rate, and tells only what is new', () => {
    const told = vi.fn<() => void>();
    live.subscribe(told);
    live.pace('a', {name: 'a', everyMs: 9000});
    live.pace('b', {name: 'b', everyMs: 8000});
    expect(live.link().slow).toEqual({name: 'a', everyMs: 9000});
    live.forget('a');
    expect(live.link().slow?.name).toBe('b');
    live.pace('b', null);
    expect(live.link().slow).toBeNull();
    expect(told).toHaveBeenCalledTimes(3);
  });

  it('is live also where the server answers that it will not', async () => {
    const first = ask();
    hand.latest().reject(offline());
    await first;
    const second = ask();
    hand.latest().reject(errorWithCode('42501', 'permission denied'));
    await second;
    expect(live.link()).toMatchObject({state: 'live', problem: null});
  });

  it('ignores what comes for a question that nobody waits for any more', async () => {
    const leaving = new AbortController();
    const late = ask(leaving.signal);
    const lateQuestion = hand.latest();
    leaving.abort();
    const current = ask();
    hand.latest().resolve([{n: 2}]);
    await current;
    lateQuestion.resolve([{n: 1}]);
    await late;
    expect(live.answer(key)).toMatchObject({rows: [{n: 2}]});

    const failing = ask(leaving.signal);
    hand.latest().reject(offline());
    await failing;
    expect(live.answer(key)).toMatchObject({problem: null});
    expect(live.link().state).toBe('live');
  });

  it('hands on the signal that cancels a question', () => {
    const leaving = new AbortController();
    void ask(leaving.signal);
    expect(hand.latest().signal).toBe(leaving.signal);
  });

  describe('prefetch', () => {
    it('asks once for both', async () => {
      live.prefetch(numbersQuery, params);
      const done = ask();
      expect(hand.asked).toHaveLength(1);
      hand.latest().resolve([{n: 1}]);
      await done;
      expect(live.answer(key)).toMatchObject({status: 'ready', rows: [{n: 1}]});
      void ask();
      expect(hand.asked).toHaveLength(2);
    });

    it('has the answer ready before anyone asks', async () => {
      live.prefetch(numbersQuery, params);
      hand.latest().resolve([{n: 1}]);
      await vi.waitFor(() => expect(live.answer(key)).toMatchObject({status: 'ready'}));
      expect(live.link().state).toBe('live');
    });

    it('keeps a failure for whoever asks', async () => {
      live.prefetch(numbersQuery, params);
      hand.latest().reject(offline());
      expect((await ask()).problem).toMatchObject({kind: 'offline'});
      expect(live.answer(key)).toMatchObject({status: 'failed'});
    });
  });

  it('keeps the latest hundred answers to go back to', async () => {
    for (let above = 0; above < 101; above += 1) {
      const done = live.ask(numbersQuery, {above}, new AbortController().signal);
      hand.latest().resolve([]);
      await done;
    }
    expect(live.answer(key)).toEqual({status: 'loading'});
    expect(live.answer(answerKey(numbersQuery, {above: 1}))).toMatchObject({status: 'ready'});
  });
});
