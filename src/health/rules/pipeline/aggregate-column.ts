import type {Rule} from '../../rule.ts';
import {quoteName} from '../wording.ts';
import {aboutDatabase} from './about-pipeline.ts';

/** A stored average goes stale with the next row and makes every writer of the table wait for the others. */
export const aggregateColumn: Rule = {
  id: 'pipeline.aggregate-column',
  area: 'pipeline',
  title: 'operational tables hold no aggregates',
  source: 'design: what a view can compute is stored in no operational table',
  check(input) {
    return aboutDatabase(input, ({aggregateColumns}) =>
      aggregateColumns.map(({schema, table, column}) => {
        const name = schema === 'public' ? table : `${schema}.${table}`;
        const sql = schema === 'public' ? quoteName(table) : `${quoteName(schema)}.${quoteName(table)}`;
        return {
          severity: 'warning',
          object: `${name}.${column}`,
          message: `${name}.${column} looks like an aggregate on an operational table: it is stale after the next row, and writers contend for it`,
          remedy: `ALTER TABLE ${sql} DROP COLUMN ${quoteName(column)}; -- once a materialized view computes it`,
          since: null,
        };
      }),
    );
  },
};
