-- Nothing but a reason to log in.
select 1 as one
