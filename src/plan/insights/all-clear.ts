import type {AnnotatedPlan} from '../annotated-plan.ts';
import type {PlanRule} from './rule.ts';
import {sayCount, sayMs} from './words.ts';

const spills: ReadonlySet<string> = new Set(['hash-spill', 'aggregate-spill', 'sort-spill', 'temp-io']);

/** What is good is said too: estimates, memory, cache. Only of a statement that was run. */
export const allClear: PlanRule = {
  id: 'all-clear',
  check(plan) {
    if (plan.nodesMs === null) return null;
    const ids = new Set(plan.nodes.flatMap(({insights}) => insights.map(({id}) => id)));
    const good: string[] = [];
    if (!ids.has('misestimate')) good.push('No row estimate is off by 10 times or more.');
    if (![...spills].some(id => ids.has(id))) good.push('Nothing spilled to disk.');
    const pages = cachePages(plan);
    if (pages !== null && pages.read === 0) good.push('All pages came from the cache.');
    return good.map(text => ({severity: 'ok' as const, text}));
  },
};

/** Pages from outside the server's cache, where there are any. */
export const cacheMisses: PlanRule = {
  id: 'cache-misses',
  check(plan) {
    const pages = cachePages(plan);
    if (pages === null || pages.read === 0) return null;
    const took = pages.readMs > 0 ? ` and took ${sayMs(pages.readMs)} to read` : '';
    return {
      severity: 'info',
      text: `${sayCount(pages.read)} of ${sayCount(pages.read + pages.hit)} pages were not in the cache of the server${took}; a second run may be faster.`,
    };
  },
};

/** Of the whole statement; times are there where the server has track_io_timing on, from 17 on under another name. */
function cachePages({nodes}: AnnotatedPlan): {hit: number; read: number; readMs: number} | null {
  const {raw} = nodes[0] ?? {};
  if (raw?.['Shared Hit Blocks'] === undefined) return null;
  return {
    hit: raw['Shared Hit Blocks'],
    read: raw['Shared Read Blocks'] ?? 0,
    readMs: raw['Shared I/O Read Time'] ?? raw['I/O Read Time'] ?? 0,
  };
}
