const SECOND = 1_000;
const ROUGH = 10 * SECOND;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Stands for a value that is not there. */
export const NO_VALUE = '–';

/** A value the database may not have. */
export type Maybe<T> = T | null | undefined;

/**
 * A length of time to about two figures: `0.4 ms`, `412 ms`, `3.9 s`, `4 m 05 s`, `3 h 12 m`, `9 d`. A unit is
 * chosen after rounding, so that 59.97 s is `1 m` and never `60.0 s`.
 */
export function formatDuration(ms: Maybe<number>): string {
  if (!isNumber(ms)) return NO_VALUE;
  if (ms < 0) return '-' + formatDuration(-ms);
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / SECOND).toFixed(1)} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 600) return withRest(Math.floor(seconds / 60), 'm', seconds % 60, 's');
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} m`;
  if (minutes < 24 * 60) return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
  return `${Math.floor(minutes / (24 * 60))} d`;
}

/** How old something is, in one unit: `0.3 s`, `4 s`, `12 m`, `9 h`, `3 d`. Ages only grow, so they round down. */
export function formatAge(ms: Maybe<number>): string {
  if (!isNumber(ms)) return NO_VALUE;
  if (ms < SECOND) return `${(Math.floor(Math.max(0, ms) / 100) / 10).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} m`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/**
 * An age that is watched while it grows, in steps of ten seconds below a minute: `<10 s`, `40 s`, `12 m`. Each second
 * of it would tell nobody anything, and would have to be drawn.
 */
export function formatRoughAge(ms: Maybe<number>): string {
  if (!isNumber(ms) || ms >= MINUTE) return formatAge(ms);
  return ms < ROUGH ? '<10 s' : formatAge(Math.floor(ms / ROUGH) * ROUGH);
}

/** `2 m ago`, for a moment `ms` in the past; `just now` for less than ten seconds. */
export function ago(ms: Maybe<number>): string {
  if (!isNumber(ms)) return NO_VALUE;
  return ms < ROUGH ? 'just now' : `${formatRoughAge(ms)} ago`;
}

/** `in 18 m`, for a moment `ms` in the future; `soon` for less than ten seconds, `due` once it has come. */
export function until(ms: Maybe<number>): string {
  if (!isNumber(ms)) return NO_VALUE;
  if (ms <= 0) return 'due';
  return ms < ROUGH ? 'soon' : `in ${formatRoughAge(ms)}`;
}

/** `1,204`, rounded to a whole number. */
export function formatCount(count: Maybe<number>): string {
  if (!isNumber(count)) return NO_VALUE;
  const rounded = Math.round(count);
  // Past 2^53 digits would turn into an exponent.
  const digits = BigInt(Math.abs(rounded)).toString();
  return (rounded < 0 ? '-' : '') + digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `88 kB`, counting 1,024 to the kilobyte as Postgres does. */
export function formatBytes(bytes: Maybe<number>): string {
  if (!isNumber(bytes)) return NO_VALUE;
  if (bytes < 0) return '-' + formatBytes(-bytes);
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= 1_024 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** A moment of the day to the second, in UTC: `09:41:07Z`. */
export function formatClock(date: Maybe<Date>): string {
  return isDate(date) ? `${date.toISOString().slice(-13, -5)}Z` : NO_VALUE;
}

/** A moment of the day to the minute, in UTC: `09:41Z`. */
export function formatMinute(date: Maybe<Date>): string {
  return isDate(date) ? `${date.toISOString().slice(-13, -8)}Z` : NO_VALUE;
}

/** A moment in UTC as seen from `now`: `09:41:07Z`, or `2026-11-21 09:41Z` where it is half a day off or more. */
export function formatMoment(date: Maybe<Date>, now: Date): string {
  if (!isDate(date)) return NO_VALUE;
  if (Math.abs(now.getTime() - date.getTime()) < DAY / 2) return formatClock(date);
  return `${date.toISOString().slice(0, -8).replace('T', ' ')}Z`;
}

/** A moment of the day to the millisecond, in UTC: `09:41:06.412`. */
export function formatTime(date: Maybe<Date>): string {
  return isDate(date) ? date.toISOString().slice(-13, -1) : NO_VALUE;
}

/** A score, with one decimal unless told otherwise: `50.1`. */
export function formatScore(score: Maybe<number>, digits = 1): string {
  return isNumber(score) ? withoutMinusZero(score.toFixed(digits)) : NO_VALUE;
}

/** A change with its direction: `▲ 3.1`, `▼ 2.4`, `= 0.0`. */
export function formatDelta(change: Maybe<number>, digits = 1): string {
  if (!isNumber(change)) return NO_VALUE;
  const size = Math.abs(change).toFixed(digits);
  if (Number(size) === 0) return `= ${size}`;
  return `${change > 0 ? '▲' : '▼'} ${size}`;
}

/** A share of one as whole per cent: `68%`. */
export function formatPercent(share: Maybe<number>): string {
  return isNumber(share) ? `${withoutMinusZero((share * 100).toFixed(0))}%` : NO_VALUE;
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${String(rest).padStart(2, '0')} ${restUnit}`;
}

function isNumber(value: Maybe<number>): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Postgres' `infinity` arrives as an invalid date. */
function isDate(value: Maybe<Date>): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function withoutMinusZero(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text;
}
