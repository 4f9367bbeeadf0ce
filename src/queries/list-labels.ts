import * as z from 'zod';
import {defineQuery, noParams} from './define-query.ts';

/** Names for ids, for people to read. */
export const listLabels = defineQuery({
  name: 'list-labels',
  title: 'Which names do agents and challenges have for people?',
  needs: ['pipeline'],
  params: noParams,
  row: z.strictObject({
    kind: z.enum(['agent', 'challenge']),
    id: z.guid(),
    label: z.string(),
  }),
});
