import {useState} from 'react';
import type {Live} from '../../app/live/live-store.ts';
import {useLive} from '../../app/live/use-live.ts';
import {type ListAgentsRow, listAgents} from '../../queries/list-agents.ts';
import type {Pages} from './agents.state.ts';

/** Agents asked for at once. */
export const pageSize = 200;
/** The list changes with a refresh of its views, not from second to second. */
const everyMs = 10_000;

export interface AgentPage {
  /** The page; while a search has its answer, what the search found. */
  readonly agents: Live<ListAgentsRow>;
  /** Agents before the first one of the page; 0 on the first page. */
  readonly offset: number;
  /** There may be more behind it. */
  readonly full: boolean;
  readonly searched: boolean;
  next(): void;
  previous(): void;
}

/** One page of the agents. A search goes to the server only where the page does not hold all of them. */
export function useAgentPage({missing, search}: {missing: boolean; search: string | null}): AgentPage {
  const [pages, setPages] = useState<Pages>([null]);
  const after = pages.at(-1) ?? null;
  const page = useLive(listAgents, missing ? null : {after_agent_id: after, limit: pageSize, search: null}, {
    everyMs,
  });
  const full = page.status === 'ready' && page.rows.length === pageSize;
  const asksServer = search !== null && (full || pages.length > 1);
  const found = useLive(listAgents, asksServer ? {after_agent_id: null, limit: pageSize, search} : null, {
    everyMs,
  });
  const searched = asksServer && found.status !== 'loading';
  return {
    agents: searched ? found : page,
    offset: (pages.length - 1) * pageSize,
    full,
    searched,
    next() {
      const last = page.status === 'ready' ? page.rows.at(-1)?.agent_id : undefined;
      if (last !== undefined) setPages([...pages, last]);
    },
    previous: () => setPages(pages.slice(0, Math.max(1, pages.length - 1))),
  };
}
