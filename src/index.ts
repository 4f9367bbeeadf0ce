/** The library: the typed queries, and pg_cron's schedules without a database. */
export {describeSchedule} from './cron/describe.ts';
export {type FireOptions, firesBetween, nextFire, previousFire} from './cron/fires.ts';
export {parseSchedule, type Schedule, ScheduleError} from './cron/schedule.ts';
export * from './queries/index.ts';
