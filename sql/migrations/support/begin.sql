-- One migrator at a time, to the end of this transaction. The operational tables are found behind lanewatch's schema.
select pg_advisory_xact_lock(hashtextextended('lanewatch migrate', 0));
-- Triggers need the table for a moment; rather try again than hold up its writers behind a long transaction.
select set_config('lock_timeout', '5s', true);
select set_config('search_path', quote_ident(@schema_text@) || coalesce(', ' || nullif(current_setting('search_path'), ''), ''), true);
-- Waiting for an advisory lock does not renew what this session believes about the catalogue; opening a table does.
select from pg_namespace limit 0;
