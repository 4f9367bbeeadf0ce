-- All of it holds.
commit
