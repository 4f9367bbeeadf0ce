-- Action: go on as another role, where this one may. $1 role; a no-op for the session's own.
select case when current_user = $1::text then current_user::text else set_config('role', $1::text, false) end as role,
  pg_backend_pid() as backend_pid
