-- Action: remember whether a channel works. $1 channel, $2 what went wrong, if anything.
insert into analytics_alert_channel as known (channel, last_sent_at, failing_since, failure_count, last_error)
values (
  $1::text,
  case when $2::text is null then clock_timestamp() end,
  case when $2::text is not null then clock_timestamp() end,
  case when $2::text is null then 0 else 1 end,
  $2::text
)
on conflict (channel) do update
set last_sent_at = coalesce(excluded.last_sent_at, known.last_sent_at),
  failing_since = case when $2::text is not null then coalesce(known.failing_since, excluded.failing_since) end,
  failure_count = case when $2::text is null then 0 else known.failure_count + 1 end,
  last_error = excluded.last_error
