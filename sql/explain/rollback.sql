-- Whatever the statement did, it is undone.
rollback
