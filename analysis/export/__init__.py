"""One table of the project as one file."""
