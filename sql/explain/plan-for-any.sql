-- How many parameters the prepared statement has; from now on it is planned for any of them. What is set ends with
-- the transaction, what is prepared with the session.
-- Privilege: none. Cost: none.
select cardinality(parameter_types)::int as count,
       set_config('plan_cache_mode', 'force_generic_plan', true)
  from pg_prepared_statements
 where name = 'lanewatch_statement'
