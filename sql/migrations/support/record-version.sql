insert into @schema@.analytics_schema_version (version, name) values (@version@, @name@);
