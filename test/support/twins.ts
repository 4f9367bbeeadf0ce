import type {TestDatabase} from './servers.ts';
import {viewNames} from './view-fixture.ts';

export interface SlicesOutcome {
  readonly slices: readonly {
    readonly challengeId: string;
    readonly changedRows?: number;
    readonly error?: string;
    readonly sqlstate?: string;
  }[];
  readonly more: boolean;
}

/** One call of the procedure, as the worker makes it. */
export async function refreshSlices(
  {client}: Pick<TestDatabase, 'client'>,
  most = 1000,
): Promise<SlicesOutcome> {
  const [row] = await client.unsafe<{outcome: SlicesOutcome}[]>(
    `call analytics_refresh_slices(${most}, true)`,
  );
  if (!row) throw new Error('the procedure gave no outcome');
  return row.outcome;
}

/** How many rows are in one of a freshly refreshed view and its twin and not in the other; all 0 where they agree. */
export async function differences({client}: TestDatabase): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const view of viewNames) {
    await client.unsafe(`call analytics_refresh('${view}', 'manual')`);
    const twin = view.replace('mv_', 'analytics_');
    const [row] = await client.unsafe<{n: number}[]>(`select count(*)::int as n from (
      (select * from ${view} except all select * from ${twin}) union all (select * from ${twin} except all select * from ${view})
    ) as differing`);
    found[view] = row?.n ?? -1;
  }
  return found;
}

export const noDifferences = Object.fromEntries(viewNames.map(view => [view, 0]));
