import process from 'node:process';
import {readConfigFile} from '../../config/profile/config-file.ts';
import {findConfigFile} from '../../config/profile/find-config-file.ts';
import {resolveConnection} from '../../config/resolve-connection.ts';
import {catalogue} from '../../queries/catalogue.ts';
import {type Database, openDatabase} from '../../queries/database.ts';
import {healthViews} from '../../queries/health-views.ts';
import {listAgents} from '../../queries/list-agents.ts';
import {listChallenges} from '../../queries/list-challenges.ts';
import {shortId} from '../../screens/names.ts';
import {clean} from '../../ui/text.ts';
import {monitorCommand} from '../monitor.command.ts';
import {profileVocabulary} from '../profile-vocabulary.ts';
import {withProfile} from '../with-profile.ts';
import type {Candidate, FindNames} from './complete.ts';

/** More would not be read. */
const mostNames = 50;

/** Looks names up in the catalogue, or in the database that the typed flags, the environment and the profile name. */
export const findNames: FindNames = async (kind, {command, flags}, beginning) => {
  const begins = ({word}: Candidate) => word.toLowerCase().startsWith(beginning.toLowerCase());
  if (kind === 'file') return [];
  if (kind === 'query') return catalogue.map(({name, title}) => ({word: name, help: title})).filter(begins);
  const env = {...process.env};
  const given = Object.fromEntries(flags);
  if (kind === 'profile') return findProfiles(flags.get('config'), env).filter(begins);
  const asked = {command: command ?? monitorCommand, invocation: {input: [], flags: given}, given};
  const {flags: said} = await withProfile(asked, env, {isQuiet: true});
  const database = openDatabase(resolveConnection(textOf(said.databaseUrl), env), {
    schema: textOf(said.schema) ?? 'public',
    readOnly: true,
    statementTimeoutMs: 1000,
  });
  try {
    if (kind === 'view') return (await findViews(database, command?.name === 'refresh')).filter(begins);
    const named = kind === 'agent' ? await findAgents(database, beginning) : await findChallenges(database);
    const labels = named.flatMap(({id, label}) => (label === null ? [] : {word: clean(label), help: id}));
    const fitting = labels.filter(begins);
    // Ids are for those who know how one begins, and for what has no name.
    if (fitting.length > 0) return fitting;
    return named.map(({id, label}) => ({word: id, help: label ? clean(label) : shortId(id)})).filter(begins);
  } finally {
    await database.close();
  }
};

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Those without faults; no secret is fetched to name them. */
function findProfiles(config: string | undefined, env: NodeJS.ProcessEnv): Candidate[] {
  const path = findConfigFile(config, env);
  if (path === null) return [];
  const {profiles, defaultProfile} = readConfigFile(path, profileVocabulary);
  return [...profiles].flatMap(([name, profile]) => {
    const help = [name === defaultProfile && 'default', profile?.['read-only'] && 'read-only'];
    return profile ? [{word: clean(name), help: help.filter(Boolean).join(', ')}] : [];
  });
}

async function findViews(database: Database, refreshable: boolean): Promise<Candidate[]> {
  const views = await database.ask(healthViews, {});
  return views
    .filter(({is_pipeline}) => is_pipeline || !refreshable)
    .map(({schema_name, view_name}) => ({word: clean(view_name), help: clean(schema_name)}));
}

async function findAgents(database: Database, beginning: string) {
  const search = beginning === '' ? null : beginning;
  const rows = await database.ask(listAgents, {after_agent_id: null, limit: mostNames, search});
  return rows.map(row => ({id: row.agent_id, label: row.agent_label}));
}

async function findChallenges(database: Database) {
  const rows = await database.ask(listChallenges, {});
  return rows.map(row => ({id: row.challenge_id, label: row.challenge_label}));
}
