"""Find quotation marks, pair them, and join the pairs to quotations."""
