"""Choose sentences for reading: the most loaded ones, and the disagreements of list and model."""

from collections.abc import Sequence

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.loaded.rates import in_sections
from analysis.tables.loaded import Sentences


def most_loaded(
    sentences: pd.DataFrame,
    *,
    top: int,
    sections: Sequence[str] = ("body",),
    by: str = "own_score",
) -> pd.DataFrame:
    """Return Sentences: the `top` of each outlet with the highest scores in its own voice.

    `by` is "own_score" (the model's) or "own_lexicon_score".
    """
    check_sections(sections)
    rows = in_sections(Sentences.validate(sentences), sections)
    rows = rows[rows[by] > 0]
    order = ["outlet", by, "article", "number"]
    rows = rows.sort_values(order, ascending=[True, False, True, True])
    return Sentences.validate(rows.groupby("outlet").head(top).reset_index(drop=True))


def disagreements(
    sentences: pd.DataFrame, *, top: int, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Return Sentences on which list and model disagree most: `top` of each outlet and direction.

    Scores are compared by their ranks in the corpus, because they are not on one scale. For each outlet,
    sentences that the list ranks higher come first.
    """
    check_sections(sections)
    rows = in_sections(Sentences.validate(sentences), sections)
    rows = rows[rows["words"] > 0]
    apart = rows["lexicon_score"].rank(pct=True) - rows["score"].rank(pct=True)
    rows = rows.assign(apart=apart).sort_values(["outlet", "apart", "article", "number"])
    by_outlet = rows.groupby("outlet")
    model = by_outlet.head(top).pipe(lambda found: found[found["apart"] < 0])
    listed = by_outlet.tail(top).pipe(lambda found: found[found["apart"] > 0])
    table = pd.concat([listed.iloc[::-1], model]).sort_values("outlet", kind="stable")
    return Sentences.validate(table.drop(columns="apart").reset_index(drop=True))
