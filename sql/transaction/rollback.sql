-- None of it happened.
rollback
