-- Sends a notification to whoever listens on the channel $1, to hear whether it comes back.
select pg_notify($1::text, '')
