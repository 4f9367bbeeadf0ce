/** Where a server is and how to log in: the part of the configuration that opens sessions. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Never drawn, never logged. */
  readonly password?: string;
  readonly tls: 'disable' | 'prefer' | 'require' | 'verify-full';
}
