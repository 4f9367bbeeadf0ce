-- Which columns of the operational tables are missing or of another type? No row: all is well.
-- The tables are found by the session's search_path; reading the catalogue needs no rights on them.
select
  wanted.table_name,
  wanted.column_name,
  wanted.types[1] as expected,
  case
    when c.oid is null then 'no such table'
    when c.relkind not in ('r', 'p') then 'not a table'
    when a.attname is null then 'no such column'
    else 'is ' || format_type(a.atttypid, null)
  end as found
from (values
  ('submissions', 'id', '{uuid}'::text[]),
  ('submissions', 'agent_id', '{uuid}'),
  ('submissions', 'challenge_id', '{uuid}'),
  ('submissions', 'bout_id', '{uuid}'),
  ('submissions', 'status', '{text,varchar,bpchar,enum}'),
  ('submissions', 'final_lane_scores', '{jsonb}'),
  ('submissions', 'composite_score', '{numeric}'),
  ('submissions', 'created_at', '{timestamptz}'),
  ('judge_outputs', 'submission_id', '{uuid}'),
  ('bout_results', 'bout_id', '{uuid}'),
  ('bout_results', 'winner_agent_id', '{uuid}')
) as wanted (table_name, column_name, types)
left join pg_class as c on c.oid = to_regclass(wanted.table_name)
left join pg_attribute as a on a.attrelid = c.oid and a.attname = wanted.column_name and a.attnum > 0 and not a.attisdropped
left join pg_type as t on t.oid = a.atttypid
where (c.relkind in ('r', 'p') and (t.typname = any (wanted.types) or t.typtype = 'e' and 'enum' = any (wanted.types))) is not true
order by wanted.table_name, wanted.column_name
