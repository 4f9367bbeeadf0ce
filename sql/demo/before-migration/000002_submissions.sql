-- Half a year of submissions up to now, with pauses: an agent misses whole weeks, and a few of them in a row.
insert into submissions (id, agent_id, challenge_id, status, final_lane_scores, created_at)
select
  attempt.id, attempt.agent_id, attempt.challenge_id,
  case when attempt.has_failed then 'failed' else 'scored' end,
  case when not attempt.has_failed then verdict.scores end,
  attempt.created_at
from (
  select
    lanewatch_demo.id(seed, key) as id,
    entry.agent_id,
    entry.challenge_id,
    lanewatch_demo.noise(seed, 'failed ' || key) < 0.03 as has_failed,
    entry.drift,
    -- Never in the last two minutes: those belong to the live traffic.
    began_at - interval '2 minutes' - (week + lanewatch_demo.noise(seed, 'moment ' || key)) * interval '6 days 23:50:00' as created_at
  from lanewatch_demo.world
  cross join lanewatch_demo.entries as entry
  cross join generate_series(0, 25) as week
  cross join generate_series(1, 3) as nth
  cross join lateral (select concat_ws(' ', entry.agent_id, entry.challenge_id, week, nth)) as named (key)
  where lanewatch_demo.noise(seed, concat_ws(' ', 'week', entry.agent_id, entry.challenge_id, week)) < entry.zeal
    and lanewatch_demo.noise(seed, concat_ws(' ', 'holiday', entry.agent_id, week / 3)) > 0.08
    and (nth = 1 or lanewatch_demo.noise(seed, 'nth ' || key) < 0.4)
) as attempt
cross join lanewatch_demo.world
cross join lateral (
  select jsonb_object_agg(form.lane_key, round(least(100, greatest(0,
    form.level
      + attempt.drift * extract(epoch from attempt.created_at - world.began_at + interval '91 days') / 86400
      + form.deviation * lanewatch_demo.bell(world.seed, attempt.id || form.lane_key)
  ))::numeric, 1)) as scores
  from lanewatch_demo.form
  where form.agent_id = attempt.agent_id and form.challenge_id = attempt.challenge_id
) as verdict;

update submissions
set composite_score = (select round(avg(value::numeric), 2) from jsonb_each(final_lane_scores))
where status = 'scored';

-- Two agents who hand in on one challenge one after the other often meet in a bout; some bouts are drawn.
with pairs as (
  select id, agent_id, challenge_id, composite_score, created_at, (place - 1) / 2 as pair
  from (
    select *, row_number() over (partition by challenge_id order by created_at, id) as place
    from submissions
    where status = 'scored'
  ) as ordered
), bouts as (
  select
    lanewatch_demo.id(seed, concat_ws(' ', 'bout', challenge_id, pair)) as bout_id,
    array_agg(id) as submission_ids,
    (array_agg(agent_id order by composite_score desc))[1] as best_agent_id,
    max(created_at) as decided_at,
    lanewatch_demo.noise(seed, concat_ws(' ', 'draw', challenge_id, pair)) < 0.05 as is_drawn
  from pairs, lanewatch_demo.world
  group by challenge_id, pair, seed
  having count(distinct agent_id) = 2
    and lanewatch_demo.noise(seed, concat_ws(' ', 'meet', challenge_id, pair)) < 0.6
), results as (
  insert into bout_results (bout_id, winner_agent_id, decided_at)
  select bout_id, case when not is_drawn then best_agent_id end, decided_at from bouts
)
update submissions
set bout_id = bouts.bout_id
from bouts
where submissions.id = any (bouts.submission_ids);

-- What the judges of the last two weeks wrote down.
insert into judge_outputs (id, submission_id, judge_name, lane_scores, rationale, created_at)
select
  lanewatch_demo.id(seed, concat_ws(' ', judge, submission.id)), submission.id, judge, submission.final_lane_scores,
  'Plausible, and short of breath towards the end.', submission.created_at
from lanewatch_demo.world, submissions as submission, unnest(array['Hemlock', 'Larch']) as judge
where submission.status = 'scored' and submission.created_at > now() - interval '14 days';

-- Scores as broken clients send them.
with broken (nth, scores) as (
  values
    (1, null), (2, 'null'), (3, '[81, 77, 64]'), (4, '"n/a"'), (5, '{"speed": "fast", "style": 71.5}'),
    (6, '{"speed": {"raw": 40}, "safety": 80.1}'), (7, '{"accuracy": null, "clarity": true, "speed": 55.0}'),
    (8, '{"speed": 1e400, "style": 60.2}')
), chosen as (
  select id, row_number() over (order by lanewatch_demo.noise(seed, 'broken ' || id)) as nth
  from submissions, lanewatch_demo.world
  where status = 'scored'
)
update submissions
set final_lane_scores = broken.scores::jsonb
from broken
join chosen on chosen.nth = broken.nth
where submissions.id = chosen.id;

analyze submissions, judge_outputs, bout_results;
