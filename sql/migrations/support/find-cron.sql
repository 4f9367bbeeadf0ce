-- Is pg_cron in this database, and if not, which database of the server holds it?
-- Without pg_read_all_settings the setting is not shown: home_database is then null.
select
  (select extversion from pg_extension where extname = 'pg_cron') as version,
  (select setting from pg_settings where name = 'cron.database_name') as home_database,
  current_database()::text as database
