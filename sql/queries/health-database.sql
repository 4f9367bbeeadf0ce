-- Question: what of this database, whatever is installed, keeps analytics from being well?
-- Privilege: none; other sessions' transactions need pg_read_all_stats. Cost: catalogue look-ups, a few ms. Version: 14.
with oldest as (
  select pid, usename, application_name, state, xact_start
  from pg_stat_activity
  where state like 'idle in transaction%' and xact_start is not null and pid <> pg_backend_pid()
  order by xact_start
  limit 1
),
-- What materialized views read, and what the platform calls its own.
operational as materialized (
  select class.oid, namespace.nspname, class.relname
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where class.relkind in ('r', 'p')
    and namespace.nspname !~ '^pg_' and namespace.nspname <> 'information_schema'
    and class.relname not like 'analytics\_%'
    and (
      namespace.nspname = any (current_schemas(false))
      and class.relname in ('submissions', 'judge_outputs', 'bout_results', 'agents', 'challenges', 'bouts')
      or class.oid in (
        select dependency.refobjid
        from pg_rewrite as rule
        join pg_class as reader on reader.oid = rule.ev_class and reader.relkind = 'm'
        join pg_depend as dependency on dependency.classid = 'pg_rewrite'::regclass and dependency.objid = rule.oid
        where dependency.refclassid = 'pg_class'::regclass
      )
    )
),
wanted as (
  select class.oid, class.nspname, class.relname, needed.columns, keys.numbers
  from (values
    ('submissions', array['agent_id', 'challenge_id']),
    ('submissions', array['challenge_id']),
    ('submissions', array['bout_id']),
    ('judge_outputs', array['submission_id'])
  ) as needed (relname, columns)
  join operational as class on class.relname = needed.relname and class.nspname = any (current_schemas(false))
  cross join lateral (
    select array_agg(attribute.attnum order by attribute.attnum) as numbers
    from pg_attribute as attribute
    where attribute.attrelid = class.oid and attribute.attname = any (needed.columns) and not attribute.attisdropped
  ) as keys
  where cardinality(keys.numbers) = cardinality(needed.columns)
)
select
  pg_notification_queue_usage() as notify_queue_share,
  (select pid from oldest) as transaction_pid,
  (select usename::text from oldest) as transaction_user,
  (select left(application_name, 100) from oldest) as transaction_application,
  (select state from oldest) as transaction_state,
  (select xact_start from oldest) as transaction_since,
  coalesce((
    select jsonb_agg(
      jsonb_build_object('schema', class.nspname, 'table', class.relname, 'column', attribute.attname)
      order by class.nspname, class.relname, attribute.attnum
    )
    from operational as class
    join pg_attribute as attribute on attribute.attrelid = class.oid
    -- By the index: otherwise the pattern would be tried on every column of the database.
    where attribute.attrelid = any (array(select oid from operational))
      and attribute.attnum > 0 and not attribute.attisdropped
      and attribute.atttypid in (
        'int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'float4'::regtype, 'float8'::regtype, 'numeric'::regtype
      )
      and attribute.attname ~ (
        '^(avg|average|mean|median|stddev|percentile|p[1-9][05])_|_(avg|average|mean|median|stddev|percentile|p[1-9][05])$'
        || '|^(total|num)_(submission|attempt|win|loss|bout)(s|es)?$|(submission|attempt|win|loss|bout)(s|es)?_count$'
        || '|^(win|loss|success|failure)_rate$'
      )
  ), '[]') as aggregate_columns,
  coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'schema', wanted.nspname, 'table', wanted.relname, 'columns', wanted.columns,
        'rowCount', greatest(class.reltuples, pg_stat_get_live_tuples(class.oid), 0)
      )
      order by wanted.nspname, wanted.relname, wanted.columns
    )
    from wanted
    join pg_class as class on class.oid = wanted.oid
    where not exists (
      select
      from pg_index as index
      where index.indrelid = wanted.oid and index.indisvalid
        -- An equality never asks for NULL, so an index of all that is not NULL serves as well.
        and (index.indpred is null or index.indpred::text like '({NULLTEST %' or index.indpred::text like '{NULLTEST %')
        and (
          select array_agg(number order by number)
          from unnest((index.indkey::int2[])[0:cardinality(wanted.numbers) - 1]) as number
        ) = wanted.numbers
    )
  ), '[]') as missing_indexes
