import type {ViewDefinition} from '../../snapshot/pipeline.ts';

/** The name as people know it: the schema only where it is not the usual one. */
export function definitionName({schema, name}: ViewDefinition): string {
  return schema === 'public' ? name : `${schema}.${name}`;
}

const clauseEnd = /\b(having|order\s+by|limit|offset|union|intersect|except|window|fetch)\b/i;

/**
 * What the rows of a percentile are grouped or narrowed by: the text of each GROUP BY, PARTITION BY and WHERE. Postgres
 * writes definitions in one regular form, so no SQL has to be parsed.
 */
export function groupingText(definition: string): string {
  const pieces: string[] = [];
  for (const match of definition.matchAll(/\b(group\s+by|partition\s+by|where)\b/gi)) {
    const rest = definition.slice(match.index + match[0].length);
    pieces.push(rest.slice(0, rest.search(clauseEnd) === -1 ? undefined : rest.search(clauseEnd)));
  }
  return pieces.join('\n');
}

/** Whether the definition computes a percentile. */
export function hasPercentile(definition: string): boolean {
  return /\b(percentile_cont|percentile_disc|percent_rank|ntile|cume_dist)\s*\(/i.test(definition);
}
