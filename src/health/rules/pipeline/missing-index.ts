import type {Rule} from '../../rule.ts';
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
        .map(({schema, table, columns, rowCount}) => {
          const name = schema === 'public' ? table : `${schema}.${table}`;
          const sql = schema === 'public' ? quoteName(table) : `${quoteName(schema)}.${quoteName(table)}`;
          return {
            severity: 'warning',
            object: `${name} (${columns.join(', ')})`,
            message: `no index of ${name} begins with ${columns.join(', ')}: such reads go through ${countWords(rowCount, 'row')}`,
            remedy: `CREATE INDEX CONCURRENTLY ON ${sql} (${columns.map(quoteName).join(', ')});`,
            since: null,
          };
        }),
    );
  },
};
