import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row a finding, by `findingKey`. */
export const listKnownFindings = defineQuery({
  name: 'list-known-findings',
  title: 'What did the worker find wrong, and since when?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({finding_key: z.string(), known_since: z.date()}),
});

export type ListKnownFindingsRow = RowOf<typeof listKnownFindings>;
