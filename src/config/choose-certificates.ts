import {join} from 'node:path';
import {type CertificateFile, type Certificates, tlsVersions} from './connection.ts';
import type {Settings} from './setting.ts';
import {oneOf, switchOf} from './setting-values.ts';

/** The certificates that the settings name, else those that libpq looks for in the user's folder. Nothing is read yet. */
export function chooseCertificates(settings: Settings, folder: string): Certificates {
  const file = (name: string, fallback: string): CertificateFile => {
    const named = settings.get(name)?.text;
    return named === undefined
      ? {path: join(folder, fallback), isNamed: false}
      : {path: named, isNamed: true};
  };
  const keyPassword = settings.get('sslpassword')?.text;
  const minVersion = oneOf(settings, 'ssl_min_protocol_version', tlsVersions);
  const maxVersion = oneOf(settings, 'ssl_max_protocol_version', tlsVersions);
  return {
    root: settings.get('sslrootcert')?.text === 'system' ? 'system' : file('sslrootcert', 'root.crt'),
    own: {certificate: file('sslcert', 'postgresql.crt'), key: file('sslkey', 'postgresql.key')},
    revoked: file('sslcrl', 'root.crl'),
    ...(keyPassword === undefined ? {} : {keyPassword}),
    ...(switchOf(settings, 'sslsni') === false ? {sendsName: false} : {}),
    ...(minVersion === undefined ? {} : {minVersion}),
    ...(maxVersion === undefined ? {} : {maxVersion}),
    ...(oneOf(settings, 'sslnegotiation', ['postgres', 'direct']) === 'direct' ? {isDirect: true} : {}),
  };
}
