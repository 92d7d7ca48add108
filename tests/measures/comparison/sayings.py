"""Small articles with given attributions: who says which words of the text."""

import pandas as pd

from analysis.corpus.sections.cut import sections_of
from analysis.measures.attribution import quotations_of
from analysis.measures.comparison.utterances.candidates import read_passages
from analysis.measures.comparison.utterances.compared import shared_passages
from analysis.measures.comparison.utterances.rarity import stems_of
from analysis.measures.comparison.utterances.spoken import passages_of
from analysis.tables import Attributions
from analysis.texts import texts_by_id
from tests.conftest import articles
from tests.measures.attribution.test_voices import attributions, said

FILLER = (
    "The harbour town of Lowmark waited for the ferry inquiry. Fishermen and pilots came to the hall. "
    "The ferry Alma sank in March near the Lowmark lighthouse with ninety passengers on board."
)


def corpus(*rows, **columns):
    """Articles, Attributions and Quotations from (id, outlet, text, sayings).

    A saying is (speaker, cue, content); parts of a content are joined by " ... ". Every text ends with the
    same paragraph, so that the articles are about the same.
    """
    texts = [(name, outlet, f"{text}\n\n{FILLER}") for name, outlet, text, _ in rows]
    table = articles(*texts, **columns)
    found = [
        said(text, f"{k:05}", speaker, [speaker, cue, content], article=name)
        | {"outlet": outlet, "cue_text": cue, "content_text": content}
        for (name, outlet, text), row in zip(texts, rows, strict=True)
        for k, (speaker, cue, content) in enumerate(row[3])
    ]
    given = attributions(*found) if found else Attributions.empty()
    return table, given, quotations_of(table, sections_of(table))


def compare(*rows, **columns):
    """Articles, and their SharedPassages."""
    table, given, quotations = corpus(*rows, **columns)
    return table, shared_in(table, given, quotations)


def shared_in(table, given, quotations):
    """SharedPassages of Articles, Attributions and Quotations."""
    return shared_passages(table, read_in(table, given, quotations), stems_of(texts_by_id(table)))


def read_in(table, given, quotations):
    """Passages with their words."""
    return read_passages(passages_of(table, given, quotations), texts_by_id(table))


def shuffled(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table in another order."""
    return table.sample(frac=1, random_state=7)
