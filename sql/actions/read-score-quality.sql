-- Action: how many scored submissions there were when they were last counted, and how many of them are malformed.
select
  coalesce(sum(scored_count), 0)::float8 as scored_count,
  coalesce(sum(malformed_count), 0)::float8 as malformed_count
from analytics_score_quality
