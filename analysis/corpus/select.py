"""Part of a corpus: the articles of some outlets."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.corpus.read import Corpus, digest_of


def select_outlets(corpus: Corpus, outlets: Sequence[str]) -> Corpus:
    """Return the articles of `outlets`; all of them when the list is empty.

    Raises
    ------
    ValueError
        If an outlet is not in the corpus; the ones that are get listed.
    """
    known = corpus.articles["outlet"].unique()
    unknown = sorted(set(outlets) - set(known))
    if unknown:
        there = ", ".join(map(repr, sorted(known)))
        raise ValueError(f"no outlet {unknown[0]!r} in the corpus; it has {there}")
    if not outlets:
        return corpus
    kept = corpus.articles[corpus.articles["outlet"].isin(list(outlets))].reset_index(drop=True)
    return replace(corpus, articles=kept, digest=digest_of(kept))
