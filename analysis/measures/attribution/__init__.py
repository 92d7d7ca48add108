"""Who says what, in whose words: so far the direct quotations themselves."""

from analysis.measures.attribution.quotations import quotations_of

__all__ = ["quotations_of"]
