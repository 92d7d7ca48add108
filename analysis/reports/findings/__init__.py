"""State results as sentences with computed numbers."""
