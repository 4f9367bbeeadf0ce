-- Question: how many rows has each live twin, and which slice was computed last?
-- Privilege: analytics_reader. Cost: four rows of the catalogue, one pass over the slices (a row a challenge). Version: 14.
with slices as (
  select count(*) filter (where data_as_of is not null) as computed_count, count(*) as slice_count
  from analytics_slice
),
latest as (
  select recomputed_at, duration_ms
  from analytics_slice
  where recomputed_at is not null
  order by recomputed_at desc
  limit 1
)
select
  'mv_' || metric.name as view_name,
  'analytics_' || metric.name as twin_name,
  pg_stat_get_live_tuples(class.oid)::float8 as live_rows,
  slices.computed_count::int as computed_count,
  slices.slice_count::int as slice_count,
  latest.recomputed_at as latest_at,
  latest.duration_ms as latest_ms
from (values
  ('lane_score_distribution'), ('weakness_patterns'), ('agent_progress'), ('time_to_first_win')
) as metric (name)
join pg_class as class on class.relname = 'analytics_' || metric.name and pg_table_is_visible(class.oid)
cross join slices
left join latest on true
order by metric.name
