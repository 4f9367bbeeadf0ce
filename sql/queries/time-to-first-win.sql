-- Question: how long do agents take to their first win, on one challenge or on all?
-- Privilege: analytics_reader. Cost: one row, or one per challenge. Version: 14.
select
  win.challenge_id,
  label.label as challenge_label,
  win.agents_with_win::int as agents_with_win,
  win.avg_days_to_first_win::float8 as avg_days_to_first_win
from mv_time_to_first_win as win
left join analytics_label as label on label.kind = 'challenge' and label.id = win.challenge_id
where $1::uuid is null or win.challenge_id = $1::uuid
order by label.label nulls last, win.challenge_id
limit 2000
