import type {ReadNode} from './read-plan.ts';

/**
 * For each node the one whose time contains its time. That is the node above, but for CTEs and InitPlans: they are
 * printed where they belong to the query and run when someone first asks for their rows, so the one who asks pays.
 * Null for the root, and for a CTE that nobody reads: it is run to its end after the root has finished.
 */
export function findPayers(nodes: readonly ReadNode[]): readonly (number | null)[] {
  const payers = nodes.map(node => node.parent);
  const readers = findCteReaders(nodes);
  for (const [index, {raw, parent, end}] of nodes.entries()) {
    const name = raw['Subplan Name'];
    if (name === undefined || raw['Parent Relationship'] !== 'InitPlan' || parent === null) continue;
    const isOutside = (candidate: number) => candidate < index || candidate >= end;
    if (name.startsWith('CTE ')) {
      const asking = (readers.get(name.slice('CTE '.length)) ?? []).filter(isOutside);
      payers[index] = asking.length === 0 ? null : busiest(nodes, asking);
    } else {
      const users = findUsers(nodes, name, parent).filter(isOutside);
      payers[index] = users.length === 0 ? parent : busiest(nodes, users);
    }
  }
  return withoutCircles(nodes, payers);
}

function findCteReaders(nodes: readonly ReadNode[]): ReadonlyMap<string, number[]> {
  const readers = new Map<string, number[]>();
  for (const [index, {raw}] of nodes.entries()) {
    const name = raw['CTE Name'];
    // The scan of a work table reads what the recursion has just made, not the CTE.
    if (name === undefined || raw['Node Type'] !== 'CTE Scan') continue;
    readers.set(name, [...(readers.get(name) ?? []), index]);
  }
  return readers;
}

/**
 * The nodes at and below `from` whose expressions mention the result: `$0` up to 16, where the name is
 * `InitPlan 1 (returns $0)`, and `(InitPlan 1).col1` since 17.
 */
function findUsers(nodes: readonly ReadNode[], name: string, from: number): number[] {
  const returned = /\(returns (.*)\)/.exec(name)?.[1];
  const mentions =
    returned === undefined ? [`(${name}).`, `(${name})`] : returned.split(',').map(part => part.trim());
  const pattern = new RegExp(mentions.map(mention => `${escapePattern(mention)}(?!\\d)`).join('|'));
  const users: number[] = [];
  for (let index = from; index < (nodes[from]?.end ?? from); index += 1) {
    const raw = nodes[index]?.raw ?? {};
    const isUser = Object.entries(raw).some(
      ([key, value]) => key !== 'Plans' && key !== 'Subplan Name' && mentionedIn(value, pattern),
    );
    if (isUser) users.push(leaderOf(nodes, index, from));
  }
  return users;
}

/** Workers cannot run an InitPlan: the Gather above them does, before it starts them. */
function leaderOf(nodes: readonly ReadNode[], user: number, from: number): number {
  let leader = user;
  for (let at: number | null = user; at !== null && at >= from; at = nodes[at]?.parent ?? null)
    if (at !== user && nodes[at]?.raw['Node Type']?.startsWith('Gather')) leader = at;
  return leader;
}

function mentionedIn(value: unknown, pattern: RegExp): boolean {
  if (typeof value === 'string') return pattern.test(value);
  return Array.isArray(value) && value.some(item => typeof item === 'string' && pattern.test(item));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Of those who ask, the one who waited: the others found the rows ready. */
function busiest(nodes: readonly ReadNode[], candidates: readonly number[]): number {
  return candidates.reduce((one, other) => (totalOf(nodes[other]) > totalOf(nodes[one]) ? other : one));
}

function totalOf(node: ReadNode | undefined): number {
  return (node?.raw['Actual Total Time'] ?? 0) * (node?.raw['Actual Loops'] ?? 0);
}

/** Postgres has no circles; a made-up plan may. Whoever would close one is paid for by the node above. */
function withoutCircles(nodes: readonly ReadNode[], payers: (number | null)[]): (number | null)[] {
  const settled = new Set<number>();
  for (const start of nodes.keys()) {
    const walked = new Set<number>();
    for (let at: number | null = start; at !== null && !settled.has(at); at = payers[at] ?? null) {
      if (walked.has(at)) return nodes.map(node => node.parent);
      walked.add(at);
    }
    for (const index of walked) settled.add(index);
  }
  return payers;
}
