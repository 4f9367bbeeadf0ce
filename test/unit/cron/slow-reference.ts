import type {FireOptions} from '../../../src/cron/fires.ts';
import type {CronFields} from '../../../src/cron/schedule.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What pg_cron does, without thought for speed: every UTC minute in (from, to], shown on the wall clock, tested. */
export function walkMinutes(fields: CronFields, from: Date, to: Date, options: FireOptions = {}): Date[] {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: options.zone ?? 'GMT',
    hourCycle: 'h23',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
  });
  const fires: Date[] = [];
  for (let ms = (Math.floor(from.getTime() / 60_000) + 1) * 60_000; ms <= to.getTime(); ms += 60_000) {
    const parts = new Map(clock.formatToParts(ms).map(({type, value}) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const tomorrow = clock.formatToParts(ms + 86_400_000).find(({type}) => type === 'day')?.value;
    const dom = fields.lastDayOfMonth ? tomorrow === '1' : fields.daysOfMonth.has(number('day'));
    const dow = fields.daysOfWeek.has(weekdays.indexOf(parts.get('weekday') ?? ''));
    const both = fields.bothDaysMustMatch || options.matchDomAndDow;
    if (
      fields.minutes.has(number('minute')) &&
      fields.hours.has(number('hour')) &&
      fields.months.has(number('month')) &&
      (both ? dom && dow : dom || dow)
    ) {
      fires.push(new Date(ms));
    }
  }
  return fires;
}
