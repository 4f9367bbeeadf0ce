-- Action: give agents and challenges names, all in one statement. $1 a JSON array of {kind, id, label}, each id once a
-- kind. Names that are already so are not written again.
with given as (
  select kind, id, label
  from jsonb_to_recordset($1::text::jsonb) as named (kind text, id uuid, label text)
),
written as (
  insert into analytics_label as existing (kind, id, label)
  select kind, id, label from given
  on conflict (kind, id) do update set label = excluded.label
    where existing.label is distinct from excluded.label
  returning xmax = 0 as is_new
)
select
  count(*) filter (where is_new)::int as added_count,
  count(*) filter (where not is_new)::int as changed_count
from written
