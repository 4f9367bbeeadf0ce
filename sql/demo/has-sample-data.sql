-- Whether a kept folder holds the sample data already; the last step of making it leaves this mark.
select to_regclass('lanewatch_demo.is_complete') is not null as is_complete, to_regclass('submissions') is not null as has_tables
