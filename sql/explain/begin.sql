-- The statement under EXPLAIN runs in a transaction that may not write.
-- Privilege: none. Cost: none.
begin transaction read only
