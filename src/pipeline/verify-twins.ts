import * as z from 'zod';
import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';

const reportShape = z.object({
  differences: z.array(
    z.object({
      challenge_id: z.string(),
      view_name: z.string(),
      only_in_view: z.int(),
      only_in_twin: z.int(),
    }),
  ),
  busy: z.int(),
});

/** What is in a view or its live twin alone, by challenge; `busy` challenges changed meanwhile and were not compared. */
export type TwinsReport = z.output<typeof reportShape>;

/** Compares the live twins with freshly refreshed views. What differs waits to be computed anew afterwards. */
export async function verifyTwins(client: Client, signal: AbortSignal): Promise<TwinsReport> {
  const query = client.unsafe<{report: unknown}[]>(readSql('actions/verify-twins.sql'));
  const cancel = () => query.cancel();
  signal.addEventListener('abort', cancel, {once: true});
  try {
    const [row] = await query;
    return reportShape.parse(row?.report);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
