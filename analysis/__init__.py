"""How a corpus becomes a report, in reading order; each room uses only those before it.

1. `tables` says what every table between two steps holds: the contract of all others.
2. `corpus` reads articles from any source, lists what is wrong, and cuts them into sections.
3. `language` finds the words of the sections and counts them; `models` runs the neural models.
4. `measures` turns this into tables: frequencies, keyness, attributions, loaded words, and more.
5. `inference` adds how sure the numbers are: intervals, adjusted p values; `validity` how right they are.
6. `figures` draws one table as one figure.
7. `record` notes what a figure was made from, and puts the note into the figure.
8. `reports` runs the notebooks, which join all of this, and publishes pages, papers and figures.
9. `export`, `verify`, `cite` and `bundle` write tables, check results, cite them and pack them.
10. `coding` writes pages and sheets on which people check what was found, and reads their answers.
11. `cluster` lets the models read a corpus beforehand, on this machine or on many.
12. `interactive` asks the next question in JupyterLab; `cli` is the command `framing`.

The article text is never altered; everything found in it is given as places in it.
"""
