-- The judges have finished with the submissions of $1, a JSON array of ids; one statement, one event each.
update submissions
set status = 'scored', final_lane_scores = verdict.scores, updated_at = now(),
  composite_score = (select round(avg(value::numeric), 2) from jsonb_each(verdict.scores))
from (
  select id, lanewatch_demo.judge(id, agent_id, challenge_id, created_at) as scores
  from submissions
  where $1::text::jsonb ? id::text and status = 'judging'
) as verdict
where submissions.id = verdict.id
