-- Goes before a statement: runs it and measures.
explain (format json, analyze, buffers, verbose, settings, wal)
