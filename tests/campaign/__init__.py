"""A campaign of faults: many trials, each with its own seed; short in the tests, long by hand."""
