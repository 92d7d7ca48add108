"""Set the passages of one utterance in different outlets side by side: who carries which words."""

import json
from bisect import bisect_right
from collections.abc import Sequence

import pandas as pd

from analysis.measures.comparison.events import named_events
from analysis.measures.comparison.utterances.candidates import Read
from analysis.measures.comparison.utterances.compared import (
    LEVELS,
    Pair,
    SharedPassages,
    level,
)
from analysis.measures.comparison.utterances.groups import utterances, without_crossed
from analysis.measures.comparison.utterances.spoken import Spans
from analysis.parameters import declare
from analysis.recipes import table
from analysis.tables.attribution import TYPES
from analysis.tables.base import Series, Table, field
from analysis.texts import texts_by_id

declare(
    "sure",
    "medium",
    "shared quotations are shown from this confidence on: high, medium or low",
    choices=tuple(LEVELS),
)


class SharedQuotations(Table):
    """One row per pair of passages of one utterance in two outlets; key (a, a_span, b, b_span).

    A passage is what one sentence has of a content (Attributions) or of a quotation that the text gives
    to nobody; `a` is the article whose id comes first. Spans are JSON, "[[0, 2], [9, 14]]", as in
    Attributions, and so are `a_shared` and `b_shared`, the places of the shared words. `cut`: what stands
    before and after the shared part in each passage, {"a": [[[0, 2]], []], "b": [[], []]}. `type`: all words
    of the passage in quotation marks ("direct"), none ("indirect"), or some ("mixed"). `speaker` and `cue`
    are "" where the text names none.
    `utterance` names all pairs of one sentence: the article and the character where it is first shared.
    `quotation_a`: the number of the quotation that the passage is from (Quotations), the first of those into
    which one speech is broken, so that its sentences can be counted together; -1 where nothing is quoted.
    `event` where the corpus says it and both articles have the same. `shared_words` stand in both in the
    same order, in any form ("will" and "would", "I" and "he"); `share_of_a` is their share of the words
    of `a`. `only_a`: the words that have no counterpart in `b`, stretches joined by " ... ".
    `score`: the probability that both are one utterance, 0 to 1; `confidence` is "high" from .9 on,
    "medium" from .7 on, else "low".
    """

    utterance: Series[str] = field("utterance")
    event: Series[str] = field("event")
    confidence: Series[str] = field("confidence", isin=list(LEVELS))
    score: Series[float] = field("probability of one utterance", digits=2, ge=0, le=1)
    a: Series[str] = field("article a")
    b: Series[str] = field("article b")
    outlet_a: Series[str] = field("outlet of a")
    outlet_b: Series[str] = field("outlet of b")
    a_span: Series[str] = field("place in a")
    b_span: Series[str] = field("place in b")
    text_a: Series[str] = field("passage of a", text=True)
    text_b: Series[str] = field("passage of b", text=True)
    speaker_a: Series[str] = field("speaker in a")
    speaker_b: Series[str] = field("speaker in b")
    quotation_a: Series[int] = field("quotation in a", ge=-1)
    quotation_b: Series[int] = field("quotation in b", ge=-1)
    type_a: Series[str] = field("type in a", isin=list(TYPES))
    type_b: Series[str] = field("type in b", isin=list(TYPES))
    cue_a: Series[str] = field("cue in a", text=True)
    cue_b: Series[str] = field("cue in b", text=True)
    shared_words: Series[int] = field("shared words", ge=1)
    share_of_a: Series[float] = field("share of the words of a", digits=2, ge=0, le=1)
    share_of_b: Series[float] = field("share of the words of b", digits=2, ge=0, le=1)
    only_a: Series[str] = field("only in a", text=True)
    only_b: Series[str] = field("only in b", text=True)
    a_shared: Series[str] = field("places of shared words in a")
    b_shared: Series[str] = field("places of shared words in b")
    cut: Series[str] = field("places before and after the shared part")


