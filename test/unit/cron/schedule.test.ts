import {describe, expect, it} from 'vitest';
import {type CronFields, parseSchedule, ScheduleError} from '../../../src/cron/schedule.ts';

function fields(text: string): CronFields {
  const schedule = parseSchedule(text);
  if (schedule.kind !== 'cron') throw new Error(`${text} is ${schedule.kind}`);
  return schedule.fields;
}

function refusal(text: string): {field: string; reason: string} {
  try {
    parseSchedule(text);
  } catch (error) {
    if (error instanceof ScheduleError) return {field: error.field, reason: error.reason};
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('the five fields', () => {
  it('reads lists, ranges and steps', () => {
    expect([...fields('0,30,15 9-11 1-31/10 */4 mon-fri/2').minutes]).toEqual([0, 15, 30]);
    expect([...fields('0 9-11 * * *').hours]).toEqual([9, 10, 11]);
    expect([...fields('0 0 1-31/10 * *').daysOfMonth]).toEqual([1, 11, 21, 31]);
    expect([...fields('0 0 * */4 *').months]).toEqual([1, 5, 9]);
    expect([...fields('0 0 * * mon-fri/2').daysOfWeek]).toEqual([1, 3, 5]);
    expect([...fields('*/40 * * * *').minutes]).toEqual([0, 40]);
  });

  it('reads names in any case, and 7 as Sunday', () => {
    expect([...fields('0 0 * JAN,dec Sun').months]).toEqual([1, 12]);
    expect([...fields('0 0 * * SUN').daysOfWeek]).toEqual([0]);
    expect([...fields('0 0 * * 7').daysOfWeek]).toEqual([0]);
    expect([...fields('0 0 * * 5-7').daysOfWeek]).toEqual([0, 5, 6]);
  });

  it('joins the day fields with "and" when either begins with a star', () => {
    expect(fields('0 0 1 * 1').bothDaysMustMatch).toBe(false);
    expect(fields('0 0 * * 1').bothDaysMustMatch).toBe(true);
    expect(fields('0 0 */2 * 1').bothDaysMustMatch).toBe(true);
    expect(fields('0 0 1 * */2').bothDaysMustMatch).toBe(true);
    expect(fields('0 0 1,* * 1').bothDaysMustMatch).toBe(false);
    expect(fields('0 0 $ * 1').bothDaysMustMatch).toBe(false);
  });

  it('reads $ alone as the last day', () => {
    expect(fields('0 0 $ * *').lastDayOfMonth).toBe(true);
    expect(fields('0 0 31 * *').lastDayOfMonth).toBe(false);
  });

  it('lets a backward range match nothing', () => {
    expect(fields('0 22-2 * * *').hours.size).toBe(0);
  });

  it('reads past blanks, comment lines and what stands behind', () => {
    expect(fields('\n# nightly\n \t0  3\t* * *\n')).toEqual(fields('0 3 * * *'));
    expect(parseSchedule('0 3 * * * 2026')).toMatchObject({kind: 'cron', ignored: ['2026']});
    expect(parseSchedule('1-5-7 3 * * *')).toMatchObject({kind: 'cron', ignored: ['-7']});
  });
});

describe('words and intervals', () => {
  it.each([
    ['@hourly', '0 * * * *'],
    ['@daily', '0 0 * * *'],
    ['@midnight', '0 0 * * *'],
    ['@weekly', '0 0 * * 0'],
    ['@monthly', '0 0 1 * *'],
  ])('%s is %s', (word, same) => {
    expect(fields(word)).toEqual(fields(same));
  });

  it.each(['@yearly', '@annually'])('%s has no month, unless the server is old', word => {
    expect(fields(word).months.size).toBe(0);
    expect(parseSchedule(word, {yearlyFires: true})).toMatchObject({fields: fields('0 0 1 1 *')});
  });

  it.each(['@reboot', '@restart', ' @reboot'])('%s is a reboot', text => {
    expect(parseSchedule(text)).toEqual({kind: 'reboot', text});
  });

  it.each([
    ['1 second', 1],
    ['30 seconds', 30],
    [' 59 SECONDS ', 59],
    ['30seconds', 30],
  ])('%s is an interval', (text, seconds) => {
    expect(parseSchedule(text)).toEqual({kind: 'interval', text, seconds});
  });
});

describe('refusals say which field and why', () => {
  it.each([
    ['61 * * * *', 'minute', '61 is outside 0 to 59'],
    ['* 24 * * *', 'hour', '24 is outside 0 to 23'],
    ['* * 0 * *', 'day of month', '0 is outside 1 to 31'],
    ['* * * 13 *', 'month', '13 is outside 1 to 12'],
    ['* * * * 8', 'day of week', '8 is outside 0 to 7'],
    ['5/10 * * * *', 'minute', 'a step needs a range: write 5-59/10 or */10'],
    ['*/0 * * * *', 'minute', 'a step is a whole number above 0, found "0"'],
    ['*/x * * * *', 'minute', 'a step is a whole number above 0, found "x"'],
    ['0-70/5 * * * *', 'minute', '70 is outside 0 to 59'],
    ['1, * * * *', 'minute', 'expected *, or a number from 0 to 59, found nothing'],
    ['1- * * * *', 'minute', 'expected *, or a number from 0 to 59, found "1-"'],
    ['-5 * * * *', 'minute', 'expected *, or a number from 0 to 59, found "-5"'],
    ['* jan * * *', 'hour', 'expected *, or a number from 0 to 23, found "jan"'],
    ['* * * sun *', 'month', 'expected *, or a number from 1 to 12, or a name such as feb, found "sun"'],
    [
      '* * * * monday',
      'day of week',
      'expected *, or a number from 0 to 7, or a name such as mon, found "monday"',
    ],
    ['* * *', 'month', 'expected *, or a number from 1 to 12, or a name such as feb, found nothing'],
    ['* * *\n* *', 'month', 'expected *, or a number from 1 to 12, or a name such as feb, found nothing'],
    [
      '* * $,1 * *',
      'day of month',
      '$ means the last day of the month and stands only alone, as the day of month',
    ],
    ['$ * * * *', 'minute', '$ means the last day of the month and stands only alone, as the day of month'],
    ['', 'schedule', 'empty'],
    [' \n# only this', 'schedule', 'empty'],
    ['0 seconds', 'schedule', 'an interval is 1 to 59 seconds, found 0'],
    ['60 seconds', 'schedule', 'an interval is 1 to 59 seconds, found 60'],
    ['* * * * *'.padEnd(1000), 'schedule', 'longer than 999 bytes'],
  ])('%j', (text, field, reason) => {
    expect(refusal(text)).toEqual({field, reason});
  });

  it('lists the words it knows', () => {
    expect(refusal('@Hourly')).toEqual({
      field: 'schedule',
      reason: '"@Hourly" is not one of @hourly, @daily, @midnight, @weekly, @monthly, @reboot',
    });
  });
});
