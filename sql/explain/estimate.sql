-- Goes before a statement: plans it and runs nothing.
explain (format json, verbose, settings)
