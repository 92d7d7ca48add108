"""The sentences behind a row of any table: the rule for it is found by what the row holds.

Numbers about attributions, loaded words and acts have the rules of the reports; for other rows the
nearest table with places in texts that the recipe of the table needs is looked through for rows that have
the same values.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.language.sentences import only_stretches
from analysis.measures.attribution import evidence
from analysis.measures.attribution.profile import MEASURES
from analysis.measures.comparison.agency_rates import ACTS_TOLD, AGENT
from analysis.measures.loaded import MODEL_HITS, NEAR, SPEAKERS, counted
from analysis.measures.loaded.lexicons import OWN
from analysis.measures.loaded.rates import (
    CATEGORIES,
    HEADLINES,
    LOADED_SENTENCES,
    MODEL_VOICES,
    SENTENCE,
    VOICES,
)
from analysis.measures.trends import period_starts
from analysis.recipes import GIVEN, parameters_of, recipe_for, tables
from analysis.reports.findings.words_evidence import words_behind
from analysis.reports.notebook.passages import is_attributions
from analysis.study import Study

Row = Mapping[Any, Any]
_PLACES = ["article", "start", "end"]
_SIDES = ("outlet", "above", "below", "target", "reference")
# columns that say where a row falls, and may be looked for in another table
_SHARED = (
    "article", "outlet", "speaker", "kind", "voice", "category", "term", "actor", "call", "form", "section",
    "lexicon", "event",
)  # fmt: skip


def places_behind(study: Study, name: str, row: Row) -> pd.DataFrame:
    """Return the places in texts that one row of a table counts, or is about.

    Parameters
    ----------
    study
        The study that the table is of.
    name
        The table.
    row
        One of its rows.

    Returns
    -------
    Attributions, or rows with `article`, `start` and `end` and, where it is known, `voice`; in reading
    order. Empty if the row is about whole articles (`articles_behind`) or about no text.
    """
    for tell in (_itself, _spans, _words, _pair, _number, _speaker):
        found = tell(study, row)
        if found is not None:
            return _ordered(found)
    return _ordered(_matching(study, name, row))


def articles_behind(study: Study, row: Row) -> list[str]:
    """Return the ids of the articles that a row names, or of the outlets or the event that it names."""
    articles = study["articles"]
    named = [
        row[key] for key in ("article", "id", "a", "b", "article_a", "article_b") if key in row
    ]
    known = set(articles["id"])
    if any(name in known for name in named):
        return [name for name in named if name in known]
    if row.get("event"):
        told = study["events"]
        told = told[told["event"] == row["event"]]
        told = told[told["outlet"] == row["outlet"]] if "outlet" in row else told
        return list(told["article"])
    outlets = _outlets(study, row)
    return list(articles.loc[articles["outlet"].isin(outlets), "id"]) if outlets else []


def _outlets(study: Study, row: Row) -> list[str]:
    known = set(study["articles"]["outlet"])
    return [row[side] for side in _SIDES if side in row and row[side] in known]


def _itself(study: Study, row: Row) -> pd.DataFrame | None:  # noqa: ARG001  as the others
    if {"source", "cue", "content"} <= set(row) or set(_PLACES) <= set(row):
        return pd.DataFrame([dict(row)])
    return None


def _spans(study: Study, row: Row) -> pd.DataFrame | None:  # noqa: ARG001
    """Return the passages of rows that have spans as JSON: shared quotations, and what one outlet has."""
    pairs = [
        (row[one], row[f"{one}_span"], row[f"speaker_{one}"])
        for one in "ab"
        if f"{one}_span" in row
    ]
    if "span" in row and "article" in row:
        pairs = [(row["article"], row["span"], row.get("speaker", ""))]
    if not pairs:
        return None
    rows = [
        {"article": article, "start": start, "end": end, "speaker": speaker}
        for article, spans, speaker in pairs
        for start, end in json.loads(spans)
    ]
    return pd.DataFrame(rows, columns=[*_PLACES, "speaker"])


def _words(study: Study, row: Row) -> pd.DataFrame | None:
    """Return places of the term of a row that counts words: up to fifty of each outlet."""
    if "term" not in row or "category" in row:
        return None
    if "period" in row:
        return _of_period(_of_query(study, str(row["term"]), str(row["outlet"])), row)
    every = "rank" in row and "rate" not in row
    counts = study["every-count" if every else "counts"]
    if "target" in row:
        asked = [dict(row)]
    else:
        outlets = _outlets(study, row) or list(counts.outlets)  # of none: the whole corpus
        asked = [{"term": row["term"], "outlet": one, "n": 1, "words": 1} for one in outlets]
    behind = words_behind(pd.DataFrame(asked), counts, study["articles"], study["counting"])
    found = [one.rows for one in behind if len(one.rows)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=_PLACES)


def _of_query(study: Study, query: str, outlet: str) -> pd.DataFrame:
    from analysis.language.queries import queries_of  # noqa: PLC0415
    from analysis.measures import concordance  # noqa: PLC0415

    articles = study["articles"]
    tokens = study["tokens"]
    (asked,) = queries_of([query], articles)
    known = articles[articles["outlet"] == outlet]
    held = tokens.stretches["article"].isin(known["id"]).to_numpy().nonzero()[0]
    return concordance(only_stretches(tokens, held), known, asked)


def _of_period(lines: pd.DataFrame, row: Row) -> pd.DataFrame:
    """Return the lines of the day, week or month of a row of Trends."""
    begins = period_starts(lines["date"], str(row["per"]))
    return lines[begins == pd.Timestamp(row["period"])]


def _pair(study: Study, row: Row) -> pd.DataFrame | None:
    """Return the places of a word that have another one near."""
    if "collocate" not in row:
        return None
    from analysis.interactive.lines import lines_beside  # noqa: PLC0415
    from analysis.language.queries import queries_of  # noqa: PLC0415
    from analysis.measures import Context, concordance  # noqa: PLC0415

    articles = study["articles"]
    (asked,) = queries_of([str(row["node"])], articles)
    known = articles[articles["outlet"] == row["outlet"]] if row.get("outlet") else articles
    tokens = study["tokens"]
    held = tokens.stretches["article"].isin(known["id"]).to_numpy().nonzero()[0]
    voices = study["voices"] if row.get("voice") else None
    near = Context(int(study.value("window")))
    lines = concordance(only_stretches(tokens, held), known, asked, context=near, voices=voices)
    return lines[lines_beside(lines, str(row["collocate"]), str(row.get("voice", "")), voices)]


def _number(study: Study, row: Row) -> pd.DataFrame | None:
    """Return what is counted by a number that has measure, group and category."""
    if not {"measure"} <= set(row) or not ({"category"} <= set(row) or {"statistic"} <= set(row)):
        return None
    found = [_counted(study, dict(row) | {"outlet": outlet}) for outlet in _outlets(study, row)]
    kept = [one for one in found if one is not None and len(one)]
    if not kept:
        return None
    rows = pd.concat(kept, ignore_index=True)
    return rows[rows["article"] == row["article"]] if "article" in row else rows


def _counted(study: Study, row: Row) -> pd.DataFrame | None:
    """Return what one outlet has of a number."""
    measure, sections = str(row["measure"]), study.value("sections")
    if measure in MEASURES:
        wanted = ("measure", "statistic", "outlet", "group", "category", "speaker")
        given = {key: row[key] for key in wanted if key in row}
        given |= {"group": ""} if MEASURES[measure].group == "no_group" else {}
        try:
            return evidence(given, study["attributions"], study["voices"], sections=sections)
        except ValueError:  # a category that this outlet has not
            return None
    if measure in ACTS_TOLD:
        return _acts(study["agency"], row, sections)
    return _loaded(study, row, sections)


def _acts(acts: pd.DataFrame, row: Row, sections: Any) -> pd.DataFrame:
    own: pd.DataFrame = acts[(acts["act"] == row["measure"]) & (acts["outlet"] == row["outlet"])]
    own = own[own["section"].isin(list(sections))]
    own = own[own["voice"] == row["group"]] if row["group"] else own
    if row["category"] == AGENT:
        return own[own["agent_text"] != ""]
    return own[own["construction"] == str(row["category"]).replace(" ", "_")]


def _loaded(study: Study, row: Row, sections: Any) -> pd.DataFrame | None:
    """Return the loaded words or sentences of an outlet that a number counts."""
    measure = str(row["measure"])
    if measure in NEAR.values():
        table, voices = study["loaded-beside"], NEAR
        rows = table[table["actor"] == row["category"]]
    elif measure in SPEAKERS.values():
        table, voices = counted(study["loaded-word"], sections, by=MODEL_HITS), SPEAKERS
        rows = table[table["speaker"] == row["category"]]
    elif measure == LOADED_SENTENCES:
        return _sentences(study["loaded-sentence"], row, sections)
    else:
        return _loaded_words(study, row, sections)
    voice = next(voice for voice, name in voices.items() if name == measure)
    found: pd.DataFrame = rows[(rows["outlet"] == row["outlet"]) & (rows["voice"] == voice)]
    return found


def _sentences(rows: pd.DataFrame, row: Row, sections: Any) -> pd.DataFrame:
    score = "score" if row["category"] == "in any voice" else "own_score"
    kept = (rows["outlet"] == row["outlet"]) & (rows[score] >= SENTENCE) & (rows["words"] > 0)
    found: pd.DataFrame = rows[kept & rows["section"].isin(list(sections))]
    return found


def _loaded_words(study: Study, row: Row, sections: Any) -> pd.DataFrame | None:
    wanted = {
        VOICES: (OWN, {"voice": row["category"]}),
        MODEL_VOICES: (MODEL_HITS, {"voice": row["category"]}),
        CATEGORIES: (OWN, {"voice": row["group"], "category": row["category"]}),
        HEADLINES: (MODEL_HITS, {"voice": "outlet"}),
    }
    if row["measure"] not in wanted:
        return None
    by, values = wanted[row["measure"]]
    read = [str(row["category"])] if row["measure"] == HEADLINES else sections
    rows = counted(study["loaded-word"], read, by=by)
    for column, value in (values | {"outlet": row["outlet"]}).items():
        rows = rows[rows[column] == value]
    return rows


def _speaker(study: Study, row: Row) -> pd.DataFrame | None:
    """Return what a speaker says, for tables with a speaker a row."""
    if "aliases" in row:
        said: pd.DataFrame = study["attributions"]
        own: pd.DataFrame = said[said["speaker"] == row["name"]]
        return own
    if {"speaker", "outlet", "cue_classes"} <= set(row):
        given = {key: row[key] for key in ("speaker", "outlet")}
        return evidence(given, study["attributions"], sections=study.value("sections"))
    return None


def _matching(study: Study, name: str, row: Row) -> pd.DataFrame:
    """Return rows of the nearest table with places that the recipe needs, with the values of this row."""
    for near in _with_places(name):
        table: pd.DataFrame = study[near]
        shared = [key for key in _SHARED if key in row and key in table and row[key] != ""]
        if not shared or shared == ["outlet"]:
            continue
        kept: pd.DataFrame = table
        for key in shared:
            kept = kept[kept[key] == row[key]]
        if "section" in kept and "section" not in row and "sections" in parameters_of(name):
            kept = kept[kept["section"].isin(study.value("sections"))]
        if len(kept):
            return kept
    return pd.DataFrame(columns=_PLACES)


def _with_places(name: str) -> Iterator[str]:
    """Yield the tables with places in texts that a table is made from, the nearest first."""
    waiting, seen = [name.replace("-", "_")], set[str]()
    while waiting:
        recipe = recipe_for(waiting.pop(0))
        for need in recipe.needs:
            if need not in GIVEN and need not in seen:
                seen.add(need)
                waiting.append(need)
        columns = set(recipe.schema.to_schema().columns) if recipe.name in tables() else set()  # type: ignore[union-attr]
        if recipe.name != name and (
            {"source", "cue", "content"} <= columns or set(_PLACES) <= columns
        ):
            yield recipe.name


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty or is_attributions(rows):
        return rows.reset_index(drop=True)
    return rows.sort_values(["article", "start"], kind="stable", ignore_index=True)
