"""Neural models, the cache of their results, and the work on several articles in parallel."""
