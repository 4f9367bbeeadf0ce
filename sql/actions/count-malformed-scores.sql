-- Action: count malformed scores, unless that was done since a moment. $1 the moment, epoch in ms. Needs the lock.
select analytics_count_malformed_scores()::text as done
where not exists (
  select from analytics_score_quality where counted_at >= to_timestamp($1::float8 / 1000)
)
