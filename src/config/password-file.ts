import {readFile, stat} from 'node:fs/promises';
import process from 'node:process';
import type {Server} from './connection.ts';

/** What a password is looked up for. */
export interface Login extends Server {
  readonly database: string;
  readonly user: string;
}

/** A password, or why there is none, as the end of a sentence about the login. */
export type PasswordSearch =
  | {readonly password: string}
  | {readonly password: null; readonly why: string; readonly remedy: string};

/**
 * Looks a password up as libpq does: the first line that fits `host:port:database:user:password`, where `*` fits all.
 * A file that others can read is left out, which libpq warns of; here the reason is told if the login needs a password.
 */
export async function findPassword(path: string, login: Login): Promise<PasswordSearch> {
  const where = `${login.host}:${login.port}:${login.database}:${login.user}`;
  const addLine = `Add a line ${where}:PASSWORD to ${path}, or set PGPASSWORD.`;
  let text: string;
  try {
    const found = await stat(path);
    if (!found.isFile())
      return none(`${path} is not a plain file`, 'Name a file with PGPASSFILE, or set PGPASSWORD.');
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
      const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
      return none(`${path} is left out because others may read it (mode ${mode})`, `Run chmod 0600 ${path}.`);
    }
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return none(`there is no ${path}`, addLine);
    const why = error instanceof Error ? error.message : String(error);
    return none(`${path} cannot be read: ${why}`, `Check the rights of ${path}, or set PGPASSWORD.`);
  }
  const password = matchPassword(text, login);
  return password === null ? none(`no line of ${path} fits ${where}`, addLine) : {password};
}

function none(why: string, remedy: string): PasswordSearch {
  return {password: null, why, remedy};
}

/** The password of the first line that fits, or null. A backslash makes the next character an ordinary one. */
export function matchPassword(text: string, {host, port, database, user}: Login): string | null {
  // libpq writes localhost for the sockets of its default folder.
  const hosts = isDefaultSocketFolder(host) ? [host, 'localhost'] : [host];
  const wanted = [hosts, [String(port)], [database], [user]];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const fields = splitLine(line.replace(/\r$/, ''));
    const password = fields[4];
    if (password === undefined) continue;
    if (
      wanted.every((names, index) => fields[index] === '*' || names.includes(unescaped(fields[index] ?? '')))
    )
      return unescaped(password);
  }
  return null;
}

/** Four fields, still escaped, and the rest of the line, which may hold colons. */
function splitLine(line: string): readonly string[] {
  const [, ...fields] =
    /^((?:\\.|[^:\\])*):((?:\\.|[^:\\])*):((?:\\.|[^:\\])*):((?:\\.|[^:\\])*):(.*)$/.exec(line) ?? [];
  return fields;
}

function unescaped(field: string): string {
  return field.replaceAll(/\\(.)/g, '$1');
}

export const defaultSocketFolders: readonly string[] = ['/var/run/postgresql', '/run/postgresql', '/tmp'];

function isDefaultSocketFolder(host: string): boolean {
  return defaultSocketFolders.includes(host);
}
