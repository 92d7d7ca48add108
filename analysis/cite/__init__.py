"""How to cite a figure, a table or the software: sentence, BibTeX, LaTeX, numbers."""
