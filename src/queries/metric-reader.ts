import type {MetricChoice} from '../config/metric-choice.ts';
import {chooseSource, type Reading, readWithoutTwins} from './metric-source.ts';
import type {TwinStateRow} from './twin-state.ts';

/** How long a look at the twins holds. */
const holdsMs = 30_000;

/** Keeps the choice between twins and views, and makes it anew where it is asked for and the last look is old. */
export interface MetricReader {
  /** What the next question reads. */
  reading(): Promise<Reading>;
  /** What the latest answer came from; of the same source, as fresh as is known by now. */
  last(): Reading;
  /** A question was answered from what was chosen then. */
  noteAnswer(reading: Reading): void;
  /** Somebody else has looked, so that there is no need to ask for a while. */
  noteTwins(state: TwinStateRow): void;
  /** What is asked for from now on. */
  choose(choice: MetricChoice): void;
  choice(): MetricChoice;
  forget(): void;
}

/** `look` gives null where there are no twins, or none that may be looked at. */
export function createMetricReader(
  look: () => Promise<TwinStateRow | null>,
  initial: MetricChoice,
): MetricReader {
  let choice = initial;
  let last = readWithoutTwins(initial);
  let current: {readonly untilMs: number; readonly state: Promise<TwinStateRow | null>} | undefined;
  const read = (state: TwinStateRow | null) =>
    state === null ? readWithoutTwins(choice) : chooseSource(state, choice);

  function lookAnew(): Promise<TwinStateRow | null> {
    const state = look().catch(error => {
      current = undefined;
      throw error;
    });
    current = {untilMs: performance.now() + holdsMs, state};
    return state;
  }

  return {
    async reading() {
      const known = current !== undefined && performance.now() < current.untilMs ? current.state : lookAnew();
      return read(await known);
    },
    last: () => last,
    noteAnswer(reading) {
      last = reading;
    },
    noteTwins(state) {
      current = {untilMs: performance.now() + holdsMs, state: Promise.resolve(state)};
      const reading = read(state);
      if (reading.source === last.source) last = reading;
    },
    choose(next) {
      choice = next;
    },
    choice: () => choice,
    forget() {
      current = undefined;
    },
  };
}
