import {readFile, stat} from 'node:fs/promises';
import process from 'node:process';
import type {ConnectionOptions} from 'node:tls';
import type {CertificateFile, Connection, TlsMode} from '../config/connection.ts';
import {UserError} from '../config/user-error.ts';

/**
 * What Node is told about trust, from files as they are now. As in libpq, `require` compares the authority where its
 * certificate is there. Without one, `verify-full` trusts whom Node trusts; `verify-ca` then compares the name as well,
 * because any host can get a certificate of a public authority.
 */
export async function readTlsOptions(
  {tls, certificates = {}}: Connection,
  host: string,
): Promise<ConnectionOptions> {
  const {root, own, revoked, keyPassword, minVersion, maxVersion} = certificates;
  const [ca, crl, identity] = await Promise.all([
    root === undefined || root === 'system' || tls === 'prefer' ? undefined : readIfThere(root),
    revoked === undefined || tls === 'prefer' ? undefined : readIfThere(revoked),
    own === undefined ? undefined : readIdentity(own),
  ]);
  return {
    ...trust(tls, ca, host),
    ...(ca === undefined ? {} : {ca}),
    ...(crl === undefined ? {} : {crl}),
    ...identity,
    ...(identity === undefined || keyPassword === undefined ? {} : {passphrase: keyPassword}),
    ...(minVersion === undefined ? {} : {minVersion}),
    ...(maxVersion === undefined ? {} : {maxVersion}),
  };
}

function trust(tls: TlsMode, ca: string | undefined, host: string): ConnectionOptions {
  if (tls === 'verify-full') return {rejectUnauthorized: true, host};
  const comparesAuthority = tls === 'verify-ca' || (tls === 'require' && ca !== undefined);
  if (!comparesAuthority) return {rejectUnauthorized: false};
  return ca === undefined
    ? {rejectUnauthorized: true, host}
    : {rejectUnauthorized: true, checkServerIdentity: () => undefined};
}

async function readIdentity({
  certificate,
  key,
}: {
  certificate: CertificateFile;
  key: CertificateFile;
}): Promise<{cert: string; key: string} | undefined> {
  const cert = await readIfThere(certificate);
  if (cert === undefined) return undefined;
  await checkKeyRights(key.path);
  const text = await readIfThere({...key, isNamed: true});
  return text === undefined ? undefined : {cert, key: text};
}

/** libpq's rule: only the owner may read a key; one that belongs to root may be shared with a group. */
async function checkKeyRights(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const found = await stat(path).catch(() => null);
  if (found === null) return;
  const forbidden = found.uid === 0 && process.getuid?.() !== 0 ? 0o027 : 0o077;
  const mode = found.mode & 0o777;
  if ((mode & forbidden) === 0) return;
  throw new UserError(
    'The key of the client certificate is not used',
    `others may read ${path} (mode ${mode.toString(8).padStart(4, '0')})`,
    `Run chmod 0600 ${path}.`,
  );
}

/** The text of a file; undefined where a default is absent. */
async function readIfThere({path, isNamed}: CertificateFile): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw new UserError(
      `The certificate file ${path} cannot be read`,
      error instanceof Error ? error.message : String(error),
      'Check sslrootcert, sslcert, sslkey and sslcrl, and the rights of the file.',
      {cause: error},
    );
  }
}
