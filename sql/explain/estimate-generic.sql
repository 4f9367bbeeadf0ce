-- Goes before a statement, from 16 on: plans it for any parameters, which need not be given, and runs nothing.
explain (format json, verbose, settings, generic_plan)
