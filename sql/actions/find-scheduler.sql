-- Action: whether the built-in scheduler has tables to work from; it has where pg_cron is absent.
select to_regclass('lanewatch_cron.job') is not null as is_installed
