-- Question: how are the views defined that are not lanewatch's?
-- Privilege: none. Cost: a few ms for a hundred views; at most 200 views and 20,000 characters each. Version: 14.
-- Writing a definition out locks the view and what it reads, if only lightly: where somebody blocks readers it is left
-- out rather than waited for.
with view as materialized (
  select class.oid, namespace.nspname, class.relname, class.relkind, rule.oid as rule_oid
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  join pg_rewrite as rule on rule.ev_class = class.oid and rule.rulename = '_RETURN'
  where class.relkind in ('m', 'v')
    and namespace.nspname !~ '^pg_' and namespace.nspname <> 'information_schema'
    and not exists (
      select
      from pg_depend as member
      where member.classid = 'pg_class'::regclass and member.objid = class.oid and member.deptype = 'e'
    )
    and not (
      exists (
        select
        from pg_class as version
        where version.relname = 'analytics_schema_version' and version.relnamespace = class.relnamespace
      )
      and class.relname in (
        'mv_lane_score_distribution', 'mv_weakness_patterns', 'mv_agent_progress', 'mv_time_to_first_win',
        'analytics_lane_score_distribution_definition', 'analytics_weakness_patterns_definition',
        'analytics_agent_progress_definition', 'analytics_time_to_first_win_definition'
      )
    )
  order by class.relkind, namespace.nspname, class.relname
  limit 200
),
source as materialized (
  select distinct view.oid, dependency.refobjid
  from view
  join pg_depend as dependency on dependency.classid = 'pg_rewrite'::regclass and dependency.objid = view.rule_oid
  where dependency.refclassid = 'pg_class'::regclass
),
blocked as materialized (
  select lock.relation
  from pg_locks as lock
  where lock.locktype = 'relation' and lock.mode = 'AccessExclusiveLock'
    and lock.database = (select oid from pg_database where datname = current_database())
)
select
  view.nspname as schema_name,
  view.relname as view_name,
  view.relkind = 'm' as is_materialized,
  case
    when not exists (select from source join blocked on blocked.relation = source.refobjid where source.oid = view.oid)
    then left(pg_get_viewdef(view.oid), 20000)
  end as definition,
  exists (
    select
    from source
    join pg_attribute as attribute on attribute.attrelid = source.refobjid
    where source.oid = view.oid and source.refobjid <> view.oid
      and attribute.attname = 'challenge_id' and not attribute.attisdropped
  ) as reads_challenges,
  -- In the parsed query function 1217 is date_trunc(text, timestamptz) without a zone; the bytes spell "week".
  (
    select rule.ev_action::text ~* ':funcid 1217 [^[]*\[ [0-9 ]*(119|87) (101|69) (101|69) (107|75) \]'
    from pg_rewrite as rule
    where rule.oid = view.rule_oid
  ) as truncates_in_session_zone
from view
order by view.relkind, view.nspname, view.relname
