import {expect, it} from 'vitest';
import {describeSchedule} from '../../../src/cron/describe.ts';
import {parseSchedule} from '../../../src/cron/schedule.ts';

it.each([
  ['*/10 * * * *', 'Every 10 minutes'],
  ['*/45 * * * *', 'At 0 and 45 minutes past the hour'],
  ['0 */4 * * *', 'On the hour, every 4 hours'],
  ['30 2 * * mon-fri', 'At 02:30, Monday through Friday'],
  ['0 0 * * 7', 'At 00:00, only on Sunday'],
  ['@daily', 'At 00:00'],
  ['0 0 1-31 * 1', 'At 00:00'],
  ['0 0 1 * 1', 'At 00:00, on day 1 of the month or on Monday'],
  ['0 0 1,15 3 1,2', 'At 00:00, on day 1 and 15 of the month or on Monday or Tuesday, only in March'],
  ['0 0 */16 * 1', 'At 00:00, on day 1 and 17 of the month when that is Monday'],
  ['0 0 $ * *', 'At 00:00, on the last day of the month'],
  ['0 0 $ * fri', 'At 00:00, on the last day of the month or on Friday'],
  ['0 0 5-1 * fri', 'At 00:00, on Friday'],
  ['0 22-2 * * *', 'Never: a range that runs backwards matches nothing'],
  ['@yearly', 'Never: pg_cron accepts @yearly but gives it no month'],
  ['@reboot', 'Once, each time the scheduler starts'],
  ['1 second', 'Every second'],
  ['30 seconds', 'Every 30 seconds, from start to start'],
])('%s: %s', (text, words) => {
  expect(describeSchedule(parseSchedule(text))).toBe(words);
});
