export type ScheduleField = 'minute' | 'hour' | 'day of month' | 'month' | 'day of week' | 'schedule';

/** A schedule that pg_cron would refuse: `field` says where, `reason` why, in words for the person who wrote it. */
export class ScheduleError extends Error {
  readonly field: ScheduleField;
  readonly reason: string;

  constructor(field: ScheduleField, reason: string) {
    super(`${field}: ${reason}`);
    this.name = 'ScheduleError';
    this.field = field;
    this.reason = reason;
  }
}
