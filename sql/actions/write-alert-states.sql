-- Action: remember findings and put messages into the queue of every channel, all of it or nothing; and nothing where
-- another worker has taken over. $1 worker, $2 a JSON array of rows, $3 one of messages, $4 one of channels.
-- What people set is theirs: nothing here mutes or acknowledges, but an acknowledgement can end.
with lead as materialized (
  update analytics_alert_lead set held_by = $1::uuid
  where held_by = $1::uuid and held_until > clock_timestamp()
  returning true as is_held
),
states as (
  insert into analytics_alert_state as known (
    finding_key, rule_id, object, job_id, severity, message, remedy, since, first_seen_at, last_seen_at,
    seen_count, unseen_count, silenced_by, told_severity, last_sent_at, suppressed_count, acknowledged_until, resolved_at
  )
  select
    key, rule_id, object, job_id, severity, message, remedy, since, first_seen_at, last_seen_at,
    seen_count, unseen_count, silenced_by, told_severity, last_sent_at, suppressed_count, acknowledged_until, resolved_at
  from lead
  cross join jsonb_to_recordset($2::text::jsonb) as state (
    key text, rule_id text, object text, job_id int, severity text, message text, remedy text, since timestamptz,
    first_seen_at timestamptz, last_seen_at timestamptz, seen_count int, unseen_count int, silenced_by text,
    told_severity text, last_sent_at timestamptz, suppressed_count int, acknowledged_until timestamptz,
    resolved_at timestamptz
  )
  order by key
  on conflict (finding_key) do update
  set rule_id = excluded.rule_id, object = excluded.object, job_id = excluded.job_id, severity = excluded.severity,
    message = excluded.message, remedy = excluded.remedy, since = excluded.since,
    first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at,
    seen_count = excluded.seen_count, unseen_count = excluded.unseen_count, silenced_by = excluded.silenced_by,
    told_severity = excluded.told_severity, last_sent_at = excluded.last_sent_at,
    suppressed_count = excluded.suppressed_count, resolved_at = excluded.resolved_at,
    -- It ends with the matter it was for, or where that gets worse; one that came in just now stays.
    acknowledged_until = case
      when known.seen_count = 0 or excluded.acknowledged_until is not null
        or (known.resolved_at is null and known.severity = excluded.severity)
      then known.acknowledged_until
    end,
    acknowledged_by = case
      when known.seen_count = 0 or excluded.acknowledged_until is not null
        or (known.resolved_at is null and known.severity = excluded.severity)
      then known.acknowledged_by
    end
),
queued as (
  insert into analytics_alert_delivery (message_id, channel, message)
  select (message ->> 'id')::uuid, channel, message
  from lead
  cross join jsonb_array_elements($3::text::jsonb) with ordinality as one (message, nth)
  cross join jsonb_array_elements_text($4::text::jsonb) as channel
  order by nth, channel
  on conflict (message_id, channel) do nothing
)
select is_held from lead
