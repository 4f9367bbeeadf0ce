-- Which migrations were run?
select version, name from @schema@.analytics_schema_version order by version
