-- Question: what does every materialized view read, what reads it, and may this role refresh it?
-- Privilege: none. Cost: the dependencies of all views of the database, a few ms. Version: 14.
-- What is read through plain views is read as well; `kind` is that of pg_class.
with recursive view as materialized (
  select class.oid, namespace.nspname, class.relname, class.relowner
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where class.relkind = 'm' and namespace.nspname !~ '^pg_'
  order by namespace.nspname, class.relname
  limit 500
),
edge as materialized (
  select distinct rule.ev_class as reader, dependency.refobjid as source
  from pg_rewrite as rule
  join pg_depend as dependency on dependency.classid = 'pg_rewrite'::regclass and dependency.objid = rule.oid
  where dependency.refclassid = 'pg_class'::regclass and dependency.refobjid <> rule.ev_class
),
reach (view, source) as (
  select view.oid, edge.source from view join edge on edge.reader = view.oid
  union
  select reach.view, edge.source
  from reach
  join pg_class as between_them on between_them.oid = reach.source and between_them.relkind = 'v'
  join edge on edge.reader = reach.source
),
named as materialized (
  select
    class.oid,
    jsonb_build_object('schema', namespace.nspname, 'name', class.relname, 'kind', class.relkind) as description
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where class.oid in (select source from reach union select reader from edge where source in (select oid from view))
)
select
  view.nspname as schema_name,
  view.relname as view_name,
  pg_get_userbyid(view.relowner)::text as owner,
  case
    when pg_has_role(view.relowner, 'USAGE') then true
    -- From 17 there is a privilege of its own.
    when current_setting('server_version_num')::int >= 170000 then has_table_privilege(view.oid, 'MAINTAIN')
    else false
  end as may_refresh,
  coalesce((
    select jsonb_agg(named.description order by named.description ->> 'schema', named.description ->> 'name')
    from reach
    join named on named.oid = reach.source
    where reach.view = view.oid
  ), '[]') as reads,
  coalesce((
    select jsonb_agg(named.description order by named.description ->> 'schema', named.description ->> 'name')
    from edge
    join named on named.oid = edge.reader
    where edge.source = view.oid
  ), '[]') as read_by,
  now() as server_now
from view
order by view.nspname, view.relname
