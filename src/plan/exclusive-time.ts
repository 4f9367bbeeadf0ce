import type {ReadNode} from './read-plan.ts';

export interface NodeTime {
  /** By the clock on the wall, of all loops, with everything it waited for. Null where nothing was measured. */
  readonly totalMs: number | null;
  /** The part of it that is the node's own. */
  readonly exclusiveMs: number | null;
}

/**
 * Shares the time out so that each millisecond belongs to exactly one node: the exclusive times add up to the time of
 * the root (and of CTEs that ran after it). The server rounds each loop's time, so that children may seem to have
 * taken longer than the node above; they are then scaled down together.
 */
export function computeTimes(
  nodes: readonly ReadNode[],
  payers: readonly (number | null)[],
): readonly NodeTime[] {
  const processes = countProcesses(nodes);
  const totals = nodes.map(({raw}, index) => wallTime(raw, processes[index] ?? 1));
  const childSums = nodes.map(() => 0);
  for (const [index, payer] of payers.entries())
    if (payer !== null) childSums[payer] = (childSums[payer] ?? 0) + (totals[index] ?? 0);

  // A payer may come later than whom it pays for, so shares are worked out from the payer's on demand.
  const shares = new Map<number, number>();
  const shareOf = (start: number): number => {
    const path: number[] = [];
    for (let at: number | null = start; at !== null && !shares.has(at); at = payers[at] ?? null)
      path.push(at);
    for (const index of path.reverse()) {
      const payer = payers[index] ?? null;
      const total = totals[index] ?? 0;
      if (payer === null) shares.set(index, total);
      else {
        const available = shares.get(payer) ?? 0;
        const asked = childSums[payer] ?? 0;
        shares.set(index, asked > available ? (total * available) / asked : total);
      }
    }
    return shares.get(start) ?? 0;
  };
  const givenAway = nodes.map(() => 0);
  for (const [index, payer] of payers.entries())
    if (payer !== null) givenAway[payer] = (givenAway[payer] ?? 0) + shareOf(index);
  return totals.map((totalMs, index) => ({
    totalMs,
    exclusiveMs: totalMs === null ? null : Math.max(0, shareOf(index) - (givenAway[index] ?? 0)),
  }));
}

function wallTime(raw: ReadNode['raw'], processes: number): number | null {
  const ms = raw['Actual Total Time'];
  return ms === undefined ? null : Math.max(0, (ms * (raw['Actual Loops'] ?? 1)) / processes);
}

/** How many processes ran each node side by side: below a Gather, its workers and mostly the leader too. */
function countProcesses(nodes: readonly ReadNode[]): readonly number[] {
  const counts: number[] = [];
  for (const {raw, parent} of nodes) {
    const above = parent === null ? undefined : nodes[parent];
    const inherited = parent === null ? 1 : (counts[parent] ?? 1);
    const launched = above?.raw['Workers Launched'];
    counts.push(
      launched === undefined || launched <= 0 ? inherited : launched + (leaderTookPart(raw) ? 1 : 0),
    );
  }
  return counts;
}

/** The loops that no worker made are the leader's. Only EXPLAIN (VERBOSE) tells of the workers. */
function leaderTookPart({Workers, ...raw}: ReadNode['raw']): boolean {
  if (Workers === undefined || Workers.length === 0) return true;
  const byWorkers = Workers.reduce((sum, worker) => sum + (worker['Actual Loops'] ?? 0), 0);
  return (raw['Actual Loops'] ?? 0) > byWorkers;
}
