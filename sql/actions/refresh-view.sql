-- Action: bring one pipeline view up to date without blocking its readers.
-- $1 view, $2 cause.
call analytics_refresh($1::text, $2::text)
