import {setTimeout as delay} from 'node:timers/promises';
import {answerInTime} from '../db/answer-in-time.ts';
import {isOffline, type Problem, toProblem} from '../db/problem.ts';
import type {StandbySnapshot} from '../health/snapshot/standby.ts';
import {goneFault, lookAtStandby, type StandbyLook, type StandbyQuestions} from './look-at-standby.ts';
import type {SendStatement} from './run-query.ts';
import type {ServerFactsRow} from './server-facts.ts';

/** A standby that may be read. */
export interface StandbyTarget {
  readonly send: SendStatement;
  readonly facts: ServerFactsRow;
}

export interface StandbyReaderOptions {
  /** `host:port`. */
  readonly place: string;
  readonly send: SendStatement;
  readonly questions: StandbyQuestions;
  /** Further behind than this, the primary is read. */
  readonly maxBehindMs: number;
  /** From now on another server is read. */
  onChange(): void;
  /** It has stopped answering: sessions there are to be cut off and opened anew. */
  renew(): void;
}

/** Reads from a standby while that can be read, and from the primary otherwise; comes back by itself. */
export interface StandbyReader {
  /** Asks the standby; where it cannot be read, or fails by a fault of its own, the primary. */
  read<Result>(
    atStandby: (target: StandbyTarget) => Promise<Result>,
    atPrimary: () => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
  /** As it was last seen. */
  state(): StandbySnapshot;
  /** Looks anew unless it was seen a moment ago; one that was gone is looked at beside. Never throws. */
  look(): Promise<StandbySnapshot>;
}

/** How long a look holds while it is read; after that the next question has it looked at beside the answer. */
const holdsMs = 5000;
const momentMs = 1000;
/** How long the first questions wait, all together, to know the standby. */
const firstLookMs = 1500;
/** A standby that takes longer to say what it is does not answer. */
const lookMs = 3000;

export function createStandbyReader(options: StandbyReaderOptions): StandbyReader {
  const {send, questions, maxBehindMs} = options;
  let latest: StandbyLook | null = null;
  let seenMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;
  let firstWait: Promise<void> | null = null;
  let state: StandbySnapshot = {
    place: options.place,
    seenAt: null,
    fault: null,
    since: new Date(),
    lag: null,
  };

  function keep(look: StandbyLook): void {
    const before = latest;
    latest = look;
    seenMs = performance.now();
    const isSame = before !== null && before.fault?.kind === look.fault?.kind;
    const seenAt = new Date();
    state = {...state, ...look, seenAt, since: isSame ? state.since : seenAt};
    if (!isSame) options.onChange();
  }

  function keepGone(problem: Problem): void {
    keep({fault: goneFault(problem), facts: null, lag: null});
  }

  function lookAnew(): Promise<void> {
    looking ??= answerInTime(lookAtStandby(questions, maxBehindMs), lookMs)
      .then(keep, error => {
        keepGone(toProblem(error));
        options.renew();
      })
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  async function target(): Promise<StandbyTarget | null> {
    if (latest === null) {
      firstWait ??= Promise.race([lookAnew(), delay(firstLookMs, undefined, {ref: false})]);
      await firstWait;
    } else if (performance.now() - seenMs > holdsMs) void lookAnew();
    return latest?.fault === null && latest.facts !== null ? {send, facts: latest.facts} : null;
  }

  /** A link that is cut tells nothing: an answer that is long in coming may never come. */
  async function whileLookedAt<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const timer = setInterval(() => void lookAnew(), holdsMs);
    timer.unref();
    return answer.finally(() => clearInterval(timer));
  }

  return {
    async read(atStandby, atPrimary, signal) {
      const known = await target();
      if (known === null) return atPrimary();
      try {
        return await whileLookedAt(atStandby(known));
      } catch (error) {
        const problem = toProblem(error);
        if (signal?.aborted || !isOfStandby(problem)) throw error;
        if (isUnreachable(problem)) keepGone(problem);
        return atPrimary();
      }
    },
    state: () => state,
    async look() {
      if (performance.now() - seenMs <= momentMs) return state;
      const looked = lookAnew();
      if (state.fault?.kind !== 'gone') await looked;
      return state;
    },
  };
}

function isUnreachable(problem: Problem): boolean {
  return isOffline(problem) || ['login', 'tls', 'no-database'].includes(problem.kind);
}

/** What the primary may answer all the same: replay took the rows away, or has not brought an object or a right yet. */
function isOfStandby(problem: Problem): boolean {
  return (
    isUnreachable(problem) ||
    problem.sqlstate === '40001' ||
    problem.kind === 'missing-object' ||
    problem.kind === 'permission'
  );
}
