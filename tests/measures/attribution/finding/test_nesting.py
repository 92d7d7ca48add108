"""A quotation that a paper is credited with does not hold the clause that names who speaks in it."""

from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.nesting import Found, without_credited_clauses
from analysis.measures.attribution.quotes.quotations import quoted_spans

TEXT = "“We all drown,” Roe said Monday, according to the Star."
QUOTED, CLAUSE = (0, TEXT.index("”") + 1), (0, TEXT.index(", according"))


def span(part):
    start = TEXT.index(part)
    return (start, start + len(part))


def test_the_clause_of_who_speaks_is_taken_from_what_the_paper_tells():
    inner = Found(Attribution((span("Roe"),), (span("said"),), (QUOTED,), 0.9), parent=0)
    for cue, left in (("according to", QUOTED), ("Star", CLAUSE)):
        outer = Found(Attribution((span("the Star"),), (span(cue),), (CLAUSE,), 0.9))
        found = without_credited_clauses([outer, inner], quoted_spans(TEXT), TEXT)
        assert [one.spans.content for one in found] == [(left,), (QUOTED,)]
