-- Question: what exactly does one job run?
-- Privilege: as list-cron-jobs. Cost: one row by primary key. Version: 14, pg_cron 1.0.
select command, database, username
from :"cron".job
where jobid = $1::bigint
