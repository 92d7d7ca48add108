"""Results as sentences with computed numbers."""
