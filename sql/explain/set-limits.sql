-- How long a statement may take, wait for a lock, and idle ($1 to $3, in milliseconds as text) until the transaction
-- ends. A limit on the whole transaction exists from 17 on.
-- Privilege: none. Cost: none.
select set_config('statement_timeout', $1, true),
       set_config('lock_timeout', $2, true),
       set_config('idle_in_transaction_session_timeout', $3, true),
       case when current_setting('server_version_num')::int >= 170000
            then set_config('transaction_timeout', $3, true)
       end
