import type * as z from 'zod';
import {isOffline, type Problem, toProblem} from '../../db/problem.ts';
import type {Database} from '../../queries/database.ts';
import type {Query} from '../../queries/define-query.ts';
import {answerKey} from './answer-key.ts';
import {type Link, LinkState, type SlowQuestion} from './link-state.ts';
import {isSameAnswer} from './same-answer.ts';

/**
 * What is known of the answer to a question. It stays the same object while what is answered stays the same, and so
 * does the moment it is from; while a reload fails, that is the moment when it was last seen to be so.
 */
export type Live<Row> =
  | {readonly status: 'loading'}
  | {
      readonly status: 'ready';
      readonly rows: readonly Row[];
      readonly at: Date;
      readonly problem: Problem | null;
    }
  | {readonly status: 'failed'; readonly problem: Problem};

/** What is not asked through the store counts as one source; it asks again within this time, or not at all. */
const followed = 'followed';
const followedCountsMs = 10_000;

type Answer = Live<unknown>;
const loading: Answer = {status: 'loading'};
/** Answers that no screen shows any more are kept for going back to, so many at most. */
const keptAnswers = 100;
/** Each telling is a frame, and a frame costs more than any answer. */
const bundleMs = 25;
const eagerMs = 1000;
/** More than any screen sends in a beat. */
const keptMoments = 20;

/** The answers to the questions that screens ask, shared by all of them, and the state of the link. */
export class LiveStore {
  readonly #database: Database;
  #answers = new Map<string, Answer>();
  /** When each question was last answered with rows. */
  #seenAt = new Map<string, Date>();
  #keeping: Promise<unknown> = Promise.resolve();
  #prefetched = new Map<string, Promise<readonly unknown[]>>();
  #subscribers = new Set<() => void>();
  readonly #openedMs = performance.now();
  #telling: NodeJS.Timeout | undefined;
  #sentAtMs: readonly number[] = [];
  #inFlight = 0;
  #asked = 0;
  readonly #links = new LinkState();
  #hasNews = false;
  #toldLink: Link = this.#links.current();

  constructor(database: Database) {
    this.#database = database;
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  };

  readonly link = (): Link => this.#links.current();

  /** Nothing is being asked, and something was. */
  get idle(): boolean {
    return this.#inFlight === 0 && this.#asked > 0;
  }

  /** How many statements were sent for the screen in so many of the latest milliseconds. */
  sentWithin(ms: number): number {
    const since = performance.now() - ms;
    return this.#sentAtMs.filter(at => at >= since).length;
  }

