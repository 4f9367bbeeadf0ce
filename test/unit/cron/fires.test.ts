import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type FireOptions, firesBetween, nextFire, previousFire} from '../../../src/cron/fires.ts';
import {parseSchedule, type Schedule} from '../../../src/cron/schedule.ts';
import {walkMinutes} from './slow-reference.ts';

const at = (text: string) => new Date(text);

function fires(schedule: string, from: string, to: string, options?: FireOptions): string[] {
  return [...firesBetween(parseSchedule(schedule), at(from), at(to), options)].map(fire =>
    fire.toISOString().replace(':00.000Z', 'Z'),
  );
}

function next(schedule: string, after: string, options?: FireOptions): string | undefined {
  return nextFire(parseSchedule(schedule), at(after), options)?.toISOString();
}

function previous(schedule: string, before: string, options?: FireOptions): string | undefined {
  return previousFire(parseSchedule(schedule), at(before), options)?.toISOString();
}

describe('the edges of a minute', () => {
  it('looks strictly after, and at or before', () => {
    expect(next('*/10 * * * *', '2026-05-01T10:20:00Z')).toBe('2026-05-01T10:30:00.000Z');
    expect(next('*/10 * * * *', '2026-05-01T10:19:59.999Z')).toBe('2026-05-01T10:20:00.000Z');
    expect(previous('*/10 * * * *', '2026-05-01T10:20:00Z')).toBe('2026-05-01T10:20:00.000Z');
    expect(previous('*/10 * * * *', '2026-05-01T10:19:59.999Z')).toBe('2026-05-01T10:10:00.000Z');
  });

  it('leaves out the beginning of a range and takes its end', () => {
    expect(fires('0 * * * *', '2026-05-01T10:00:00Z', '2026-05-01T12:00:00Z')).toEqual([
      '2026-05-01T11:00Z',
      '2026-05-01T12:00Z',
    ]);
  });
});

