import type {AlertSettings} from '../../config/alert-settings.ts';
import {UserError} from '../../config/user-error.ts';
import {previousFire} from '../../cron/fires.ts';
import {parseSchedule} from '../../cron/schedule.ts';

/**
 * Gives the question whether a span in which nothing is told goes on at a moment. A span begins with each fire of its
 * schedule.
 * @throws {UserError} for a schedule or a zone that cannot be read.
 */
export function readMaintenance(spans: AlertSettings['maintenance']): (now: Date) => boolean {
  const read = spans.map(({schedule: text, zone, durationMs}) => {
    try {
      const schedule = parseSchedule(text);
      if (schedule.kind !== 'cron') throw new Error('it names no minutes of a clock');
      const beganBy = (now: Date) => previousFire(schedule, now, {zone});
      beganBy(new Date());
      return {beganBy, durationMs};
    } catch (error) {
      throw new UserError(
        `The maintenance of the alerts cannot begin at "${text}" in ${zone}`,
        error instanceof Error ? error.message : String(error),
        'Five fields as in cron, for example: 0 3 * * 0',
        {cause: error},
      );
    }
  });
  return now =>
    read.some(({beganBy, durationMs}) => {
      const began = beganBy(now);
      return began !== null && now.getTime() < began.getTime() + durationMs;
    });
}
