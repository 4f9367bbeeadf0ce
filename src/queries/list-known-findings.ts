import * as z from 'zod';
import {defineQuery, noParams, type RowOf} from './define-query.ts';

/** One row a finding, by `findingKey`. */
export const listKnownFindings = defineQuery({
  name: 'list-known-findings',
  title: 'What did the worker find wrong, since when, and what did people say to it?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    finding_key: z.string(),
    known_since: z.date().nullable(),
    muted_until: z.date().nullable(),
    muted_by: z.string().nullable(),
    acknowledged_until: z.date().nullable(),
    acknowledged_by: z.string().nullable(),
  }),
});

export type ListKnownFindingsRow = RowOf<typeof listKnownFindings>;