  #noteSent(count: number): void {
    const now = performance.now();
    this.#sentAtMs = [...this.#sentAtMs, ...Array<number>(count).fill(now)].slice(-keptMoments);
  }

  answer(key: string): Answer {
    return this.#answers.get(key) ?? loading;
  }

  /** The rows of a question that was asked already; none where it was not. */
  known<Params extends z.ZodObject, Row extends z.ZodObject>(
    query: Query<Params, Row>,
    params: z.input<Params>,
  ): readonly z.output<Row>[] {
    const answer = this.answer(answerKey(query, params)) as Live<z.output<Row>>;
    return answer.status === 'ready' ? answer.rows : [];
  }

  /** Asks before anyone is there to show the answer: the server works while the program still loads. */
  prefetch<Params extends z.ZodObject>(query: Query<Params>, params: z.input<Params>): void {
    const key = answerKey(query, params);
    const pending = this.#database.ask(query, params);
    this.#prefetched.set(key, pending);
    const kept = pending.then(
      rows => {
        this.#keepRows(key, rows);
        this.#links.heard(key);
      },
      () => {},
    );
    this.#keeping = Promise.all([this.#keeping, kept]);
  }

  /** Settles when what was asked beforehand has its answer, or none. */
  async prefetches(): Promise<void> {
    await this.#keeping;
  }

  /**
   * Asks, keeps the answer, and gives back how long it took and what went wrong. Never throws. `onRows` gets all rows,
   * also those that are the same as before, which nobody else is told of.
   */
  async ask<Params extends z.ZodObject, Row extends z.ZodObject>(
    query: Query<Params, Row>,
    params: z.input<Params>,
    signal: AbortSignal,
    onRows?: (rows: readonly z.output<Row>[]) => void,
  ): Promise<{durationMs: number; problem: Problem | null}> {
    const key = answerKey(query, params);
    const startedMs = performance.now();
    // What was asked beforehand and is drawn already is not told again.
    if (this.#prefetched.has(key) && this.answer(key).status === 'ready') {
      this.#prefetched.delete(key);
      this.#asked += 1;
      onRows?.(this.known(query, params));
      return {durationMs: 0, problem: null};
    }
    this.#inFlight += 1;
    this.#asked += 1;
    this.#noteSent(1);
    try {
      const prefetched = this.#prefetched.get(key) as Promise<readonly z.output<Row>[]> | undefined;
      this.#prefetched.delete(key);
      const rows = await (prefetched ?? this.#database.ask(query, params, signal));
      if (!signal.aborted) {
        onRows?.(rows);
        this.#keepRows(key, rows);
      }
      this.#links.heard(key);
      return {durationMs: performance.now() - startedMs, problem: null};
    } catch (error) {
      const problem = toProblem(error);
      if (signal.aborted) return {durationMs: performance.now() - startedMs, problem};
      const before = this.answer(key);
      const at = this.#seenAt.get(key);
      this.#keep(
        key,
        before.status === 'ready' && at ? {...before, at, problem} : {status: 'failed', problem},
      );
      if (isOffline(problem)) {
        this.#database.forgetFacts();
        this.#links.lost(key, problem, Number.POSITIVE_INFINITY);
      } else if (isAnswered(problem)) this.#links.heard(key);
      return {durationMs: performance.now() - startedMs, problem};
    } finally {
      this.#inFlight -= 1;
      this.#publish();
    }
  }

  /** Follows what is not asked through this store: it counts as asking, and tells how the link is. */
  async follow<Result>(look: Promise<Result>, statementCount = 1): Promise<Result> {
    this.#inFlight += 1;
    this.#asked += 1;
    this.#noteSent(statementCount);
    try {
      const result = await look;
      this.#links.heard(followed);
      return result;
    } catch (error) {
      const problem = toProblem(error);
      if (isOffline(problem)) {
        this.#database.forgetFacts();
        this.#links.lost(followed, problem, followedCountsMs);
      }
      throw error;
    } finally {
      this.#inFlight -= 1;
      this.#publish();
    }
  }

  /** When the next attempt is due, for the header. */
  retryAt(date: Date): void {
    this.#links.retryAt(date);
    this.#publish();
  }

  /** Says that a question lowered its own rate, or with null that it goes at the usual one. */
  pace(key: string, slow: SlowQuestion | null): void {
    if (this.#links.pace(key, slow)) this.#publish();
  }

  /** The question is no longer asked: neither its loss nor its slowness counts any more. */
  forget(key: string): void {
    this.#links.forget(key);
    this.pace(key, null);
  }

  /** Waits before the next attempt of a question that could not be asked. */
  rest(ms: number, signal: AbortSignal): Promise<void> {
    return this.#links.rest(ms, signal);
  }

  #keepRows(key: string, rows: readonly unknown[]): void {
    const before = this.answer(key);
    const at = new Date();
    this.#seenAt.set(key, at);
    const isSame = before.status === 'ready' && isSameAnswer(before.rows, rows);
    if (isSame && before.problem === null) this.#keep(key, before);
    else this.#keep(key, {status: 'ready', rows, at, problem: null});
  }

  #keep(key: string, answer: Answer): void {
    if (this.#answers.get(key) !== answer) this.#hasNews = true;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= keptAnswers) break;
      this.#answers.delete(oldest);
      this.#seenAt.delete(oldest);
    }
  }

  /** Answers that come together are told together; only the first ones are not waited for. What is no news is not told. */
  #publish(): void {
    if (!this.#hasNews && this.#links.current() === this.#toldLink) return;
    if (performance.now() - this.#openedMs < eagerMs) this.#tell();
    else this.#telling ??= setTimeout(() => this.#tell(), bundleMs);
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#hasNews = false;
    this.#toldLink = this.#links.current();
    for (const subscriber of this.#subscribers) subscriber();
  }
}

/** Whether the server let us in and answered, if only with a refusal. */
function isAnswered({kind, sqlstate}: Problem): boolean {
  return kind === 'shape' || (sqlstate !== undefined && kind !== 'login' && kind !== 'no-database');
}
