import type {Rule} from '../../rule.ts';
import type {MissingIndex} from '../../snapshot/pipeline.ts';
import {countWords, quoteName} from '../wording.ts';
import {aboutDatabase} from './about-pipeline.ts';

/** Reads of single submissions, and the incremental refresh of one challenge, scan the whole table. */
export const missingIndex: Rule = {
  id: 'pipeline.missing-index',
  area: 'pipeline',
  title: 'reads of single submissions find an index',
  source: 'the reference schema: under 100 ms at a million rows',
  check(input) {
    return aboutDatabase(input, ({missingIndexes}) =>
      missingIndexes
        .filter(({rowCount}) => rowCount >= input.thresholds.largeTableRows)
        .map(missing => {
          const {schema, table, columns, rowCount} = missing;
          const name = schema === 'public' ? table : `${schema}.${table}`;
          return {
            severity: 'warning',
            object: `${name} (${columns.join(', ')})`,
            message: `no index of ${name} begins with ${columns.join(', ')}: such reads go through ${countWords(rowCount, 'row')}`,
            remedy: remedyFor(missing),
            since: null,
          };
        }),
    );
  },
};

/** Postgres makes no index of a partitioned table beside its writers, only of each partition. */
function remedyFor({schema, table, columns, isPartitioned}: MissingIndex): string {
  const name = schema === 'public' ? quoteName(table) : `${quoteName(schema)}.${quoteName(table)}`;
  const place = `ON ${name} (${columns.map(quoteName).join(', ')});`;
  return isPartitioned
    ? `CREATE INDEX ${place} -- writers wait, unless each partition was given one CONCURRENTLY before`
    : `CREATE INDEX CONCURRENTLY ${place}`;
}
