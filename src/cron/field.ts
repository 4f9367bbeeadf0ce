import {ScheduleError, type ScheduleField} from './schedule-error.ts';

/** One of the five fields: what it is called, what it may hold, and the names that stand for numbers. */
export interface FieldRule {
  readonly field: ScheduleField;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

export interface ParsedField {
  /** In ascending order. Empty where a range runs backwards: pg_cron accepts `5-1` and never matches it. */
  readonly values: ReadonlySet<number>;
  /** The field begins with `*`; what follows it does not matter, so star-slash-two counts. */
  readonly star: boolean;
  /** What pg_cron reads past without complaint: in `1-5-7` the second `-7`. */
  readonly ignored: string;
}

export const fieldRules = {
  minute: {field: 'minute', low: 0, high: 59},
  hour: {field: 'hour', low: 0, high: 23},
  dayOfMonth: {field: 'day of month', low: 1, high: 31},
  month: {
    field: 'month',
    low: 1,
    high: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  // 7 is Sunday too; parseSchedule folds it into 0.
  dayOfWeek: {
    field: 'day of week',
    low: 0,
    high: 7,
    names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  },
} as const satisfies Record<string, FieldRule>;

/** `*`, `a` or `a-b`, then perhaps `/n`. The parts may be empty, so that the complaint can say which one is missing. */
const element = /(?:\*|([0-9a-z]*)(?:(-)([0-9a-z]*))?)(?:(\/)([0-9a-z]*))?/iy;

/** Reads a comma-separated list. Throws a ScheduleError that names the field. */
export function parseField(text: string, rule: FieldRule): ParsedField {
  const values = new Set<number>();
  let at = 0;
  do {
    element.lastIndex = at;
    const match = element.exec(text);
    addElement(values, text.slice(at), match ?? [''], rule);
    at += match?.[0].length ?? 0;
  } while (text[at++] === ',');
  return {
    values: new Set([...values].sort((a, b) => a - b)),
    star: text.startsWith('*'),
    ignored: text.slice(at - 1),
  };
}

function addElement(
  values: Set<number>,
  rest: string,
  [whole, first = '', dash, last = '', slash, step = '']: readonly (string | undefined)[],
  rule: FieldRule,
): void {
  const star = whole?.startsWith('*') ?? false;
  if (whole === '' && rest.startsWith('$')) {
    throw new ScheduleError(
      rule.field,
      '$ means the last day of the month and stands only alone, as the day of month',
    );
  }
  const from = star ? rule.low : parseValue(first, rest, rule);
  if (!star && !dash && slash) {
    throw new ScheduleError(
      rule.field,
      `a step needs a range: write ${first}-${rule.high}/${step} or */${step}`,
    );
  }
  const until = star ? rule.high : dash ? parseValue(last, rest, rule) : from;
  const stride = slash ? parseStep(step, rule) : 1;
  for (let value = from; value <= until; value += stride) values.add(value);
}

function parseValue(word: string, rest: string, rule: FieldRule): number {
  if (word === '') {
    const found = rest === '' ? 'nothing' : JSON.stringify(rest);
    throw new ScheduleError(rule.field, `expected ${expectation(rule)}, found ${found}`);
  }
  const named = rule.names?.indexOf(word.toLowerCase()) ?? -1;
  if (named >= 0) return named + rule.low;
  if (!/^\d+$/.test(word)) {
    throw new ScheduleError(rule.field, `expected ${expectation(rule)}, found ${JSON.stringify(word)}`);
  }
  const value = Number(word);
  if (value < rule.low || value > rule.high) {
    throw new ScheduleError(rule.field, `${word} is outside ${rule.low} to ${rule.high}`);
  }
  return value;
}

function parseStep(word: string, rule: FieldRule): number {
  if (!/^\d+$/.test(word) || Number(word) === 0) {
    throw new ScheduleError(rule.field, `a step is a whole number above 0, found ${JSON.stringify(word)}`);
  }
  return Number(word);
}

function expectation({low, high, names}: FieldRule): string {
  const numbers = `*, or a number from ${low} to ${high}`;
  return names === undefined ? numbers : `${numbers}, or a name such as ${names[1]}`;
}
