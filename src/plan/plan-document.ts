import * as z from 'zod';

/** A key that is absent, or of another type than expected, is as if it were not there. */
const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

const worker = z.looseObject({'Worker Number': number, 'Actual Loops': number, 'Actual Total Time': number});

/**
 * What lanewatch reads of a node of EXPLAIN (FORMAT JSON), from Postgres 12 to 18. Every key is optional; since 18
 * the row counts have fractions.
 */
export const planNodeSchema = z.looseObject({
  'Node Type': text,
  'Parent Relationship': text,
  'Subplan Name': text,
  'Join Type': text,
  Strategy: text,
  'Partial Mode': text,
  Operation: text,
  'Scan Direction': text,
  'Relation Name': text,
  Alias: text,
  'Index Name': text,
  'Function Name': text,
  'CTE Name': text,
  'Startup Cost': number,
  'Total Cost': number,
  'Plan Rows': number,
  'Actual Startup Time': number,
  'Actual Total Time': number,
  'Actual Rows': number,
  'Actual Loops': number,
  'Rows Removed by Filter': number,
  'Rows Removed by Join Filter': number,
  'Rows Removed by Index Recheck': number,
  'Heap Fetches': number,
  'Exact Heap Blocks': number,
  'Lossy Heap Blocks': number,
  'Hash Batches': number,
  'Original Hash Batches': number,
  'HashAgg Batches': number,
  'Disk Usage': number,
  'Sort Method': text,
  'Sort Space Used': number,
  'Sort Space Type': text,
  Storage: text,
  'Maximum Storage': number,
  'Workers Planned': number,
  'Workers Launched': number,
  Workers: z.array(worker).optional().catch(undefined),
  'Cache Hits': number,
  'Cache Misses': number,
  'Cache Evictions': number,
  'Cache Overflows': number,
  'Shared Hit Blocks': number,
  'Shared Read Blocks': number,
  'Shared Dirtied Blocks': number,
  'Shared Written Blocks': number,
  'Local Hit Blocks': number,
  'Local Read Blocks': number,
  'I/O Read Time': number,
  'Shared I/O Read Time': number,
  'Temp Read Blocks': number,
  'Temp Written Blocks': number,
  'WAL Records': number,
  'WAL FPI': number,
  'WAL Bytes': number,
  Plans: z.array(z.unknown()).optional().catch(undefined),
});

export type PlanNode = z.output<typeof planNodeSchema>;

const trigger = z.looseObject({
  'Trigger Name': text,
  'Constraint Name': text,
  Relation: text,
  Time: number,
  Calls: number,
});

/** One EXPLAIN: the object around its topmost node. */
export const planDocumentSchema = z.looseObject({
  Plan: z.unknown().optional(),
  'Planning Time': number,
  'Execution Time': number,
  'Query Text': text,
  Triggers: z.array(trigger).optional().catch(undefined),
  JIT: z
    .looseObject({
      Functions: number,
      Timing: z.looseObject({Total: number}).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  Settings: z.record(z.string(), z.string()).optional().catch(undefined),
  Planning: z
    .looseObject({'Shared Hit Blocks': number, 'Shared Read Blocks': number, 'Memory Used': number})
    .optional()
    .catch(undefined),
  Serialization: z.looseObject({Time: number, 'Output Volume': number}).optional().catch(undefined),
});

export type PlanDocument = z.output<typeof planDocumentSchema>;
