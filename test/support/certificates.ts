import {execFileSync} from 'node:child_process';
import {chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Account} from '../../src/db/embedded-binaries.ts';

/** A certificate and its key, as files. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority {
  readonly certificate: string;
  /** Signs a certificate: for a server with the names it is reached by, for a client with its role as `name`. */
  issue(name: string, options?: {names?: readonly string[]; isExpired?: boolean}): Identity;
}

export interface CertificateFolder {
  readonly path: string;
  createAuthority(name: string): Authority;
  remove(): void;
}

/** Certificates made by openssl for a test. Keys belong to `owner`: a server reads only its own. */
export function createCertificateFolder(owner?: Account): CertificateFolder {
  const path = mkdtempSync(join(tmpdir(), 'lanewatch-tls-'));
  chmodSync(path, 0o755);
  const run = (...options: string[]) => execFileSync('openssl', options, {cwd: path, stdio: 'pipe'});
  let count = 0;
  const createKey = (file: string) => {
    run('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', file);
    chmodSync(join(path, file), 0o600);
  };
  return {
    path,
    createAuthority(name) {
      createKey(`${name}.key`);
      run(
        'req',
        '-x509',
        '-new',
        '-key',
        `${name}.key`,
        '-subj',
        `/CN=${name}`,
        '-days',
        '2',
        '-out',
        `${name}.crt`,
      );
      return {
        certificate: join(path, `${name}.crt`),
        issue(subject, {names = [], isExpired = false} = {}) {
          count += 1;
          const stem = `${name}-${count}`;
          createKey(`${stem}.key`);
          run('req', '-new', '-key', `${stem}.key`, '-subj', `/CN=${subject}`, '-out', `${stem}.csr`);
          const isServer = names.length > 0;
          writeFileSync(join(path, `${stem}.ext`), isServer ? `subjectAltName=${names.join(',')}\n` : '');
          // openssl 3.0 has no option for the first day of a certificate, but takes a negative number of days.
          const days = isExpired ? '-1' : '1';
          const signed = ['-CA', `${name}.crt`, '-CAkey', `${name}.key`, '-CAcreateserial', '-days', days];
          run(
            'x509',
            '-req',
            '-in',
            `${stem}.csr`,
            ...signed,
            '-extfile',
            `${stem}.ext`,
            '-out',
            `${stem}.crt`,
          );
          const key = join(path, `${stem}.key`);
          if (isServer && owner) chownSync(key, owner.uid, owner.gid);
          return {certificate: join(path, `${stem}.crt`), key};
        },
      };
    },
    remove: () => rmSync(path, {recursive: true}),
  };
}
