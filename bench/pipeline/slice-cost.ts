import type {Client} from '../../src/db/client.ts';
import {challenge, scoreOne, timed, timeEvents} from './busy-challenge.ts';
import {inform, judge, type Measurement, median} from './measurement.ts';
import {pipelineViews, readBenchSql} from './prepare.ts';

const rounds = 15;

/**
 * From a submission that is scored to twins that show it, against one cycle that refreshes the textbook's four views
 * whole; and what it costs to fill the twins at first.
 */
export async function measureSliceCost(
  client: Client,
  submissions: number,
  say: (text: string) => void,
): Promise<Measurement[]> {
  say('filling the twins');
  const fillMs = await timed(() => client.unsafe('call analytics_refresh_slices(1000000)'));
  const [share] = await client.unsafe<{n: number}[]>(
    `select count(*)::int as n from submissions where challenge_id = ${challenge}`,
  );
  await client.unsafe('vacuum analyze');
  const times = await timeEvents(client, rounds, submissions);

  await client.unsafe(readBenchSql('textbook-views.sql'));
  const peers = pipelineViews.map(view => view.replace('mv_', 'mv_textbook_'));
  const cycle = async () => {
    for (const view of peers) await client.unsafe(`call analytics_refresh('${view}', 'event')`);
  };
  say('one cycle of the textbook, after its first');
  await cycle();
  await scoreOne(client, submissions + rounds);
  const cycleMs = await timed(cycle);
  await client.unsafe(peers.map(peer => `drop materialized view ${peer}`).join(';'));

  const freshMs = median(times);
  const ratio = cycleMs / freshMs;
  return [
    inform('twins: filled challenge by challenge', `${(fillMs / 1000).toFixed(1)} s`, {
      value: fillMs,
      unit: 'ms',
    }),
    inform('twins: submissions of the busy challenge', (share?.n ?? 0).toLocaleString('en-GB')),
    judge('twins: event to fresh numbers', `${freshMs.toFixed(0)} ms`, 'under 1 s', freshMs < 1000, {
      value: freshMs,
      unit: 'ms',
    }),
    judge(
      'twins: against one full cycle',
      `${(cycleMs / 1000).toFixed(1)} s = ${ratio.toFixed(0)} times as long`,
      'at least 50 times',
      ratio >= 50,
      {value: freshMs, unit: 'ms', against: {name: 'one cycle of the textbook views', value: cycleMs}},
    ),
  ];
}
