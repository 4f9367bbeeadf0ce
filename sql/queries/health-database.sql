-- Question: what of this database, whatever is installed, keeps analytics from being well?
-- Privilege: none; other sessions' transactions need pg_read_all_stats. Cost: catalogue look-ups, a few ms. Version: 14.
with recursive oldest as (
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
  select class.oid, class.nspname, class.relname, needed.columns
  from (values
    ('submissions', array['agent_id', 'challenge_id']),
    ('submissions', array['challenge_id']),
    ('submissions', array['bout_id']),
    ('judge_outputs', array['submission_id'])
  ) as needed (relname, columns)
  join operational as class on class.relname = needed.relname and class.nspname = any (current_schemas(false))
),
-- Rows, statistics and indexes of a partitioned table are those of its partitions. Read without a lock on any of them.
tree as (
  select oid as root_oid, oid from wanted
  union
  select tree.root_oid, pg_inherits.inhrelid from tree join pg_inherits on pg_inherits.inhparent = tree.oid
),
-- The columns of a partition may stand in another order.
part as (
  select wanted.oid, wanted.nspname, wanted.relname, wanted.columns, class.oid as part_oid, class.reltuples, keys.numbers
  from wanted
  join tree on tree.root_oid = wanted.oid
  join pg_class as class on class.oid = tree.oid and class.relkind <> 'p'
  cross join lateral (
    select array_agg(attribute.attnum order by attribute.attnum) as numbers
    from pg_attribute as attribute
    where attribute.attrelid = class.oid and attribute.attname = any (wanted.columns) and not attribute.attisdropped
  ) as keys
  where cardinality(keys.numbers) = cardinality(wanted.columns)
),
indexed as (
  select part.oid, part.nspname, part.relname, part.columns,
    sum(greatest(part.reltuples, pg_stat_get_live_tuples(part.part_oid), 0)) as row_count,
    bool_and(exists (
      select
      from pg_index as index
      where index.indrelid = part.part_oid and index.indisvalid
        -- An equality never asks for NULL, so an index of all that is not NULL serves as well.
        and (index.indpred is null or index.indpred::text like '({NULLTEST %' or index.indpred::text like '{NULLTEST %')
        and (
          select array_agg(number order by number)
          from unnest((index.indkey::int2[])[0:cardinality(part.numbers) - 1]) as number
        ) = part.numbers
    )) as is_indexed
  from part
  group by part.oid, part.nspname, part.relname, part.columns
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
        'schema', indexed.nspname, 'table', indexed.relname, 'columns', indexed.columns,
        'rowCount', indexed.row_count, 'isPartitioned', class.relkind = 'p'
      )
      order by indexed.nspname, indexed.relname, indexed.columns
    )
    from indexed
    join pg_class as class on class.oid = indexed.oid
    where not indexed.is_indexed
  ), '[]') as missing_indexes
