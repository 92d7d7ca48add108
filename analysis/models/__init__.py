"""Neural models, their cache, and several articles read side by side."""
