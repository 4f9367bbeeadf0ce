import {dayMs} from './local-day.ts';
import type {CronFields} from './schedule.ts';

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
 * `cron.match_dom_and_dow` asks for both always.
 */
function matchesDay(
  fields: CronFields,
  day: number,
  first: number,
  last: number,
  bothDays: boolean,
): boolean {
  const inMonth = fields.lastDayOfMonth ? day === last : fields.daysOfMonth.has(day - first + 1);
  // 1970-01-01 was a Thursday.
  const inWeek = fields.daysOfWeek.has((((day + 4) % 7) + 7) % 7);
  return bothDays ? inMonth && inWeek : inMonth || inWeek;
}

/** The first day of a month, counted from year 0. */
function monthStart(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / dayMs;
}
