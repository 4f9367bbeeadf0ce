import cronstrue from 'cronstrue';
import {canonicalText} from './canonical-text.ts';
import {fieldRules} from './field.ts';
import type {CronFields, Schedule} from './schedule.ts';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * A schedule in words, without the zone. cronstrue speaks for the plain cases; where its words would say something else
 * than pg_cron does (two day fields at once, the last day, fields that match nothing), these are ours.
 */
export function describeSchedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'interval':
      return schedule.seconds === 1
        ? 'Every second'
        : `Every ${schedule.seconds} seconds, from start to start`;
    case 'reboot':
      return 'Once, each time the scheduler starts';
    case 'cron':
      return describeEmpty(schedule.fields, schedule.text) ?? describeFields(schedule.fields);
  }
}

function describeEmpty(fields: CronFields, text: string): string | undefined {
  const word = /^\s*(@\w+)/.exec(text)?.[1];
  if (fields.months.size === 0 && word !== undefined)
    return `Never: pg_cron accepts ${word} but gives it no month`;
  const noDay = fields.daysOfMonth.size === 0 && !fields.lastDayOfMonth;
  const noWeekday = fields.daysOfWeek.size === 0;
  const noDate = fields.bothDaysMustMatch ? noDay || noWeekday : noDay && noWeekday;
  if (fields.minutes.size === 0 || fields.hours.size === 0 || fields.months.size === 0 || noDate) {
    return 'Never: a range that runs backwards matches nothing';
  }
  return undefined;
}

function describeFields(fields: CronFields): string {
  const minute = canonicalText(fields.minutes, fieldRules.minute);
  const hour = canonicalText(fields.hours, fieldRules.hour);
  const month = canonicalText(fields.months, fieldRules.month);
  const day = canonicalText(fields.daysOfMonth, fieldRules.dayOfMonth);
  const weekday = canonicalText(fields.daysOfWeek, {...fieldRules.dayOfWeek, high: 6});
  // One full field makes the other the only one that counts, or makes every day count.
  if (!fields.lastDayOfMonth && (day === '*' || weekday === '*')) {
    const both = fields.bothDaysMustMatch;
    return speak(`${minute} ${hour} ${both ? day : '*'} ${month} ${both ? weekday : '*'}`);
  }
  return [
    speak(`${minute} ${hour} * * *`),
    describeDays(fields, weekday),
    ...describeMonths(fields.months),
  ].join(', ');
}

function describeDays(fields: CronFields, weekday: string): string {
  const inMonth = fields.lastDayOfMonth
    ? 'on the last day of the month'
    : `on day ${list(shorten([...fields.daysOfMonth].map(String)))} of the month`;
  // `1-0` and the like leave a field empty; joined by "or" only the other one counts.
  if (fields.daysOfWeek.size === 0) return inMonth;
  const inWeek = list(
    [...fields.daysOfWeek].map(day => dayNames[day] ?? ''),
    'or',
  );
  if (fields.daysOfMonth.size === 0 && !fields.lastDayOfMonth) return `on ${inWeek}`;
  if (!fields.bothDaysMustMatch) return weekday === '*' ? 'every day' : `${inMonth} or on ${inWeek}`;
  return weekday === '*' ? inMonth : `${inMonth} when that is ${inWeek}`;
}

function describeMonths(months: ReadonlySet<number>): string[] {
  if (months.size === 12) return [];
  return [`only in ${list([...months].map(month => monthNames[month - 1] ?? ''))}`];
}

/** Long lists, as of every second day, keep their beginning and their end. */
function shorten(words: readonly string[]): readonly string[] {
  return words.length <= 8 ? words : [...words.slice(0, 4), '…', ...words.slice(-1)];
}

function speak(fields: string): string {
  return cronstrue.toString(fields, {use24HourTimeFormat: true});
}

function list(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
