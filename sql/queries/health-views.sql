-- Question: what is the state of every materialized view?
-- Privilege: none; since when other sessions are at work needs pg_read_all_stats. Cost: a few catalogue rows a view.
-- Version: 14. Sizes are the statistics' own: to measure them would wait behind a refresh that blocks readers.
with view as materialized (
  select
    class.oid,
    namespace.nspname,
    class.relname,
    class.relispopulated,
    class.relpages,
    class.reltoastrelid,
    class.relname like 'mv\_%' and exists (
      select
      from pg_class as version
      where version.relname = 'analytics_schema_version' and version.relnamespace = class.relnamespace
    ) as is_pipeline
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where class.relkind = 'm' and namespace.nspname !~ '^pg_'
  order by namespace.nspname, class.relname
  limit 500
),
-- Of all that locks a materialized view, a refresh locks hardest.
held as materialized (
  select lock.relation, lock.pid, lock.mode
  from pg_locks as lock
  where lock.locktype = 'relation'
    and lock.database = (select oid from pg_database where datname = current_database())
    and lock.mode in ('ExclusiveLock', 'AccessExclusiveLock')
    and lock.relation in (select oid from view)
),
waiter as materialized (
  select lock.pid, min(lock.waitstart) as since
  from pg_locks as lock
  where not lock.granted and lock.pid in (select pid from held)
  group by lock.pid
),
refresher as (
  select distinct on (held.relation)
    held.relation,
    held.pid,
    activity.xact_start,
    held.mode = 'AccessExclusiveLock' as blocks_readers,
    waiter.pid is not null as is_waiting,
    waiter.since as waiting_since
  from held
  left join pg_stat_activity as activity on activity.pid = held.pid
  left join waiter on waiter.pid = held.pid
  -- Who waits is told first, and names who holds.
  order by held.relation, waiter.pid nulls last, held.mode, held.pid
)
select
  view.nspname as schema_name,
  view.relname as view_name,
  view.is_pipeline,
  view.relispopulated as populated,
  exists (
    select
    from pg_index as index
    where index.indrelid = view.oid and index.indisunique and index.indisvalid and index.indimmediate
      and index.indpred is null and index.indexprs is null
  ) as has_usable_index,
  coalesce((
    select jsonb_agg(attribute.attname order by attribute.attnum)
    from pg_attribute as attribute
    where attribute.attrelid = view.oid and attribute.attnum > 0 and not attribute.attisdropped
      and attribute.attname ~ '(^|_)(id|key|uuid|slug|week|month|day)$'
  ), '[]') as key_columns,
  pg_stat_get_live_tuples(view.oid)::float8 as live_rows,
  pg_stat_get_dead_tuples(view.oid)::float8 as dead_rows,
  (
    pg_stat_get_tuples_inserted(view.oid) + pg_stat_get_tuples_updated(view.oid) + pg_stat_get_tuples_deleted(view.oid)
  )::float8 as changed_rows,
  (
    view.relpages
    + coalesce((select toast.relpages from pg_class as toast where toast.oid = view.reltoastrelid), 0)
    + coalesce((
      select sum(part.relpages)
      from pg_index as index
      join pg_class as part on part.oid = index.indexrelid
      where index.indrelid = view.oid
    ), 0)
  )::float8 * current_setting('block_size')::int as size_bytes,
  greatest(pg_stat_get_last_vacuum_time(view.oid), pg_stat_get_last_autovacuum_time(view.oid)) as last_vacuum_at,
  refresher.pid as refreshing_pid,
  refresher.xact_start as refreshing_since,
  coalesce(refresher.blocks_readers, false) as blocks_readers,
  coalesce(refresher.is_waiting, false) as is_waiting,
  refresher.waiting_since,
  case when refresher.is_waiting then coalesce((
    select jsonb_agg(jsonb_build_object(
      'pid', blocker.pid,
      'user', coalesce(activity.usename, ''),
      'application', left(coalesce(activity.application_name, ''), 100),
      'state', coalesce(activity.state, '')
    ) order by blocker.pid)
    from (select distinct unnest(pg_blocking_pids(refresher.pid)) as pid limit 10) as blocker
    left join pg_stat_activity as activity on activity.pid = blocker.pid
  ), '[]') else '[]' end as blocked_by
from view
left join refresher on refresher.relation = view.oid
order by view.nspname, view.relname
limit 500
