import {dayMs, localStretches, minuteMs, type Stretch} from './local-day.ts';
import type {CronFields} from './schedule.ts';
import type {ZoneOffset} from './zone.ts';

/**
 * The days of a schedule from one day to another, both inclusive (days since 1970-01-01), backwards where `to` lies before
 * `from`. Goes month by month, so that five years without a match cost microseconds.
 */
export function* matchingDays(
  fields: CronFields,
  from: number,
  to: number,
  matchDomAndDow = false,
): Generator<number, void> {
  const direction = from <= to ? 1 : -1;
  const [earliest, latest] = direction === 1 ? [from, to] : [to, from];
  const start = new Date(from * dayMs);
  const bothDays = fields.bothDaysMustMatch || matchDomAndDow;
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month += direction) {
    const first = monthStart(month);
    const last = monthStart(month + 1) - 1;
    if (first > latest || last < earliest) return;
    if (!fields.months.has((month % 12) + 1)) continue;
    const low = Math.max(first, earliest);
    const high = Math.min(last, latest);
    for (let day = direction === 1 ? low : high; day >= low && day <= high; day += direction) {
      if (matchesDay(fields, day, first, last, bothDays)) yield day;
    }
  }
}

/**
 * Vixie's rule: both day fields must match when either begins with `*`, else one is enough; the setting
 * `cron.match_dom_and_dow` asks for both always. For `$` the days beside the last may match in part; see
 * matchingStretches.
 */
function matchesDay(
  fields: CronFields,
  day: number,
  first: number,
  last: number,
  bothDays: boolean,
): boolean {
  const inMonth = fields.lastDayOfMonth
    ? day === first || day >= last - 1
    : fields.daysOfMonth.has(day - first + 1);
  const inWeek = matchesWeekday(fields, day);
  return bothDays ? inMonth && inWeek : inMonth || inWeek;
}

/** 1970-01-01 was a Thursday. */
function matchesWeekday(fields: CronFields, day: number): boolean {
  return fields.daysOfWeek.has((((day + 4) % 7) + 7) % 7);
}

/** The first day of a month, counted from year 0. */
function monthStart(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / dayMs;
}

/**
 * The stretches of a matching day on which the schedule may fire. To pg_cron the last day is when it will be the 1st in 24
 * hours: where a month ends on a day of 23 or 25 hours that begins an hour early, or repeats an hour into the 1st.
 */
export function matchingStretches(
  fields: CronFields,
  day: number,
  offset: ZoneOffset,
  matchDomAndDow = false,
): Stretch[] {
  const stretches = localStretches(day, offset);
  const bothDays = fields.bothDaysMustMatch || matchDomAndDow;
  if (!fields.lastDayOfMonth || (!bothDays && matchesWeekday(fields, day))) return stretches;
  const date = new Date(day * dayMs);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const tomorrow = localStretches(date.getUTCDate() === 1 ? day : monthStart(month + 1), offset);
  return stretches.flatMap(stretch => tomorrow.flatMap(first => overlap(stretch, first)));
}

/** The part of a stretch that lies 24 hours before another one, if any. */
function overlap(stretch: Stretch, tomorrow: Stretch): Stretch[] {
  const shift = (tomorrow.midnightMs - dayMs - stretch.midnightMs) / minuteMs;
  const fromMinute = Math.max(stretch.fromMinute, tomorrow.fromMinute + shift);
  const untilMinute = Math.min(stretch.untilMinute, tomorrow.untilMinute + shift);
  return fromMinute < untilMinute ? [{...stretch, fromMinute, untilMinute}] : [];
}
