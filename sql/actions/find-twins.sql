-- Action: whether this schema has live twins; older ones have not.
select to_regclass('analytics_twin_state') is not null and to_regclass('analytics_bout_queue') is not null as is_installed
