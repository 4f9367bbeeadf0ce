-- What the session is.
-- Privilege: none. Cost: none.
select pg_backend_pid() as pid,
       current_setting('server_version') as server_version,
       current_setting('server_version_num')::int as server_version_num
