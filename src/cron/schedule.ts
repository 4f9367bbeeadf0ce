import {fieldRules, type ParsedField, parseField} from './field.ts';
import {ScheduleError} from './schedule-error.ts';

export {ScheduleError} from './schedule-error.ts';

/** The minutes a cron schedule matches, as sets in ascending order. */
export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  /** `$`: the last day, whichever that is; `daysOfMonth` is then empty. */
  readonly lastDayOfMonth: boolean;
  /** 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** 0 to 6, 0 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** Either day field begins with `*`: then a day must satisfy both, else one of them is enough. */
  readonly bothDaysMustMatch: boolean;
}

export type Schedule =
  /** `ignored` is what pg_cron reads past without a word, such as a sixth field. */
  | {kind: 'cron'; text: string; fields: CronFields; ignored: readonly string[]}
  | {kind: 'interval'; text: string; seconds: number}
  | {kind: 'reboot'; text: string};

export interface ParseOptions {
  /**
   * What `@yearly` and `@annually` mean to the server: 1 January in pg_cron 1.4 and before; in newer versions, and by
   * default, they are accepted, set no month at all, and so never fire.
   */
  yearlyFires?: boolean;
}

/** pg_cron reads a schedule into a buffer of this size, end marker included. */
const bufferBytes = 1000;

/**
 * Reads a schedule as pg_cron does: what it accepts is accepted, oddities included, and what it refuses raises a
 * ScheduleError. Newer spellings (`$` from 1.6, `N seconds` from 1.5) are accepted whatever the server runs.
 */
export function parseSchedule(text: string, {yearlyFires = false}: ParseOptions = {}): Schedule {
  if (Buffer.byteLength(text) >= bufferBytes) {
    throw new ScheduleError('schedule', `longer than ${bufferBytes - 1} bytes`);
  }
  const interval = /^\s*\+?(\d+)\s*second(?:s\s*)?$/i.exec(text);
  if (interval) return {kind: 'interval', text, seconds: checkSeconds(Number(interval[1]))};
  // Empty lines and comment lines may stand before the schedule; what follows its line is never read.
  const line = text.replace(/^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*/, '').split('\n', 1)[0] ?? '';
  if (line === '' || line.startsWith('#')) throw new ScheduleError('schedule', 'empty');
  return line.startsWith('@')
    ? parseWord(text, line, yearlyFires)
    : {kind: 'cron', text, ...readFields(line)};
}

function checkSeconds(seconds: number): number {
  if (seconds < 1 || seconds > 59) {
    throw new ScheduleError('schedule', `an interval is 1 to 59 seconds, found ${seconds}`);
  }
  return seconds;
}

/** The words, and the five fields that mean the same. */
const equivalents = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
]);

function parseWord(text: string, line: string, yearlyFires: boolean): Schedule {
  const word = line.split(/[ \t]/, 1)[0] ?? '';
  if (word === '@reboot' || word === '@restart') return {kind: 'reboot', text};
  if (word === '@yearly' || word === '@annually') {
    const {fields, ignored} = readFields('0 0 1 1 *');
    return {kind: 'cron', text, fields: yearlyFires ? fields : {...fields, months: new Set()}, ignored};
  }
  const equivalent = equivalents.get(word);
  if (equivalent === undefined) {
    const known = [...equivalents.keys(), '@reboot'].join(', ');
    throw new ScheduleError('schedule', `${JSON.stringify(word)} is not one of ${known}`);
  }
  return {kind: 'cron', text, ...readFields(equivalent)};
}

function readFields(line: string): {fields: CronFields; ignored: readonly string[]} {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', ...rest] = line.split(/[ \t]+/);
  const minutes = parseField(minute, fieldRules.minute);
  const hours = parseField(hour, fieldRules.hour);
  const lastDayOfMonth = dayOfMonth === '$';
  const days: ParsedField = lastDayOfMonth
    ? {values: new Set(), star: false, ignored: ''}
    : parseField(dayOfMonth, fieldRules.dayOfMonth);
  const months = parseField(month, fieldRules.month);
  const weekdays = parseField(dayOfWeek, fieldRules.dayOfWeek);
  return {
    fields: {
      minutes: minutes.values,
      hours: hours.values,
      daysOfMonth: days.values,
      lastDayOfMonth,
      months: months.values,
      daysOfWeek: foldSunday(weekdays.values),
      bothDaysMustMatch: days.star || weekdays.star,
    },
    ignored: [...[minutes, hours, days, months, weekdays].map(({ignored}) => ignored), rest.join(' ')].filter(
      part => part !== '',
    ),
  };
}

function foldSunday(days: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...days].map(day => day % 7).sort((a, b) => a - b));
}
