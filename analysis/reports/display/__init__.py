"""What a notebook can show: text, tables, figures, evidence, marked articles."""
