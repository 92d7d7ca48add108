"""From a table to the coding page of a sample of what it counts."""

from pathlib import Path
from typing import NamedTuple

from analysis.errors import FramingError
from analysis.interactive.coding_view import code_sample
from analysis.interactive.results.answers import Answer
from analysis.project import project_folder
from analysis.validity.draws import sample_of, write_sample
from analysis.validity.measurands import items_of

# what is coded for each table; of others no coder is asked yet what they count
_ATTRIBUTIONS = (
    "attributions", "concentration", "contrasts", "paired-attribution", "patterns", "tallies",
)  # fmt: skip
_CODED = {name: "attributions" for name in _ATTRIBUTIONS} | {
    "cues": "acts",
    "paired-loaded": "loaded",
}
_VOICES, _KINDS = ("voice", "voices"), ("kind", "speakers", "speakers-across")
_LOADED = "loaded-"  # begins the names of the tables of loaded words


class HandCheck(NamedTuple):
    """A sample: its folder, what is coded, how many articles and items it has, and its coding page."""

    folder: Path
    measure: str
    articles: int
    items: int
    page: str


def coded_for(table: str, number: str = "") -> str:
    """Return what is coded to check a table, and in it the rows of one number; "" if nothing can be."""
    if {table, number} & set(_VOICES):
        return "voice"
    if {table, number} & set(_KINDS):
        return "speakers"
    return "loaded" if table.startswith(_LOADED) else _CODED.get(table, "")


def hand_check(answer: Answer, items: int = 40) -> HandCheck:
    """Draw whole articles with about so many items behind a table, and return their coding page.

    The sample is that of `framing sample`: articles are drawn of each outlet, at least two, each with a
    known probability, and all their items are coded; of many outlets that are more items than asked for.
    It is kept in samples/ in the project; a sample that is there already is shown again, so that no coding
    is lost.

    Raises
    ------
    FramingError
        If nothing behind the table can be coded.
    """
    number = dict(answer.question.only).get("measure", "")
    measure = coded_for(answer.question.table, number)
    if not measure:
        raise FramingError(
            f"{answer.question.table} counts nothing that coders are asked about; check a table about "
            "voices, attributions, speakers, cues or loaded words"
        )
    study = answer.study
    found = items_of(study, measure)
    articles = study["articles"]
    outlets = articles["outlet"].nunique()
    each = len(found) / len(articles) if len(found) else 1.0
    per_outlet = max(2, round(items / each / outlets))
    drawn = sample_of(study, measure, per_outlet=per_outlet, seed=study.value("seed"))
    # of the very items and texts: another corpus or choice has another sample
    digest = drawn.about["digest"].removeprefix("sha256:")[:8]
    folder = project_folder() / "samples" / f"{measure}-{digest}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        write_sample(drawn, folder)
    page = code_sample(folder)._repr_html_()
    return HandCheck(folder, measure, len(drawn.drawn), len(drawn.items), page)
