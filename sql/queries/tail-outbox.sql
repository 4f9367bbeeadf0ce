-- Question: what came to the outbox since the look before?
-- Privilege: analytics_reader. Cost: outbox rows after $1 by primary key, of the newest 20,000. Version: 14.
-- $1 every row up to this id is known, $2 the snapshot of the look before (null: none yet), $3 rows at most, the newest.
-- Rows are told by transaction, not by id: a lower id may be committed later, and is then new although ids behind it are
-- known. Ids up to the newest one are all known once every transaction that had begun at that look has ended. The end of
-- a snapshot does not tell which had: it is the latest that ended. The age of an id is counted from the next one.
with newest as (
  select coalesce(max(id), 0) as id from analytics_refresh_queue
), unseen as materialized (
  select event.id, event.challenge_id, event.submission_count, event.queued_at
  from analytics_refresh_queue as event
  where event.id > greatest($1::float8::bigint, (select newest.id - 20000 from newest))
    and ($2::text is null or not pg_visible_in_snapshot(event.transaction_id, $2::text::pg_snapshot))
)
select
  pg_current_snapshot()::text as snapshot,
  pg_snapshot_xmin(pg_current_snapshot())::text::float8 as oldest_running,
  pg_snapshot_xmin(pg_current_snapshot())::text::float8
    + age(pg_snapshot_xmin(pg_current_snapshot())::xid)::float8 as next_transaction,
  (select newest.id from newest)::float8 as newest_id,
  clock_timestamp() as server_now,
  (select count(*) from unseen)::int as unseen_count,
  coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'queue_id', shown.id,
        'challenge_id', shown.challenge_id,
        'submission_count', shown.submission_count,
        'queued_ms', (extract(epoch from shown.queued_at) * 1000)::float8
      )
      order by shown.id
    )
    from (select * from unseen order by unseen.id desc limit $3::int) as shown
  ), '[]') as events
limit 1
