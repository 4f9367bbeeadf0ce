-- The statement under EXPLAIN runs in a transaction that may write, because a person said so, and is rolled back.
-- Privilege: none. Cost: none.
begin transaction read write
