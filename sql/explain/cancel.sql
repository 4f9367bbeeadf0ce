-- Cancels what the session with the process id $1 runs; asked from another session of the same role.
-- Privilege: the same role. Cost: none.
select pg_cancel_backend($1::int)
