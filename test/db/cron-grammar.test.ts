import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {parseSchedule} from '../../src/cron/schedule.ts';
import {
  createPlatform,
  hasPrivateServers,
  providePrivateServer,
  type TestDatabase,
} from '../support/servers.ts';

/** Schedules that people write, and some that nobody should. */
const corpus = [
  '* * * * *',
  '*/5 * * * *',
  '0 0 * * *',
  '0 9-17 * * mon-fri',
  '0 0 1,15 * *',
  '30 2 * * 7',
  '0 0 * JAN,dec Sun',
  '5/10 * * * *',
  '*/0 * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * 32 * *',
  '* * * 0 *',
  '* * * 13 *',
  '* * * * 8',
  '1-5-7 * * * *',
  '5-1 * * * *',
  '1, * * * *',
  ',1 * * * *',
  '1,,2 * * * *',
  '1- * * * *',
  '-1 * * * *',
  '1-70 * * * *',
  '1-5/2 * * * *',
  '1-5/0 * * * *',
  '1-5/x * * * *',
  '*-5 * * * *',
  '*5 * * * *',
  '*/ * * * *',
  '*/61 * * * *',
  '*/1000000 * * * *',
  'a * * * *',
  '* * * janu *',
  '* * * * sunday',
  '* * * * sun-tue',
  '* * * * tue-sun',
  '* * * *',
  '* * *',
  '*',
  '',
  ' ',
  '\t',
  '\n',
  '* * * * * *',
  '* * * * * whatever',
  '0 3 * * * 2026',
  ' 0 3 * * *',
  '0\t3\t*\t*\t*',
  '0  3  *  *  *',
  '\n0 3 * * *',
  '# note\n0 3 * * *',
  '0 3 * * *\n1 4 * * *',
  '0 3\n* * *',
  '@hourly',
  '@daily',
  '@midnight',
  '@weekly',
  '@monthly',
  '@yearly',
  '@annually',
  '@reboot',
  '@restart',
  '@Hourly',
  '@HOURLY',
  '@fortnightly',
  '@',
  '@ hourly',
  '@hourly now',
  ' @daily',
  '@daily ',
  '@every 5m',
  'hourly',
  'daily',
  '? * * * *',
  '* * ? * *',
  '* * L * *',
  '* * 15W * *',
  '* * * * 5#2',
  'H * * * *',
  '~ * * * *',
  '0.5 * * * *',
  '00 00 * * *',
  '059 * * * *',
  '0x1 * * * *',
  '+1 * * * *',
  '1 2 3 4 5',
  '*,* * * * *',
  '*,5 * * * *',
  '5,* * * * *',
  '*/2,*/3 * * * *',
  '\u00e9 * * * *',
  '* * * * \u{1f600}',
  '0 0 29 2 *',
  '0 0 30 2 *',
  '0 0 31 2,4,6 *',
];

/** Text made of what schedules are made of, so that a good part of it is nearly right. */
const number = fc.integer({min: -1, max: 70}).map(String);
const name = fc.constantFrom('jan', 'Feb', 'DEC', 'sun', 'Mon', 'SAT', 'foo');
const atom = fc.oneof({weight: 5, arbitrary: number}, name, fc.constant('*'));
const element = fc.oneof(
  {weight: 3, arbitrary: atom},
  fc.tuple(atom, number).map(([low, high]) => `${low}-${high}`),
  fc.tuple(atom, number).map(([what, step]) => `${what}/${step}`),
  fc.tuple(number, number, number).map(([low, high, step]) => `${low}-${high}/${step}`),
);
const field = fc.oneof(
  {weight: 4, arbitrary: fc.constant('*')},
  {weight: 3, arbitrary: element},
  fc.array(element, {minLength: 2, maxLength: 3}).map(parts => parts.join(',')),
);
const blank = fc.constantFrom(' ', ' ', ' ', '\t', '  ');
const fields = fc
  .array(fc.tuple(field, blank), {minLength: 4, maxLength: 6})
  .map(parts => parts.flat().join('').trimEnd());
const noise = fc.string({unit: fc.constantFrom(...'0159*/-,@# \tadnosu'), maxLength: 16});
const likely = fc
  .tuple(
    fc.integer({min: 0, max: 59}),
    fc.integer({min: 0, max: 23}),
    fc.integer({min: 1, max: 31}),
    fc.integer({min: 1, max: 12}),
    fc.integer({min: 0, max: 7}),
    fc.array(fc.boolean(), {minLength: 5, maxLength: 5}),
  )
  .map(([minute, hour, day, month, weekday, stars]) =>
    [minute, hour, day, month, weekday].map((value, nth) => (stars[nth] ? '*' : value)).join(' '),
  );
const anySchedule = fc.oneof(likely, fields, {weight: 3, arbitrary: fields}, noise);

function isAccepted(text: string): boolean {
  try {
    parseSchedule(text);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasPrivateServers)('the grammar, beside pg_cron 1.4 itself', () => {
  const server = providePrivateServer();
  let home: TestDatabase;
  beforeAll(async () => {
    home = await createPlatform(server(), 'postgres');
    await home.client.unsafe(`
      create extension pg_cron;
      create function takes_schedule(candidate text) returns boolean language plpgsql as $$
      begin
        perform cron.schedule('probe', candidate, 'select 1');
        return true;
      exception when others then
        if sqlerrm not like 'invalid schedule%' then raise; end if;
        return false;
      end $$`);
  });
  afterAll(() => home?.close());

  async function differences(candidates: readonly string[]): Promise<string[]> {
    const rows = await home.client<{candidate: string; taken: boolean}[]>`
      select candidate, takes_schedule(candidate) as taken
      from jsonb_array_elements_text(${JSON.stringify(candidates)}::text::jsonb) as candidate`;
    expect(rows).toHaveLength(candidates.length);
    return rows
      .filter(({candidate, taken}) => taken !== isAccepted(candidate))
      .map(
        ({candidate, taken}) => `${JSON.stringify(candidate)} is ${taken ? 'taken' : 'refused'} by pg_cron`,
      );
  }

  it('agrees on schedules that people write', async () => {
    expect(await differences(corpus)).toEqual([]);
  });

  it('agrees on a thousand that nobody wrote', async () => {
    const candidates = fc.sample(anySchedule, {numRuns: 1000, seed: 20_261_122});
    expect(candidates.filter(isAccepted).length).toBeGreaterThan(200);
    expect(candidates.filter(candidate => !isAccepted(candidate)).length).toBeGreaterThan(200);
    expect(await differences(candidates)).toEqual([]);
  });

  it('knows what 1.4 does not take yet', async () => {
    const newer = ['30 seconds', '1 second', '0 0 $ * *'];
    expect(newer.filter(isAccepted)).toEqual(newer);
    expect(await differences(newer)).toEqual(
      newer.map(text => `${JSON.stringify(text)} is refused by pg_cron`),
    );
  });
});
