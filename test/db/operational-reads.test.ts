import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, it} from 'vitest';
import {operationalReads} from '../../bench/pipeline/operational-reads.ts';
import type {Client} from '../../src/db/client.ts';
import {provideDatabase, servers} from '../support/servers.ts';

const generate = readFileSync(new URL('../../bench/pipeline/generate.sql', import.meta.url), 'utf8');
const count = 10_000;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

function relationsReadInFull(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? '?'] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(relationsReadInFull)];
}

async function explain(
  client: Client,
  text: string,
  params: string[],
): Promise<{plan: Plan; buffers: number}> {
  const [row] = await client.unsafe(`explain (analyze, buffers, format json) ${text}`, params, {
    prepare: true,
  });
  const plan = row?.['QUERY PLAN'][0].Plan;
  return {plan, buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks']};
}

/** The latency at a million rows is the bench's; that no read grows with the tables is seen here. */
describe.each(servers)("the platform's reads of single submissions on $name", server => {
  const database = provideDatabase(server, {migrated: false});
  let params: Record<keyof typeof operationalReads, string[]>;

  beforeAll(async () => {
    const {client} = database();
    await client.unsafe(generate.replaceAll('@count@', String(count)));
    await client.unsafe('analyze');
    const [row] = await client<{id: string; agent_id: string; challenge_id: string; bout_id: string}[]>`
      select id, agent_id, challenge_id, bout_id from submissions where id = bench_id('5', 4711)`;
    if (row === undefined) throw new Error('the submission was not made');
    params = {
      'one submission with its judge outputs': [row.id],
      "an agent's latest submissions on a challenge": [row.agent_id, row.challenge_id],
      "a bout's result": [row.bout_id],
    };
  });

  it.each(Object.keys(operationalReads) as (keyof typeof operationalReads)[])(
    'find %s by indexes alone',
    async name => {
      const {client} = database();
      expect((await client.unsafe(operationalReads[name], params[name])).length).toBeGreaterThan(0);
      const {plan, buffers} = await explain(client, operationalReads[name], params[name]);
      expect(relationsReadInFull(plan)).toEqual([]);
      expect(buffers).toBeLessThan(50);
    },
  );
});
