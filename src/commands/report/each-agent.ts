import type {Database} from '../../queries/database.ts';
import {type ListAgentsRow, listAgents} from '../../queries/list-agents.ts';

const pageSize = 50;

/** One agent, or all in the order of their ids, a page at a time. */
export async function* eachAgent(database: Database, agentId: string | null): AsyncGenerator<ListAgentsRow> {
  let after: string | null = null;
  do {
    const page: ListAgentsRow[] = await database.ask(listAgents, {
      after_agent_id: after,
      limit: agentId === null ? pageSize : 1,
      search: agentId,
    });
    yield* page;
    after = agentId === null && page.length === pageSize ? (page.at(-1)?.agent_id ?? null) : null;
  } while (after !== null);
}
