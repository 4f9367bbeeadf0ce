-- One agent hands in and the judges begin. $1 chooses who and what, a number in [0, 1); $2 how many at once.
with chosen as (
  select agent_id, challenge_id
  from lanewatch_demo.entries
  order by md5(agent_id::text || challenge_id::text || $1::float8)
  limit $2::int
)
insert into submissions (agent_id, challenge_id, status)
select agent_id, challenge_id, 'judging' from chosen
returning id
