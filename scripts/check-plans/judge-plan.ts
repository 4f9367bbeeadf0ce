import type {AnnotatedNode, AnnotatedPlan} from '../../src/plan/annotated-plan.ts';

/** The platform's tables: what lanewatch shows was computed before, so that no question reads them. */
const operationalTables: ReadonlySet<string> = new Set(['submissions', 'bout_results', 'judge_outputs']);
/** A pipeline view up to this size is read as fast without an index. */
const mostRowsWithoutIndex = 10_000;
/** Below what a person notices, also with a screen that asks two questions. */
const longestMs = 10;

/** What a question of the catalogue must not do, in words; none for a good plan. */
export function judgePlan({nodes, executionMs}: AnnotatedPlan): readonly string[] {
  const faults = nodes.flatMap(node => [...judgeReads(node), ...judgeSpill(node)]);
  if (executionMs !== null && executionMs > longestMs)
    faults.push(`takes ${executionMs.toFixed(1)} ms, more than ${longestMs} ms`);
  return [...new Set(faults)];
}

function judgeReads({type, relation, rows, loops, raw}: AnnotatedNode): string[] {
  if (relation === null) return [];
  // What is in the plan is in the question, also where this time nothing was to be read.
  if (operationalTables.has(relation)) return [`reads the operational table ${relation}`];
  if (type !== 'Seq Scan' || !relation.startsWith('mv_')) return [];
  const readRows = ((rows ?? 0) + (raw['Rows Removed by Filter'] ?? 0)) * (loops ?? 0);
  if (readRows <= mostRowsWithoutIndex) return [];
  return [`reads all ${Math.round(readRows)} rows of ${relation}`];
}

function judgeSpill({buffers, raw, type}: AnnotatedNode): string[] {
  const spilt =
    (buffers?.tempWritten ?? 0) > 0 ||
    raw['Sort Space Type'] === 'Disk' ||
    (raw['Hash Batches'] ?? 1) > 1 ||
    (raw['Disk Usage'] ?? 0) > 0;
  return spilt ? [`spills to disk in ${type}`] : [];
}