def shared_quotations(
    shared: SharedPassages, articles: pd.DataFrame, *, sure: str = "medium"
) -> pd.DataFrame:
    """Set passages of one utterance side by side.

    Parameters
    ----------
    shared
        The pairs of passages (`utterances.compared.shared_passages`).
    articles
        Articles of the same corpus.
    sure
        Least confidence: "high", "medium" or "low".

    Returns
    -------
    SharedQuotations. Speaker and event are evidence and no condition: the same words of two speakers are
    a pair, too. Only outlets are compared, not two articles of the same one.

    Source
    ------
    Our own method, in `utterances`: candidates by an inverted index of rare words, pairs of words and runs
    (`candidates`), local alignment (Smith & Waterman 1981) of weighted stems (`alignment`), a logistic score
    of seven signs that is learned from labelled pairs (`probability`), and groups that no doubtful pair
    connects (`groups`).
    """
    texts = texts_by_id(articles)
    outlets = dict(zip(articles["id"], articles["outlet"], strict=True))
    events = named_events(articles)
    pairs = without_crossed([one for one in shared.pairs if one.probability >= LEVELS[sure]])
    rows = []
    for pair, utterance in zip(pairs, utterances(pairs), strict=True):
        a, b = pair.left.passage.article, pair.right.passage.article
        same = events.get(a, "") == events.get(b, "")
        rows.append(
            {
                "utterance": utterance,
                "event": events.get(a, "") if same else "",
                "confidence": level(pair.probability),
                "score": pair.probability,
                "shared_words": len(pair.alignment.pairs),
                "cut": json.dumps({"a": _cut(pair, 0), "b": _cut(pair, 1)}),
                **_side(pair, 0, texts[a], outlets[a]),
                **_side(pair, 1, texts[b], outlets[b]),
            }
        )
    key = ["utterance", "a", "b", "a_span", "b_span"]
    table = pd.DataFrame(rows, columns=SharedQuotations.names())
    return SharedQuotations.validate(table.sort_values(key, kind="stable", ignore_index=True))


def _side(pair: Pair, side: int, text: str, outlet: str) -> dict[str, object]:
    """Return the columns of one side."""
    name, here, there = "ab"[side], pair.sides[side], pair.sides[1 - side]
    aligned = [both[side] for both in pair.alignment.pairs]
    stems = {word.stem for word in there.words}
    alone = [k for k, word in enumerate(here.words) if word.stem not in stems]
    passage = here.passage
    return {
        name: passage.article,
        f"outlet_{name}": outlet,
        f"{name}_span": json.dumps(passage.spans),
        f"text_{name}": " ... ".join(text[start:end] for start, end in passage.spans),
        f"speaker_{name}": passage.speaker,
        f"quotation_{name}": passage.utterance,
        f"type_{name}": type_of(here),
        f"cue_{name}": passage.cue,
        f"share_of_{name}": len(aligned) / len(here.words),
        f"only_{name}": " ... ".join(text[start:end] for start, end in _places(here, alone)),
        f"{name}_shared": json.dumps(_places(here, aligned)),
    }


def type_of(one: Read) -> str:
    """Return whether a passage is "direct", "indirect" or "mixed" by its words in quotation marks."""
    return "direct" if all(one.quoted) else "mixed" if any(one.quoted) else "indirect"


def _cut(pair: Pair, side: int) -> list[Spans]:
    """Return what stands in a passage before the shared part, and what after it."""
    one = pair.sides[side]
    first, last = (pair.alignment.pairs[k][side] for k in (0, -1))
    return [_places(one, range(first)), _places(one, range(last + 1, len(one.words)))]


def _places(one: Read, chosen: Sequence[int]) -> Spans:
    """Return where some words of a passage stand; neighbours in one span make one place."""
    found: Spans = []
    before = (-1, -1)
    for k in chosen:
        start, end = one.words[k][:2]
        part = bisect_right(one.passage.spans, (start, end))
        if found and before == (k - 1, part):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        before = (k, part)
    return found


@table("shared-quotations", SharedQuotations)
def _shared_quotations(
    shared_passages: SharedPassages, event_articles: pd.DataFrame, *, sure: str
) -> pd.DataFrame:
    """Passages of one utterance in two outlets, side by side: who carries which words."""
    return shared_quotations(shared_passages, event_articles, sure=sure)
