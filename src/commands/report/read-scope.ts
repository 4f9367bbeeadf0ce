import type {Database} from '../../queries/database.ts';
import {listAgents} from '../../queries/list-agents.ts';
import {listChallenges} from '../../queries/list-challenges.ts';
import {findOne} from './find-one.ts';

/** Enough to tell one from several, and to suggest one. */
const searchedCount = 200;

/** The id of the challenge that was meant; null where none was given. Throws a `UserError` where it is not one. */
export async function findChallengeId(database: Database, given: string | undefined): Promise<string | null> {
  if (given === undefined) return null;
  const rows = await database.ask(listChallenges, {});
  const entries = rows.map(row => ({id: row.challenge_id, label: row.challenge_label}));
  return findOne('challenge', entries, given).id;
}

/** The same for an agent. */
export async function findAgentId(database: Database, given: string | undefined): Promise<string | null> {
  if (given === undefined) return null;
  const fitting = await readAgents(database, given.trim());
  // Where none fits, the first ones are there to suggest from.
  return findOne('agent', fitting.length > 0 ? fitting : await readAgents(database, null), given).id;
}

async function readAgents(database: Database, search: string | null) {
  const rows = await database.ask(listAgents, {after_agent_id: null, limit: searchedCount, search});
  return rows.map(row => ({id: row.agent_id, label: row.agent_label}));
}
