"""Cite a figure, a table or the software: as a sentence, BibTeX, LaTeX, or numbers."""
