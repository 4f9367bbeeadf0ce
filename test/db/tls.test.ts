import {appendFileSync, chmodSync, copyFileSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {resolveConnection} from '../../src/config/resolve-connection.ts';
import {type Client, endClient, openClient} from '../../src/db/client.ts';
import {chooseAccount} from '../../src/db/embedded-binaries.ts';
import {toProblem} from '../../src/db/problem.ts';
import {type CertificateFolder, createCertificateFolder} from '../support/certificates.ts';
import {hasPrivateServers, providePrivateServer} from '../support/servers.ts';

/*
 * Real servers with certificates that openssl made: one good for localhost, one expired. The connections are given as a
 * user would, through the settings of libpq.
 */
describe.skipIf(!hasPrivateServers)('TLS', async () => {
  const account = await chooseAccount();
  const folder: CertificateFolder = createCertificateFolder(account);
  const authority = folder.createAuthority('authority');
  const stranger = folder.createAuthority('stranger');
  const good = authority.issue('localhost', {names: ['DNS:localhost']});
  const expired = authority.issue('localhost', {names: ['DNS:localhost'], isExpired: true});
  const client = authority.issue('ada');
  const strangeClient = stranger.issue('ada');
  afterAll(() => folder.remove());

  const settings = {ssl: 'on', ssl_ca_file: authority.certificate};
  const home = providePrivateServer({...settings, ssl_cert_file: good.certificate, ssl_key_file: good.key});
  const stale = providePrivateServer({
    ...settings,
    ssl_cert_file: expired.certificate,
    ssl_key_file: expired.key,
  });

  const opened: Client[] = [];
  afterEach(() => Promise.all(opened.splice(0).map(each => endClient(each, 0))));

  /** One row about the link, through a connection string as psql takes it. */
  async function ask(text: string, {server = home(), user = 'postgres'} = {}) {
    const place = `port=${server.connection.port} user=${user} dbname=postgres`;
    const connection = resolveConnection(`${place} ${text}`, {HOME: folder.path});
    const session = openClient(connection, {applicationName: 'lanewatch test'});
    opened.push(session);
    const [row] = await session.unsafe(
      'select ssl, version, client_dn, current_user as role from pg_stat_ssl where pid = pg_backend_pid()',
    );
    return row;
  }

  const problemOf = (text: string, options: Parameters<typeof ask>[1] = {}) =>
    ask(text, options).then(() => expect.fail('it was let in'), toProblem);
  const root = `sslrootcert=${authority.certificate}`;

  it.each([
    ['disable', false],
    ['allow', true],
    ['prefer', true],
    ['require', true],
  ])('sslmode=%s asks for no certificate', async (mode, ssl) => {
    expect(await ask(`host=localhost sslmode=${mode}`)).toMatchObject({ssl});
  });

  it('verify-full trusts the name and the authority', async () => {
    expect(await ask(`host=localhost sslmode=verify-full ${root}`)).toMatchObject({ssl: true});
  });

  it('verify-full is content with the name where hostaddr gives the address', async () => {
    expect(await ask(`host=localhost hostaddr=127.0.0.1 sslmode=verify-full ${root}`)).toMatchObject({
      ssl: true,
    });
  });

  it.each([
    ['another name', 'host=127.0.0.1', /for another host/, /IP: 127\.0\.0\.1/],
    ['another authority', `host=localhost sslrootcert=${stranger.certificate}`, /not trusted/, /sslrootcert/],
    ['no authority but those of Node', 'host=localhost sslrootcert=system', /not trusted/, /./],
  ])('verify-full refuses %s', async (_, text, what, why) => {
    const problem = await problemOf(`${root} ${text} sslmode=verify-full`);
    expect(problem).toMatchObject({kind: 'tls', what: expect.stringMatching(what)});
    expect(`${problem.why} ${problem.remedy}`).toMatch(why);
  });

  it.each(['verify-full', 'verify-ca', 'require'])('%s refuses an expired certificate', async mode => {
    const problem = await problemOf(`host=localhost sslmode=${mode} ${root}`, {server: stale()});
    expect(problem).toMatchObject({kind: 'tls', what: 'The certificate of the server has expired'});
  });

  it('require and prefer take any certificate where no authority is known', async () => {
    expect(await ask('host=localhost sslmode=require', {server: stale()})).toMatchObject({ssl: true});
    expect(await ask('host=localhost sslmode=prefer', {server: stale()})).toMatchObject({ssl: true});
  });

  it('verify-ca compares the authority, not the name', async () => {
    expect(await ask(`host=127.0.0.1 sslmode=verify-ca ${root}`)).toMatchObject({ssl: true});
    const other = `sslrootcert=${stranger.certificate}`;
    expect(await problemOf(`host=127.0.0.1 sslmode=verify-ca ${other}`)).toMatchObject({kind: 'tls'});
    // As in libpq, an authority that is named is meant.
    expect(await problemOf(`host=127.0.0.1 sslmode=require ${other}`)).toMatchObject({kind: 'tls'});
  });

  it('names the version of TLS that both do not speak', async () => {
    expect(await ask('host=localhost ssl_min_protocol_version=TLSv1.3')).toMatchObject({version: 'TLSv1.3'});
    expect(await ask('host=localhost ssl_max_protocol_version=TLSv1.2')).toMatchObject({version: 'TLSv1.2'});
    const problem = await problemOf(
      'host=localhost sslmode=require ssl_min_protocol_version=TLSv1 ssl_max_protocol_version=TLSv1.1',
    );
    expect(problem).toMatchObject({kind: 'tls', what: expect.stringContaining('No version of TLS')});
  });

  it.each([
    'sslrootcert=/nowhere/root.crt',
    `sslcert=/nowhere/c.crt`,
    `sslcert=${client.certificate} sslkey=/nowhere/k`,
  ])('a file that is named must be there: %s', async text => {
    expect(await problemOf(`host=localhost sslmode=require ${text}`)).toMatchObject({
      kind: 'settings',
      what: expect.stringContaining('/nowhere/'),
    });
  });

  it('a file that holds no certificate is told', async () => {
    const path = join(folder.path, 'nonsense.crt');
    writeFileSync(path, 'no certificate');
    expect(await problemOf(`host=localhost sslmode=verify-full sslrootcert=${path}`)).toMatchObject({
      kind: 'tls',
    });
    expect(
      await problemOf(`host=localhost sslmode=require sslcert=${path} sslkey=${client.key}`),
    ).toMatchObject({
      kind: 'tls',
      what: 'The client certificate cannot be used',
    });
  });

  describe('a client certificate', () => {
    const identity = `host=localhost sslmode=verify-full ${root} sslcert=${client.certificate}`;

    beforeAll(async () => {
      const {connection, directory} = home();
      const hba = join(directory, 'data/pg_hba.conf');
      writeFileSync(hba, `hostssl all ada all cert\nhost all cat all gss\n${readFileSync(hba, 'utf8')}`);
      appendFileSync(hba, '\n');
      const admin = openClient(connection, {applicationName: 'lanewatch test'});
      await admin.unsafe('create role ada login');
      await admin.unsafe('select pg_reload_conf()');
      await endClient(admin, 0);
    });

    it('logs in', async () => {
      await expect
        .poll(() => ask(`${identity} sslkey=${client.key}`, {user: 'ada'}))
        .toMatchObject({role: 'ada', client_dn: '/CN=ada'});
    });

    it('is missing', async () => {
      expect(await problemOf(`host=localhost ${root} sslmode=require`, {user: 'ada'})).toMatchObject({
        kind: 'login',
        what: 'The server refused the login',
        why: expect.stringContaining('certificate'),
      });
    });

    it('is of an authority that the server does not know', async () => {
      const strange = `sslcert=${strangeClient.certificate} sslkey=${strangeClient.key}`;
      expect(await problemOf(`host=localhost sslmode=require ${strange}`, {user: 'ada'})).toMatchObject({
        kind: 'tls',
        what: 'The server refuses our client certificate',
      });
    });

    it('does not belong to the key', async () => {
      expect(await problemOf(`${identity} sslkey=${strangeClient.key}`, {user: 'ada'})).toMatchObject({
        kind: 'tls',
        what: 'The client certificate cannot be used',
      });
    });

    it('is not used where others may read its key', async () => {
      const open = join(folder.path, 'open.key');
      copyFileSync(client.key, open);
      chmodSync(open, 0o640);
      expect(await problemOf(`${identity} sslkey=${open}`, {user: 'ada'})).toMatchObject({
        kind: 'settings',
        why: expect.stringContaining('mode 0640'),
        remedy: `Run chmod 0600 ${open}.`,
      });
    });

    it('is found in the folder of libpq', async () => {
      const certificates = join(folder.path, '.postgresql');
      const {mkdirSync} = await import('node:fs');
      mkdirSync(certificates, {recursive: true});
      copyFileSync(client.certificate, join(certificates, 'postgresql.crt'));
      copyFileSync(client.key, join(certificates, 'postgresql.key'));
      copyFileSync(authority.certificate, join(certificates, 'root.crt'));
      expect(await ask('host=localhost sslmode=verify-full', {user: 'ada'})).toMatchObject({role: 'ada'});
    });

    it('is no way around a login that the driver does not know', async () => {
      expect(await problemOf('host=localhost', {user: 'cat'})).toMatchObject({
        kind: 'login',
        why: expect.stringContaining('GSSAPI'),
      });
    });
  });
});
