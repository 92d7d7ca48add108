"""Apply corrections by coders to attributions, and tell what became of each of them."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.coding.correction_table import CORRECTABLE, read_corrections_of_codings, span_in
from analysis.errors import FramingError
from analysis.measures.attribution.acts import left_out
from analysis.measures.attribution.attributions import counter_of, joined_text, type_of
from analysis.measures.attribution.speakers.corrections import NO_CORRECTIONS, Corrections
from analysis.measures.attribution.speakers.votes import BY_HAND, one_name
from analysis.parameters import ParameterError
from analysis.recipes import step, table
from analysis.tables import Articles, Attributions, by_key, spans_in
from analysis.tables.codings import CodedCorrections, UnfitCorrections
from analysis.tables.places import AFTER_TITLE

_ROLES = ("content", "cue", "source")
NOT_HERE = "there is no such article"
_MISSING = "a span alone does not say who speaks and by which cue"
_OF_SOURCE = ("speaker", "affiliation", "kind")  # one source may have several attributions


class Amended(NamedTuple):
    """Attributions with corrections, how many were applied, and those that were not.

    `unfit` has a row a correction that was not applied: UnfitCorrections.
    """

    attributions: pd.DataFrame
    applied: int
    unfit: pd.DataFrame


class _UnfitError(FramingError):
    """Why a correction is not applied."""


def amended(
    attributions: pd.DataFrame, corrections: pd.DataFrame, articles: pd.DataFrame
) -> Amended:
    """Apply corrections to attributions.

    Parameters
    ----------
    attributions
        Attributions.
    corrections
        CodedCorrections. Their places are those of the model's span in the text or title as the user gave
        it: of a content, a cue, a source, or from the first to the last character of an attribution.
    articles
        Articles that the attributions were found in.

    Returns
    -------
    Amended. A correction is applied if its span is that of one attribution (corrections of a speaker: of
    all attributions with this source), the value before is the one that is there, and all coders of the
    item say the same. A mended content gets its words and type counted again; `section`, `paragraph` and
    `act` stay. A rejected attribution is left out, and those inside it move up to the one around it.
    """
    corrections = CodedCorrections.validate(corrections)
    state = _State(Attributions.validate(attributions), articles)
    unfit: list[dict[str, Any]] = []
    applied = 0
    for place, group in corrections.groupby(["article", "field", "start", "end"], sort=True):
        rows = _records(group)
        missing = [row for row in rows if row["what"] == "missing"]
        unfit += [{**row, "reason": _MISSING} for row in missing]
        rows = [row for row in rows if row["what"] != "missing"]
        try:
            found = state.matching(place)
            _refuse_disputed(rows)
        except _UnfitError as error:
            unfit += [{**row, "reason": str(error)} for row in rows if row["from"] != row["to"]]
            continue
        # one of several coders who agree stands for them; a span is mended last, as it moves the place
        for row in sorted(_agreed(rows), key=lambda row: row["what"] in ("span", "wrong")):
            try:
                state.correct(row, found)
                applied += 1
            except _UnfitError as error:
                unfit.append({**row, "reason": str(error)})
    left = UnfitCorrections.validate(pd.DataFrame(unfit, columns=UnfitCorrections.names()))
    return Amended(state.table(), applied, left)


@step("given-corrections", checks=True)
def _given_corrections(*, corrections: str) -> pd.DataFrame:
    """What coders mended, by the researcher's table."""
    if not corrections:
        return CodedCorrections.of_rows([], "article")
    return read_corrections_of_codings(corrections)


@step("named-attributions")
def _named(
    found_attributions: pd.DataFrame, given_speakers: Corrections = NO_CORRECTIONS
) -> pd.DataFrame:
    """All attributions, however certain, each speaker with one name and kind in all articles."""
    return Attributions.validate(one_name(found_attributions, given_speakers))


@step("amended")
def _amended(
    named_attributions: pd.DataFrame,
    given_corrections: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    certainty: float,
) -> Amended:
    """The attributions after the researcher's tables of speakers and of corrections."""
    uncertain = named_attributions["score"] < certainty
    attributions = left_out(named_attributions, uncertain).reset_index(drop=True)
    if given_corrections.empty:
        return Amended(attributions, 0, UnfitCorrections.of_rows([], "article"))
    return amended(attributions, given_corrections, articles)


@table("attributions", Attributions, kept=True)
def _attributions(amended: Amended, *, counted_acts: list[str]) -> pd.DataFrame:
    """Every attribution: who says what, by which cue."""
    if not counted_acts:
        raise ParameterError("counted_acts is empty; give said, thought, or both")
    rows = amended.attributions
    return left_out(rows, ~rows["act"].isin([*counted_acts, "done"])).reset_index(drop=True)


@table("unfit-corrections", UnfitCorrections)
def _unfit(amended: Amended) -> pd.DataFrame:
    """The corrections by coders that were not applied, and why."""
    return amended.unfit


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): value for k, value in row.items()} for row in table.to_dict("records")]


