import type {Client} from '../../src/db/client.ts';
import {countShown, timed, timeEvents} from './busy-challenge.ts';
import {inform, judge, type Measurement, median} from './measurement.ts';
import {readBenchSql} from './prepare.ts';

/** The first ones bring the rows of the challenge into the server's memory, and are not counted. */
const warmUps = 3;
const rounds = 15;

/**
 * From one event to fresh numbers of the same challenge before and after the table has grown to ten times its rows.
 * For ten million submissions it needs 12 GB of disk for some minutes.
 */
export async function measureTenfold(
  client: Client,
  submissions: number,
  say: (text: string) => void,
): Promise<Measurement[]> {
  say('filling the twins');
  await client.unsafe('call analytics_refresh_slices(1000000)');
  await client.unsafe('vacuum analyze');
  const size = await countShown(client);
  const before = await measure(client, submissions + 100_000);
  const growMs = await timed(() => growTenfold(client, say));
  say('the same challenge again');
  const after = await measure(client, submissions + 200_000);
  const ratio = after / before;
  return [
    inform(
      'tenfold: submissions of the challenge, of all, and of all later',
      [size, submissions, submissions * 10].map(n => n.toLocaleString('en-GB')).join(', '),
    ),
    inform('tenfold: to make them', `${(growMs / 1000).toFixed(0)} s`, {value: growMs, unit: 'ms'}),
    judge(
      'tenfold: event to fresh numbers',
      `${after.toFixed(0)} ms vs ${before.toFixed(0)} ms = ${ratio.toFixed(2)}x`,
      'at most 1.5x',
      ratio <= 1.5,
      {value: after, unit: 'ms', against: {name: 'a tenth of the submissions', value: before}},
    ),
  ];
}

async function measure(client: Client, firstNth: number): Promise<number> {
  await timeEvents(client, warmUps, firstNth);
  return median(await timeEvents(client, rounds, firstNth + warmUps));
}

/** The indexes but for the key are made anew afterwards: quicker than row by row. */
async function growTenfold(client: Client, say: (text: string) => void): Promise<void> {
  const indexes = await client.unsafe<{name: string; definition: string}[]>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
      from pg_index where indrelid = 'submissions'::regclass and not indisprimary`,
  );
  say('ten times the submissions');
  await client.begin(async transaction => {
    for (const {name} of indexes) await transaction.unsafe(`drop index ${name}`);
    await transaction.unsafe(readBenchSql('tenfold.sql'));
    for (const {definition} of indexes) await transaction.unsafe(definition);
  });
  say('vacuum');
  await client.unsafe('vacuum (freeze, analyze)');
  await client.unsafe('checkpoint');
}
