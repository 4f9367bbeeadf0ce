-- Action: drop the rows of workers that nobody asks about any more.
delete from analytics_worker where heartbeat_at < now() - interval '7 days'
