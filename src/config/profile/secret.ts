import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {resolve} from 'node:path';
import * as z from 'zod';
import {UserError} from '../user-error.ts';

/** Where a secret is kept: never the secret itself. */
export interface SecretReference {
  readonly kind: 'env' | 'file' | 'command';
  readonly of: string;
}

/** A password manager may ask a person for its own password first. */
const commandTimeoutMs = 60_000;

/** `env:NAME`, `file:PATH` or `command:…`. The message does not repeat what stands there instead. */
export const secretReference = z.unknown().transform((value, context): SecretReference => {
  const [, kind, of] = /^(env|file|command):(.+)$/s.exec(String(value).trim()) ?? [];
  if (kind !== undefined && of !== undefined) return {kind: kind as SecretReference['kind'], of: of.trim()};
  context.addIssue({code: 'custom', message: plainSecret});
  return z.NEVER;
});

export const plainSecret =
  'a secret is not kept in this file, which gets copied and committed: write env:NAME, file:PATH or command:LINE';

/** Where secrets are looked for. */
export interface SecretPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the configuration file: relative paths are seen from there. */
  readonly folder: string;
  /** Whether commands are left alone: one may ask a person, who is still typing. */
  readonly isQuiet?: boolean | undefined;
}

/** Fetches a secret. Throws `UserError`, which never holds it. */
export function fetchSecret({kind, of}: SecretReference, {env, folder, isQuiet}: SecretPlace): string {
  if (kind === 'command' && isQuiet)
    throw new UserError(
      'A secret was not fetched',
      'a command gives it, and none is run now',
      'Run the command line itself.',
    );
  const found = {
    env: () => env[of],
    file: () => readSecret(of, folder),
    command: () => runCommand(of, folder),
  }[kind]();
  const secret = found?.replace(/\r?\n$/, '');
  if (secret) return secret;
  throw new UserError(
    'A secret is missing',
    kind === 'env' ? `the variable ${of} is not set` : `${kind}:${of} gave nothing`,
    'The configuration file says where it is kept; see docs/configuration.md.',
  );
}

function readSecret(path: string, folder: string): string {
  const place = resolve(folder, path.replace(/^~(?=\/|$)/, homedir()));
  try {
    return readFileSync(place, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError('A secret cannot be read', why, `Check the file ${place} and its rights.`, {
      cause: error,
    });
  }
}

/** What the command says on standard error, and what it asks, goes to the person. */
function runCommand(line: string, folder: string): string {
  const {status, signal, stdout, error} = spawnSync(line, {
    shell: true,
    cwd: folder,
    timeout: commandTimeoutMs,
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  const why = error?.message ?? (signal ? `it was ended by ${signal}` : `it ended with ${status}`);
  throw new UserError(
    'The command that gives a secret failed',
    `${line}: ${why}`,
    'Run it by hand to see what it says.',
  );
}
