/** Where one server listens. */
export interface Server {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  /** Where the name is not to be looked up; a certificate is still compared with `host`. */
  readonly address?: string;
}

/** How much the link is protected, from nothing to a certificate that names the host. */
export const tlsModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** What a server must be to be chosen. */
export const sessionTargets = [
  'any',
  'read-write',
  'read-only',
  'primary',
  'standby',
  'prefer-standby',
] as const;
export type SessionTarget = (typeof sessionTargets)[number];

/** Files are read at each login: certificates of short life are renewed while the program runs. */
export interface Certificates {
  /** Whom to trust; `system` is what Node trusts. A default that is absent is no error. */
  readonly root?: CertificateFile | 'system';
  readonly own?: {readonly certificate: CertificateFile; readonly key: CertificateFile};
  /** Of the key; never shown. */
  readonly keyPassword?: string;
  readonly revoked?: CertificateFile;
  readonly sendsName?: false;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  /** TLS from the first byte, from Postgres 17 on. */
  readonly isDirect?: true;
}

export interface CertificateFile {
  readonly path: string;
  /** Asked for by name: then it must be there. */
  readonly isNamed: boolean;
}

export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** Where a server is and how to log in: the part of the configuration that opens sessions. */
export interface Connection extends Server {
  readonly database: string;
  readonly user: string;
  /** Never drawn, never logged. */
  readonly password?: string;
  readonly tls: TlsMode;
  /** Tried in this order where the first cannot be used. */
  readonly alternatives?: readonly Server[];
  readonly target?: SessionTarget;
  /** The servers are tried in any order, so that many programs spread over them. */
  readonly isShuffled?: true;
  /** Read where a login needs a password and none is given. */
  readonly passwordFile?: string;
  readonly certificates?: Certificates;
  /** For each server; 0 waits for ever. */
  readonly connectTimeoutMs?: number;
  /** After how long a silent link is probed; 0 never. */
  readonly keepAliveMs?: number;
  /** Settings of the session, as `-c name=value`. */
  readonly serverOptions?: string;
}
