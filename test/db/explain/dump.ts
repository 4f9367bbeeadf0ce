import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import type {Connection} from '../../../src/config/connection.ts';
import {openClient} from '../../../src/db/client.ts';
import {debianPrograms} from '../../support/debian-postgres.ts';

/**
 * All that is in a database, as text. A pg_dump that is older than the server refuses it: then every row of every
 * table, view, sequence and function of the database is read instead.
 */
export async function takeDump(connection: Connection): Promise<string> {
  const {host, port, user, password = '', database} = connection;
  try {
    const {stdout} = await promisify(execFile)(
      `${debianPrograms}/pg_dump`,
      ['-h', host, '-p', String(port), '-U', user, database],
      {env: {PGPASSWORD: password}, maxBuffer: 1e9},
    );
    return stdout.replace(/^\\(un)?restrict .*$/gm, '');
  } catch {
    return readEverything(connection);
  }
}

async function readEverything(connection: Connection): Promise<string> {
  const client = openClient(connection, {applicationName: 'lanewatch test dump'});
  try {
    const [row] = await client.unsafe(`
      select jsonb_build_object(
        'relations', (
          select jsonb_agg(jsonb_build_array(class.oid, relname, relkind, relfilenode, relacl::text, reloptions,
              case when relkind in ('r', 'm')
                then query_to_xml(format('select t::text from %s as t order by 1', class.oid::regclass), false, false, '')::text
                when relkind = 'S'
                then query_to_xml(format('select last_value, is_called from %s', class.oid::regclass), false, false, '')::text
              end) order by class.oid)
          from pg_class as class
          where relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)
        ),
        'columns', (select jsonb_agg(a::text order by attrelid, attnum) from pg_attribute as a where attrelid >= 16384),
        'functions', (select jsonb_agg(p::text order by oid) from pg_proc as p where oid >= 16384),
        'types', (select jsonb_agg(t::text order by oid) from pg_type as t where oid >= 16384),
        'triggers', (select jsonb_agg(t::text order by oid) from pg_trigger as t),
        'schemas', (select jsonb_agg(n::text order by oid) from pg_namespace as n where nspname !~ '^pg_(toast_)?temp'),
        'settings', (select jsonb_agg(s::text order by 1) from pg_db_role_setting as s),
        'large_objects', (select jsonb_agg(l::text order by oid) from pg_largeobject_metadata as l)
      )::text as everything`);
    return String(row?.everything);
  } finally {
    await client.end({timeout: 1});
  }
}
