-- The beginning of work that is done wholly or not at all.
begin
