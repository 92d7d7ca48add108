"""What the columns and cells of a table mean, whatever file the table came from."""
