"""How a corpus becomes a report, in reading order; each folder uses only those before it.

1. `tables` says what every table that passes between the steps holds.
2. `corpus` reads articles from any source, lists what is wrong, and cuts them into sections.
3. `language` finds the words of the sections, their lemmas, and counts them per article; it reads
   articles with the attribution model.
4. `measures` turns this into tables: frequencies, keyness, who says what in whose words, what the
   corpus holds.
5. `inference` adds to these how sure they are: intervals, adjusted p values.
6. `figures` draws one table as one figure.
7. `reports` runs the notebooks, which join all of this, and publishes figures and pages;
   it verifies and cites them later.
8. `interactive` asks the next question in JupyterLab, and keeps its answer as a cell.
9. `cli` is the command `framing`.

The article text is never altered; what is found in it is given as places in it.
"""
