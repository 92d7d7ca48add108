"""Compare the same speakers in several outlets: how often each is heard, and with which cues."""

from collections.abc import Sequence

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.attribution.profile import outermost
from analysis.recipes import table
from analysis.tables import Attributions
from analysis.tables.patterns import SpeakersAcross

_PAIR = ["speaker", "outlet"]
_CLASSES = 3


@table("speakers-across", SpeakersAcross, kept=True)
def speakers_across(
    attributions: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Named speakers heard by several outlets.

    Only outermost Attributions in `sections` count, and only named speakers: "officials" in one outlet are
    not those in another.

    Returns
    -------
    SpeakersAcross, one row per speaker and outlet that has them.
    """
    check_sections(sections)
    rows = named_rows(Attributions.validate(attributions), sections)
    table = rows.groupby(_PAIR, as_index=False).agg(
        attributions=("id", "size"),
        quoted_words=("quoted_words", "sum"),
        words=("words", "sum"),
        articles=("article", "nunique"),
    )
    by_speaker = table.groupby("speaker")
    table = table.assign(
        outlets=by_speaker["outlet"].transform("size"),
        everywhere=by_speaker["attributions"].transform("sum"),
    )
    table = table[table["outlets"] > 1]
    kinds, classes = _ranked(rows, "kind"), _ranked(rows, "cue_class")
    used = classes.groupby(_PAIR).head(_CLASSES)
    used = used.assign(cue_classes=used["cue_class"] + " " + used["n"].astype("str"))
    written = used.groupby(_PAIR)["cue_classes"].agg(", ".join).reset_index()
    table = table.merge(kinds.drop_duplicates(_PAIR)[[*_PAIR, "kind"]], on=_PAIR)
    table = table.merge(written, on=_PAIR).sort_values(
        ["outlets", "everywhere", "speaker", "outlet"],
        ascending=[False, False, True, True],
        ignore_index=True,
    )
    return SpeakersAcross.validate(table)


def named_rows(attributions: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the outermost Attributions of `sections` that have a named speaker."""
    rows = outermost(attributions, sections)
    return rows[rows["named"] & (rows["speaker"] != "")]


def _ranked(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count the values of `column` for each speaker and outlet; most frequent first, then by name."""
    counted = rows.groupby([*_PAIR, column], as_index=False).agg(n=("id", "size"))
    return counted.sort_values([*_PAIR, "n", column], ascending=[True, True, False, True])
