import {formatMoment} from '../ui/format.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `06:29Z`, or the day where it is another one: the detail tells both. */
export function shortMoment(date: Date, now: Date): string {
  const moment = formatMoment(date, now);
  if (!moment.includes('-')) return moment.replace(/:\d\dZ$/, 'Z');
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}
