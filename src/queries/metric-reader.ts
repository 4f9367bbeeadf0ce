import {type Reading, withoutTwins} from './metric-source.ts';

/** How long a choice between twins and views holds. */
const holdsMs = 30_000;

/** Keeps the choice between twins and views, and makes it anew where it is asked for and has become old. */
export interface MetricReader {
  reading(): Promise<Reading>;
  /** As it was last known. */
  last(): Reading;
  /** Somebody else has looked, so that there is no need to ask for a while. */
  note(reading: Reading): void;
  forget(): void;
}

export function createMetricReader(choose: () => Promise<Reading>): MetricReader {
  let last = withoutTwins;
  let current: {readonly untilMs: number; readonly answer: Promise<Reading>} | undefined;

  async function chooseAnew(): Promise<Reading> {
    try {
      last = await choose();
      return last;
    } catch (error) {
      current = undefined;
      throw error;
    }
  }

  return {
    reading() {
      if (current === undefined || performance.now() >= current.untilMs)
        current = {untilMs: performance.now() + holdsMs, answer: chooseAnew()};
      return current.answer;
    },
    last: () => last,
    note(reading) {
      last = reading;
      current = {untilMs: performance.now() + holdsMs, answer: Promise.resolve(reading)};
    },
    forget() {
      current = undefined;
    },
  };
}
