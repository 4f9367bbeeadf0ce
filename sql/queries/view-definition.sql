-- Question: how is one materialized view defined, and which indexes does it have?
-- Privilege: none. Cost: catalogue look-ups of one view; at most 50,000 characters. Version: 14.
-- $1 schema, $2 view. Writing a definition out locks what it reads, if only lightly: while somebody blocks readers of
-- the view or of what it reads, it is NULL rather than waited for.
with view as materialized (
  select class.oid
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where class.relkind = 'm' and namespace.nspname = $1::text and class.relname = $2::text
),
source as (
  select view.oid from view
  union
  select dependency.refobjid
  from view
  join pg_rewrite as rule on rule.ev_class = view.oid
  join pg_depend as dependency on dependency.classid = 'pg_rewrite'::regclass and dependency.objid = rule.oid
  where dependency.refclassid = 'pg_class'::regclass
)
select
  case
    when not exists (
      select
      from pg_locks as lock
      where lock.locktype = 'relation' and lock.mode = 'AccessExclusiveLock'
        and lock.database = (select oid from pg_database where datname = current_database())
        and lock.relation in (select oid from source)
    )
    then left(pg_get_viewdef(view.oid), 50000)
  end as definition,
  coalesce((
    select jsonb_agg(class.relname order by class.relname)
    from pg_index as index
    join pg_class as class on class.oid = index.indexrelid
    where index.indrelid = view.oid and index.indisunique and index.indisvalid
  ), '[]') as unique_indexes
from view
