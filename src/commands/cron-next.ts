import {describeSchedule} from '../cron/describe.ts';
import {nextFire} from '../cron/fires.ts';
import {parseSchedule, type Schedule, ScheduleError} from '../cron/schedule.ts';
import {type ZoneOffset, zoneOffset} from '../cron/zone.ts';

export interface CronNextRequest {
  schedule: string;
  /** Fires after this instant are shown; an invalid date is refused like any other bad input. */
  from: Date;
  /** How many fires, 1 to 1000. */
  count: number;
  /** IANA name of the zone that `cron.timezone` holds. */
  zone: string;
  format: 'text' | 'json';
}

/** Where a command writes; `process` is one. */
export interface Streams {
  stdout: {write(text: string): unknown};
  stderr: {write(text: string): unknown};
}

const maxCount = 1000;

/**
 * `lanewatch cron next`: what a schedule means and when it fires, without a database. Returns the exit code: 0, or 2 for a
 * request that cannot be answered, with the reason on stderr.
 */
export function runCronNext(request: CronNextRequest, {stdout, stderr}: Streams): number {
  try {
    const schedule = parseSchedule(request.schedule);
    const offset = checkRequest(request);
    const fires = takeFires(schedule, request);
    stdout.write(
      request.format === 'json'
        ? formatJson(schedule, fires, request)
        : formatText(schedule, fires, request, offset),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ScheduleError || error instanceof RangeError)) throw error;
    stderr.write(`lanewatch: ${explain(error, request.schedule)}\n`);
    return 2;
  }
}

/** The offsets of the zone; throws a RangeError that says what is wrong with the request. */
function checkRequest({from, count, zone}: CronNextRequest): ZoneOffset {
  if (Number.isNaN(from.getTime())) {
    throw new RangeError('--from is not a time; write it as 2026-05-01T10:00:00Z');
  }
  if (!Number.isInteger(count) || count < 1 || count > maxCount) {
    throw new RangeError(`--count is a whole number from 1 to ${maxCount}`);
  }
  try {
    return zoneOffset(zone);
  } catch {
    throw new RangeError(`--tz ${JSON.stringify(zone)} is not a time zone; write it as Europe/London`);
  }
}

function explain(error: Error, schedule: string): string {
  if (!(error instanceof ScheduleError)) return error.message;
  const remedy =
    'A schedule is: minute hour day-of-month month day-of-week, or "30 seconds", or a word such as @daily.';
  return `bad schedule ${JSON.stringify(schedule)}: ${error.message}\n${remedy}`;
}

function takeFires(schedule: Schedule, {from, count, zone}: CronNextRequest): Date[] {
  const fires: Date[] = [];
  let fire = nextFire(schedule, from, {zone, lastStart: from});
  while (fire !== null && fires.length < count) {
    fires.push(fire);
    fire = nextFire(schedule, fire, {zone, lastStart: from});
  }
  return fires;
}

/** `@reboot` has no fires that a clock could tell, and yet it is not one that never fires. */
function neverFires(schedule: Schedule, fires: readonly Date[]): boolean {
  return fires.length === 0 && schedule.kind !== 'reboot';
}

function formatJson(schedule: Schedule, fires: readonly Date[], {zone}: CronNextRequest): string {
  return `${JSON.stringify({
    schedule: schedule.text,
    timezone: zone,
    never: neverFires(schedule, fires),
    fires,
  })}\n`;
}

function formatText(
  schedule: Schedule,
  fires: readonly Date[],
  {zone}: CronNextRequest,
  offset: ZoneOffset,
): string {
  const lines = [`${schedule.text.trim()}   ${describeSchedule(schedule)} (${zone})`];
  if (schedule.kind === 'cron' && schedule.ignored.length > 0) {
    lines.push(`pg_cron ignores ${schedule.ignored.map(part => JSON.stringify(part)).join(' and ')}.`);
  }
  if (neverFires(schedule, fires)) lines.push('It does not fire within five years.');
  for (const fire of fires) {
    const local = formatLocal(fire, offset);
    const utc = fire.toISOString().replace('.000Z', 'Z');
    lines.push(zone === 'GMT' || zone === 'UTC' ? `  ${local}Z` : `  ${local}   ${utc}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The wall clock of the zone: `Fri 2026-05-01 05:30:00`. */
function formatLocal(fire: Date, offset: ZoneOffset): string {
  const local = new Date(fire.getTime() + offset(fire.getTime()));
  const [date = '', time = ''] = local.toISOString().split(/[T.]/);
  return `${local.toUTCString().slice(0, 3)} ${date} ${time}`;
}
