-- Goes before a value for each parameter: plans the prepared statement and runs nothing.
explain (format json, verbose, settings) execute lanewatch_statement
