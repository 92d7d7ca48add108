"""Write one table of a corpus to one file."""
