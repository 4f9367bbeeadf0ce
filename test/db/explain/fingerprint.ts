import {readdir} from 'node:fs/promises';
import type {Client} from '../../../src/db/client.ts';

/** Everything that a statement could leave behind, as one value to compare. */
export async function takeFingerprint(client: Client, folder: string): Promise<unknown> {
  const [row] = await client.unsafe(`
    select
      (select json_agg(id order by id) from trap) as rows,
      (select json_agg(id order by id) from trap_view) as view_rows,
      (select json_build_array(last_value, is_called) from trap_seq) as sequence,
      (select json_agg(relname || relfilenode order by 1) from pg_class where relnamespace = 'public'::regnamespace) as relations,
      (select json_agg(oid::text order by oid) from pg_proc where pronamespace = 'public'::regnamespace) as functions,
      (select json_agg(rolname order by 1) from pg_roles) as roles,
      (select json_agg(name || setting order by name) from pg_settings where name <> 'transaction_read_only') as settings,
      (select count(*)::int from pg_largeobject_metadata) as large_objects,
      (select count(*)::int from pg_replication_slots) as slots,
      (select count(*)::int from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())) as advisory_locks,
      (select count(*)::int from pg_prepared_xacts) as prepared,
      (select stats_reset from pg_stat_database where datname = current_database()) as stats_reset,
      (select count(*)::int from pg_stat_activity where application_name = 'victim' and datname = current_database()) as victims,
      pg_conf_load_time() as loaded_at
  `);
  return {...row, files: await readdir(folder)};
}

/** The things that the escapes aim at. */
export const trapSql = `
  create table trap (id int primary key);
  insert into trap values (1);
  create materialized view trap_view as select id from trap;
  create sequence trap_seq;
  create function set_trap() returns int language plpgsql as
    $$ begin insert into public.trap values (2); return 1; end $$;
  create function set_trap_immutable() returns int immutable language plpgsql as
    $$ begin insert into public.trap values (2); return 1; end $$;
  create function write_anyway() returns int language plpgsql as
    $$ begin perform set_config('transaction_read_only', 'off', false); insert into public.trap values (2); return 1; end $$;
  create procedure commit_trap() language plpgsql as
    $$ begin insert into public.trap values (2); commit; end $$;
`;
