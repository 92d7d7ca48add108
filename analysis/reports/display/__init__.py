"""Displays of a notebook: text, tables, figures, evidence, marked articles."""