describe('days', () => {
  it('takes either day field when neither begins with a star', () => {
    expect(fires('0 0 15 * 3', '2026-06-01T00:00:00Z', '2026-06-18T00:00:00Z')).toEqual([
      '2026-06-03T00:00Z',
      '2026-06-10T00:00Z',
      '2026-06-15T00:00Z',
      '2026-06-17T00:00Z',
    ]);
  });

  it('takes both when one begins with a star, even with a step', () => {
    // Odd days that are Wednesdays.
    expect(fires('0 0 */2 * 3', '2026-06-01T00:00:00Z', '2026-06-30T00:00:00Z')).toEqual([
      '2026-06-03T00:00Z',
      '2026-06-17T00:00Z',
    ]);
  });

  it('takes both when the server is set so', () => {
    expect(next('0 0 13 * fri', '2026-06-01T00:00:00Z')).toBe('2026-06-05T00:00:00.000Z');
    expect(next('0 0 13 * fri', '2026-06-01T00:00:00Z', {matchDomAndDow: true})).toBe(
      '2026-11-13T00:00:00.000Z',
    );
  });

  it('knows the last day of each month and leap days', () => {
    expect(fires('0 0 $ * *', '2028-01-01T00:00:00Z', '2028-04-30T00:00:00Z')).toEqual([
      '2028-01-31T00:00Z',
      '2028-02-29T00:00Z',
      '2028-03-31T00:00Z',
      '2028-04-30T00:00Z',
    ]);
    expect(next('0 0 29 2 *', '2026-01-01T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z');
    expect(previous('0 0 29 2 *', '2026-01-01T00:00:00Z')).toBe('2024-02-29T00:00:00.000Z');
  });

  it.each(['0 0 30 2 *', '0 0 31 4,6,9,11 *', '@yearly', '@annually', '30-10 * * * *', '0 0 5-1 * *'])(
    '%s never fires',
    schedule => {
      expect(next(schedule, '2026-01-01T00:00:00Z')).toBeUndefined();
      expect(previous(schedule, '2026-01-01T00:00:00Z')).toBeUndefined();
    },
  );

  it('looks five years ahead and no further', () => {
    // A Sunday 29 February: 2032.
    expect(next('0 0 29 2 */7', '2027-03-01T00:00:00Z')).toBe('2032-02-29T00:00:00.000Z'); // 5 years less a day
    expect(next('0 0 29 2 */7', '2027-02-28T23:00:00Z')).toBeUndefined();
    expect(previous('0 0 29 2 */7', '2037-02-28T00:00:00Z')).toBe('2032-02-29T00:00:00.000Z');
    expect(previous('0 0 29 2 */7', '2037-03-01T00:00:00Z')).toBeUndefined();
  });
});

describe('changes of the clock', () => {
  it('skips a local time that spring leaves out', () => {
    expect(
      fires('30 2 * * *', '2026-03-07T00:00:00Z', '2026-03-10T00:00:00Z', {zone: 'America/New_York'}),
    ).toEqual(['2026-03-07T07:30Z', '2026-03-09T06:30Z']);
  });

  it('runs twice a local time that autumn repeats', () => {
    expect(
      fires('30 1 * * *', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', {zone: 'Europe/London'}),
    ).toEqual(['2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-26T01:30Z']);
  });

  it('reads half-hour zones, and half-hour changes', () => {
    expect(next('0 9 * * *', '2026-05-01T00:00:00Z', {zone: 'Asia/Kolkata'})).toBe(
      '2026-05-01T03:30:00.000Z',
    );
    // Lord Howe goes back from 02:00 to 01:30: 01:45 comes twice, half an hour apart.
    expect(
      fires('45 1 * * *', '2026-04-04T12:00:00Z', '2026-04-05T12:00:00Z', {zone: 'Australia/Lord_Howe'}),
    ).toEqual(['2026-04-04T14:45Z', '2026-04-04T15:15Z']);
  });

  it('takes the last day for the one whose 24 hours later are the 1st', () => {
    const zone = 'Europe/London';
    // 31 March 2024 had 23 hours, 31 October 2027 has 25.
    expect(fires('30 23 $ * *', '2024-03-29T00:00:00Z', '2024-04-02T00:00:00Z', {zone})).toEqual([
      '2024-03-30T23:30Z',
      '2024-03-31T22:30Z',
    ]);
    expect(fires('0 0,12 $ * *', '2027-10-30T00:00:00Z', '2027-11-02T00:00:00Z', {zone})).toEqual([
      '2027-10-31T12:00Z',
    ]);
    expect(
      fires('30 0 $ * *', '2026-10-31T00:00:00Z', '2026-11-02T00:00:00Z', {zone: 'America/New_York'}),
    ).toEqual(['2026-10-31T04:30Z', '2026-11-01T04:30Z']);
  });

  it('passes over a day that a zone never had', () => {
    // Samoa went from 29 to 31 December 2011.
    expect(
      fires('0 12 * * *', '2011-12-29T00:00:00Z', '2012-01-01T00:00:00Z', {zone: 'Pacific/Apia'}),
    ).toEqual(['2011-12-29T22:00Z', '2011-12-30T22:00Z', '2011-12-31T22:00Z']);
  });

  it('refuses a zone it does not know', () => {
    expect(() => next('* * * * *', '2026-01-01T00:00:00Z', {zone: 'Mars/Olympus'})).toThrow(RangeError);
  });
});

describe('intervals and reboots', () => {
  it('counts from start to start', () => {
    const options = {lastStart: at('2026-05-01T10:00:05Z')};
    expect(next('30 seconds', '2026-05-01T10:00:10Z', options)).toBe('2026-05-01T10:00:35.000Z');
    expect(next('30 seconds', '2026-05-01T10:00:35Z', options)).toBe('2026-05-01T10:01:05.000Z');
    expect(previous('30 seconds', '2026-05-01T10:01:10Z', options)).toBe('2026-05-01T10:01:05.000Z');
    expect(previous('30 seconds', '2026-05-01T10:00:34Z', options)).toBeUndefined();
  });

  it('counts anew from the start of the scheduler', () => {
    const options = {lastStart: at('2026-05-01T10:00:05Z'), since: at('2026-05-01T10:00:20Z')};
    expect(next('30 seconds', '2026-05-01T10:00:21Z', options)).toBe('2026-05-01T10:00:50.000Z');
  });

  it('fires @reboot at the start of the scheduler and at no other time', () => {
    const since = at('2026-05-01T10:00:20Z');
    expect(previous('@reboot', '2026-06-01T00:00:00Z', {since})).toBe(since.toISOString());
    expect(next('@reboot', '2026-06-01T00:00:00Z', {since})).toBeUndefined();
    expect(next('@reboot', '2026-04-01T00:00:00Z', {since})).toBe(since.toISOString());
    expect(previous('@reboot', '2026-06-01T00:00:00Z')).toBeUndefined();
  });
});

describe('against the slow walk over every minute', () => {
  const field = (low: number, high: number) =>
    fc.oneof(
      {weight: 3, arbitrary: fc.constant('*')},
      {weight: 3, arbitrary: fc.integer({min: low, max: high}).map(String)},
      fc.integer({min: 1, max: high}).map(step => `*/${step}`),
      fc
        .tuple(
          fc.integer({min: low, max: high}),
          fc.integer({min: low, max: high}),
          fc.integer({min: 1, max: 5}),
        )
        .map(([a, b, step]) => `${Math.min(a, b)}-${Math.max(a, b)}/${step}`),
      fc
        .array(fc.integer({min: low, max: high}), {minLength: 2, maxLength: 4})
        .map(values => values.join(',')),
    );
  const schedules = fc
    .tuple(
      field(0, 59),
      field(0, 23),
      fc.oneof({weight: 3, arbitrary: field(1, 31)}, fc.constant('$')),
      fc.oneof({weight: 4, arbitrary: fc.constant('*')}, field(1, 12)),
      field(0, 7),
    )
    .map(fields => fields.join(' '));
  /** Midnights near which clocks change in one of the zones, and month ends, so that chance need not find them. */
  const starts = fc.constantFrom(
    ...[
      '2026-03-07',
      '2026-03-28',
      '2026-04-03',
      '2026-10-03',
      '2026-10-24',
      '2026-10-31',
      '2028-02-28',
      '2026-12-30',
      '2024-03-29',
      '2027-10-30',
    ],
  );
  const zones = fc.constantFrom(
    ...[
      'GMT',
      'America/New_York',
      'Europe/London',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Kiritimati',
    ],
    // Clocks change at midnight.
    ...['America/Havana', 'Africa/Cairo', 'Asia/Beirut'],
  );

  it('agrees in both directions', () => {
    fc.assert(
      fc.property(schedules, starts, zones, fc.boolean(), (text, start, zone, matchDomAndDow) => {
        const schedule = parseSchedule(text) as Extract<Schedule, {kind: 'cron'}>;
        const from = at(`${start}T00:00:00Z`);
        const to = new Date(from.getTime() + 3 * 86_400_000);
        const options = {zone, matchDomAndDow};
        const expected = walkMinutes(schedule.fields, from, to, options);
        expect([...firesBetween(schedule, from, to, options)]).toEqual(expected);
        expect(walkBack(schedule, from, to, options)).toEqual(expected.reverse());
      }),
      {numRuns: 150},
    );
  }, 120_000);

  function walkBack(schedule: Schedule, from: Date, to: Date, options: FireOptions): Date[] {
    const found: Date[] = [];
    let fire = previousFire(schedule, to, options);
    while (fire !== null && fire > from) {
      found.push(fire);
      fire = previousFire(schedule, new Date(fire.getTime() - 1), options);
    }
    return found;
  }
});