def _changes(rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return what each coder changes to what."""
    told: dict[str, dict[str, str]] = {str(row["coder"]): {} for row in rows}
    for row in rows:
        if row["from"] != row["to"]:
            told[str(row["coder"])][row["what"]] = row["to"]
    return told


def _refuse_disputed(rows: list[dict[str, Any]]) -> None:
    told = _changes(rows)
    if len({json.dumps(change, sort_keys=True) for change in told.values()}) > 1:
        raise _UnfitError(f"the coders differ: {', '.join(sorted(told))}")


def _agreed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row a change."""
    return list({row["what"]: row for row in reversed(rows) if row["from"] != row["to"]}.values())


class _Match(NamedTuple):
    """The attributions that a place belongs to, and as which part of them."""

    role: str
    keys: list[tuple[str, str]]


class _State:
    """The attributions while they are corrected, by article and id."""

    def __init__(self, attributions: pd.DataFrame, articles: pd.DataFrame) -> None:
        self.rows = {(row["article"], row["id"]): row for row in _records(attributions)}
        self.articles = {row["id"]: row for row in _records(Articles.validate(articles))}
        self._found: dict[tuple[str, str, int, int], list[tuple[str, str]]] = {}
        for key, row in self.rows.items():
            for role, span in _hulls(row).items():
                self._found.setdefault((row["article"], role, *span), []).append(key)
        self._counters: dict[str, Callable[..., tuple[int, int]]] = {}

    def matching(self, place: tuple[Any, ...]) -> _Match:
        """Return the attributions whose content, cue, source or whole has this place."""
        article, field, start, end = place
        span = self._read(article, field, int(start), int(end))
        for role in (*_ROLES, "whole"):
            keys = self._found.get((article, role, *span))
            if keys:
                return _Match(role, keys)
        raise _UnfitError("no attribution has this place")

    def _read(self, article: str, field: str, start: int, end: int) -> tuple[int, int]:
        """Return where a place of the given text lies in the text that was read."""
        if article not in self.articles:
            raise _UnfitError(NOT_HERE)
        before = self.articles[article]["put_before"]
        if field == "text":
            return start + before, end + before
        if end > before - len(AFTER_TITLE):
            raise _UnfitError("the title was not read as part of the text")
        return start, end

    def correct(self, row: Mapping[str, Any], found: _Match) -> None:
        """Apply one correction."""
        what = row["what"]
        if what not in (*CORRECTABLE, "span", "wrong"):
            raise _UnfitError(f"attributions have no {what!r} that could be corrected")
        keys = [key for key in found.keys if key in self.rows]
        if len(keys) != 1 and what not in _OF_SOURCE:
            raise _UnfitError(f"{len(keys)} attributions have this place")
        if what == "wrong":
            self._remove(keys[0])
        elif what == "span":
            self._move(self.rows[keys[0]], found.role, row)
        else:
            self._set([self.rows[key] for key in keys], what, row)

    def _set(self, rows: list[dict[str, Any]], what: str, row: Mapping[str, Any]) -> None:
        """Give attributions another value in a column."""
        for one in rows:
            there = str(one[what]).lower() if what == "negated" else str(one[what])
            if there != row["from"]:
                raise _UnfitError(f"{what} is {there!r} now and not {row['from']!r}")
        for one in rows:
            one[what] = row["to"] == "true" if what == "negated" else row["to"]
            if what == "speaker":
                one |= {"rule": BY_HAND, "named": bool(row["to"])}

    def _remove(self, key: tuple[str, str]) -> None:
        gone = self.rows.pop(key)
        for row in self.rows.values():
            if row["article"] == gone["article"] and row["parent"] == gone["id"]:
                row["parent"] = gone["parent"]

    def _move(self, one: dict[str, Any], role: str, row: Mapping[str, Any]) -> None:
        """Give a part of an attribution another span."""
        if role == "whole":
            raise _UnfitError("it is the place of a whole attribution, not of one of its parts")
        field = "title" if row["to"].startswith("title ") else "text"
        field = field if " " in row["to"] else row["field"]
        span = self._read(one["article"], field, *(span_in(row["to"]) or (0, 0)))
        article = self.articles[one["article"]]
        if span[1] > len(article["text"]):
            raise _UnfitError("the span ends behind the text")
        one[role], one[f"{role}_text"] = (
            json.dumps([list(span)]),
            joined_text(article["text"], [span]),
        )
        one["start"] = min(start for name in _ROLES for start, _ in spans_in(one[name]))
        if role == "content":
            words, quoted = self._counter(one["article"])([span])
            one |= {"words": words, "quoted_words": quoted, "type": type_of(words, quoted)}

    def _counter(self, article: str) -> Callable[..., tuple[int, int]]:
        if article not in self._counters:
            told = self.articles[article]
            self._counters[article] = counter_of(told["text"], told["title"])
        return self._counters[article]

    def table(self) -> pd.DataFrame:
        """Return the corrected Attributions."""
        rows = pd.DataFrame(list(self.rows.values()), columns=Attributions.names())
        return by_key(Attributions.validate(rows), "article", "id")


def _hulls(row: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Return from where to where each part of an attribution reaches, and the whole."""
    spans = {role: spans_in(row[role]) for role in _ROLES}
    spans["whole"] = [span for parts in spans.values() for span in parts]
    return {
        role: (min(start for start, _ in parts), max(end for _, end in parts))
        for role, parts in spans.items()
        if parts
    }
