import {dayMs, minuteMs, type Stretch} from './local-day.ts';
import {matchingDays, matchingStretches} from './matching-days.ts';
import type {CronFields, Schedule} from './schedule.ts';
import {type ZoneOffset, zoneOffset} from './zone.ts';

export interface FireOptions {
  /** IANA name of `cron.timezone`; pg_cron before 1.5 knows only GMT, the default. */
  zone?: string;
  /** Start of the scheduler: when `@reboot` is due, and where intervals begin to count. */
  since?: Date;
  /** Start of the last run: intervals count from start to start. */
  lastStart?: Date;
  /** The setting `cron.match_dom_and_dow`: both day fields must match, star or not. */
  matchDomAndDow?: boolean;
}

/** A schedule that does not fire within this time is said never to fire. */
const horizonYears = 5;

/** The first fire after an instant, or null if there is none within five years. Throws a RangeError for an unknown zone. */
export function nextFire(schedule: Schedule, after: Date, options: FireOptions = {}): Date | null {
  switch (schedule.kind) {
    case 'reboot':
      return options.since !== undefined && options.since > after ? options.since : null;
    case 'interval': {
      const strideMs = schedule.seconds * 1000;
      const anchorMs = intervalAnchor(options) ?? after.getTime();
      const strides = Math.max(1, Math.floor((after.getTime() - anchorMs) / strideMs) + 1);
      return new Date(anchorMs + strides * strideMs);
    }
    case 'cron':
      return walk(schedule.fields, after, shiftYears(after, horizonYears), options);
  }
}

/**
 * The last fire at or before an instant, or null if there is none within five years. For an interval whose anchor is
 * not given there is no telling, so null too. Throws a RangeError for an unknown zone.
 */
export function previousFire(schedule: Schedule, before: Date, options: FireOptions = {}): Date | null {
  switch (schedule.kind) {
    case 'reboot':
      return options.since !== undefined && options.since <= before ? options.since : null;
    case 'interval': {
      const strideMs = schedule.seconds * 1000;
      const anchorMs = intervalAnchor(options);
      if (anchorMs === undefined) return null;
      const strides = Math.floor((before.getTime() - anchorMs) / strideMs);
      return strides < 1 ? null : new Date(anchorMs + strides * strideMs);
    }
    case 'cron':
      return walkBack(schedule.fields, before, shiftYears(before, -horizonYears), options);
  }
}

/** The fires after `from`, up to and including `to`, one by one. */
export function* firesBetween(
  schedule: Schedule,
  from: Date,
  to: Date,
  options: FireOptions = {},
): Generator<Date, void> {
  // Without an anchor an interval would count anew from each fire; that is the same thing here.
  let fire = nextFire(schedule, from, options);
  while (fire !== null && fire <= to) {
    yield fire;
    fire = nextFire(schedule, fire, options);
  }
}

/** A restart of the scheduler starts an interval anew, so the later of the two counts. */
function intervalAnchor({since, lastStart}: FireOptions): number | undefined {
  if (since === undefined || lastStart === undefined) return (since ?? lastStart)?.getTime();
  return Math.max(since.getTime(), lastStart.getTime());
}

function shiftYears(date: Date, years: number): Date {
  const shifted = new Date(date);
  shifted.setUTCFullYear(shifted.getUTCFullYear() + years);
  return shifted;
}

function walk(fields: CronFields, after: Date, limit: Date, options: FireOptions): Date | null {
  if (fields.minutes.size === 0 || fields.hours.size === 0) return null;
  const offset = zoneOffset(options.zone ?? 'GMT');
  const firstMs = (Math.floor(after.getTime() / minuteMs) + 1) * minuteMs;
  const lastDay = localDay(limit.getTime(), offset) + 1;
  // A day early and a day late: a jump at midnight can repeat or skip the edge of a day.
  for (const day of matchingDays(fields, localDay(firstMs, offset) - 1, lastDay, options.matchDomAndDow)) {
    for (const stretch of matchingStretches(fields, day, offset, options.matchDomAndDow)) {
      const minute = firstMinute(
        fields,
        Math.max(stretch.fromMinute, minuteOf(stretch, firstMs)),
        stretch.untilMinute,
      );
      if (minute !== undefined) return within(stretch, minute, ms => ms <= limit.getTime());
    }
  }
  return null;
}

function walkBack(fields: CronFields, before: Date, limit: Date, options: FireOptions): Date | null {
  if (fields.minutes.size === 0 || fields.hours.size === 0) return null;
  const offset = zoneOffset(options.zone ?? 'GMT');
  const lastMs = Math.floor(before.getTime() / minuteMs) * minuteMs;
  const firstDay = localDay(limit.getTime(), offset) - 1;
  for (const day of matchingDays(fields, localDay(lastMs, offset) + 1, firstDay, options.matchDomAndDow)) {
    for (const stretch of matchingStretches(fields, day, offset, options.matchDomAndDow).reverse()) {
      const minute = lastMinute(
        fields,
        stretch.fromMinute,
        Math.min(stretch.untilMinute, minuteOf(stretch, lastMs) + 1),
      );
      if (minute !== undefined) return within(stretch, minute, ms => ms >= limit.getTime());
    }
  }
  return null;
}

function within(stretch: Stretch, minute: number, allowed: (ms: number) => boolean): Date | null {
  const ms = stretch.midnightMs + minute * minuteMs;
  return allowed(ms) ? new Date(ms) : null;
}

/** The minute of the stretch's day on which an instant falls; below zero or beyond the day when it lies outside. */
function minuteOf(stretch: Stretch, ms: number): number {
  return Math.ceil((ms - stretch.midnightMs) / minuteMs);
}

function localDay(utcMs: number, offset: ZoneOffset): number {
  return Math.floor((utcMs + offset(utcMs)) / dayMs);
}

/** The first matching minute of a day in [from, until). */
function firstMinute({hours, minutes}: CronFields, from: number, until: number): number | undefined {
  for (const hour of hours) {
    if (hour * 60 + 59 < from) continue;
    for (const minute of minutes) {
      const ofDay = hour * 60 + minute;
      if (ofDay >= until) return undefined;
      if (ofDay >= from) return ofDay;
    }
  }
  return undefined;
}

/** The last matching minute of a day in [from, until). */
function lastMinute({hours, minutes}: CronFields, from: number, until: number): number | undefined {
  let last: number | undefined;
  for (const hour of [...hours].reverse()) {
    if (hour * 60 >= until) continue;
    for (const minute of minutes) {
      const ofDay = hour * 60 + minute;
      if (ofDay >= from && ofDay < until) last = ofDay;
    }
    if (last !== undefined) return last;
  }
  return undefined;
}
