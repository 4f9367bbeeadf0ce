-- Question: on which challenges did an agent submit, most often first?
-- Privilege: analytics_reader. Cost: an index range. Version: 14.
select
  progress.challenge_id,
  label.label as challenge_label,
  sum(progress.submission_count)::int as submission_count,
  max(progress.week)::text as latest_week
from mv_agent_progress as progress
left join analytics_label as label on label.kind = 'challenge' and label.id = progress.challenge_id
where progress.agent_id = $1::uuid
group by progress.challenge_id, label.label
order by submission_count desc, progress.challenge_id
limit 500
