"""From a table to the coding page of a sample of what it counts."""

from pathlib import Path
from typing import NamedTuple

from analysis.errors import FramingError
from analysis.interactive.coding_view import code_sample
from analysis.interactive.results.answers import Answer
from analysis.interactive.results.table_subjects import needed
from analysis.project import project_folder
from analysis.validity.draws import sample_of, write_sample
from analysis.validity.measurands import items_of

# what is coded for the tables that need one of these, the first that fits
_CODED = {"agency": "acts", "loaded-language": "loaded", "found-attributions": "attributions"}
_VOICES, _KINDS = ("voice", "voices"), ("kind", "speakers", "speakers-across")


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
    return next((coded for step, coded in _CODED.items() if step in needed(table)), "")


def hand_check(answer: Answer, items: int = 40) -> HandCheck:
    """Draw whole articles with about so many items behind a table, and return their coding page.

    The sample is that of `framing sample`: articles are drawn of each outlet, at least two, each with a
    known probability, and all their items are coded. It is kept in samples/ in the project; a sample that
    is there already is shown again, so that no coding is lost.

    Raises
    ------
    FramingError
        If nothing behind the table can be coded.
    """
    number = dict(answer.question.only).get("measure", "")
    measure = coded_for(answer.question.table, number)
    if not measure:
        raise FramingError(
            f"{answer.question.table} counts nothing that people judge; check a table about attributions, "
            "loaded words or acts"
        )
    study = answer.study
    found = items_of(study, measure)
    articles = study["articles"]
    outlets = articles["outlet"].nunique()
    each = len(found) / len(articles) if len(found) else 1.0
    per_outlet = max(2, round(items / each / outlets))
    drawn = sample_of(study, measure, per_outlet=per_outlet, seed=study.value("seed"))
    folder = project_folder() / "samples" / f"{measure}-{study.corpus.digest[:6]}-{per_outlet}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        write_sample(drawn, folder)
    page = code_sample(folder)._repr_html_()
    return HandCheck(folder, measure, len(drawn.drawn), len(drawn.items), page)
