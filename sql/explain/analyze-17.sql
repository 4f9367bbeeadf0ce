-- Goes before a statement, from 17 on: runs it and measures, also the planner's memory and the cost of turning the
-- rows into text, which is what a client makes the server do.
explain (format json, analyze, buffers, verbose, settings, wal, memory, serialize text)
