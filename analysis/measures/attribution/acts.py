"""Tell what somebody does with a content: say it, think it, or plan or do it; a deed is not counted."""

from itertools import takewhile

import numpy as np
import pandas as pd

from analysis.language.words import words_in
from analysis.measures.attribution.lists.cues import CueClass, cue_class, names_words
from analysis.measures.attribution.lists.kinds import word_set

_GIVING_OUT = ("release", "publish")
_SPEAKING = ("express", "voice")  # light verbs that say that something is said
_CLAUSES = word_set("that whether if how what why who where when which i we he she it they there")
_BEHIND = word_set("of for from in on at by with about against to that which who")  # a noun
_MARKS = ("“", '"', "‘", "'")
_QUOTED = 4  # words in quotation marks from which on something is said, whatever the verb


def act_of(cue: CueClass, quoted_words: int, content: str = "") -> str:
    """Return "said", "thought" or "done" for an attribution with some `content`.

    Source
    ------
    The class of the cue in our word list (resources/wordlists/cues.md). Ours: a cue that is not in the list
    is a deed, and four words in quotation marks are speech whatever the cue. What is handed out is said only
    if it is words: "released a statement" is speech, "released a rule" and "raised taxes" are deeds.

    Examples
    --------
    >>> from analysis.measures.attribution.lists.cues import cue_class
    >>> act_of(cue_class("issued"), 0, "a warning that the bridge may fall")
    'said'
    >>> act_of(cue_class("issued"), 0, "new permits")
    'done'
    """
    if quoted_words >= _QUOTED or not cue.lemma:
        return "said"
    gives = cue.part == "light verb" or cue.lemma in _GIVING_OUT
    gives = gives and cue.lemma not in _SPEAKING
    return "done" if gives and content and not _is_words(content) else cue.act


def _is_words(content: str) -> bool:
    """Whether a content is a clause, a quotation, or something said or written: "that ...", "a warning"."""
    words = words_in(content)
    if not words or words[0] in _CLAUSES or content[0] in _MARKS:
        return True
    before = list(takewhile(lambda word: word not in _BEHIND, words))
    tells = any(word.endswith("ing") and cue_class(word).act == "said" for word in before[1:])
    return tells or any(map(names_words, before))  # "its staff instructing them to go"


def counted(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return the Attributions that are counted and make voice: those that are said or thought.

    What somebody is said not to say, "did not mention the cost", is the outlet's to tell; with four of
    its words in quotation marks it is his: “We cannot agree”. What he does not think is a thought of his.
    """
    unsaid = attributions["negated"] & attributions["act"].eq("said")
    unsaid &= attributions["quoted_words"] < _QUOTED
    return left_out(attributions, unsaid | attributions["act"].eq("done"))


def left_out(attributions: pd.DataFrame, rows: "pd.Series[bool]") -> pd.DataFrame:
    """Return Attributions without `rows`.

    What stands inside one of these has the next one around it that stays as its `parent`, or none.
    """
    if not rows.any():
        return attributions
    out = attributions.loc[rows, ["article", "id", "parent"]]
    articles, names, around = (out[name].tolist() for name in out)
    above = dict(zip(zip(articles, names, strict=True), around, strict=True))
    kept = attributions[~rows]
    parents = kept["parent"].to_numpy(object, copy=True)
    nested = np.flatnonzero(parents != "")
    articles = kept["article"].iloc[nested].tolist()
    for row, article in zip(nested.tolist(), articles, strict=True):
        while (article, parents[row]) in above:
            parents[row] = above[article, parents[row]]
    return kept.assign(parent=pd.Series(parents, index=kept.index, dtype="str"))
