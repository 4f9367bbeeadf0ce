import type {Client} from '../db/client.ts';
import {requirePipeline} from '../queries/pipeline-absence.ts';
import {runQuery} from '../queries/run-query.ts';
import {serverFacts} from '../queries/server-facts.ts';

/**
 * Makes sure that a session which was opened with a schema works on the pipeline there, before anything is changed: the
 * search path goes on to `public`. Throws a `UserError` that says where it is; `what` is then in vain.
 */
export async function findPipeline(client: Client, schema: string, what: string): Promise<void> {
  const send = (_name: string, text: string, params: readonly unknown[]) =>
    client.unsafe(text, [...params] as never[], {prepare: true});
  const [facts] = await runQuery(serverFacts, {schema}, {send, schemas: {cron: 'lanewatch_cron'}});
  if (facts) requirePipeline(facts, schema, what);
}
