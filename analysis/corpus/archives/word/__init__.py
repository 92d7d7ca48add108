"""What stands in a Word file."""
