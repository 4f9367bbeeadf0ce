-- Ten scored submissions on as many of a hundred challenges: ten rows of the outbox, ten notifications.
\set first random(0, 99)
insert into submissions (agent_id, challenge_id, status, final_lane_scores, composite_score)
select
  md5('agent ' || (random() * 200)::int)::uuid,
  md5('challenge ' || (:first + nth) % 100)::uuid,
  'scored',
  jsonb_build_object('speed', (random() * 100)::int, 'style', (random() * 100)::int),
  50
from generate_series(1, 10) as nth;
