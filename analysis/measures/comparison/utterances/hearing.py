"""Whether a text lets somebody speak: a cue stands right beside the name, whatever the model finds."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.language.sentences import is_written_small
from analysis.language.words import find_words, fold, words_in
from analysis.measures.attribution.lists.cues import ASPECT, AUXILIARIES, cue_class
from analysis.tables.attribution import spans_in

_BEHIND = re.compile(  # "Roe, an Ohio Democrat, has urged"
    r"(?:,[^,.;:?!\n]{2,60},)?(?: (?:also|has|had|have|later|then|already|once)){0,2} (?P<cue>[a-z]+)"
)
_BEFORE = re.compile(  # "tweeted the Ohio representative"
    r"(?P<cue>[a-z]+)(?P<words>(?: [\w.’'-]+){0,6}) $"
)
_NEAR = 120  # characters before a name
_OF_ANOTHER = re.compile(
    r"\b(?:of|for|with|by|to|from|in|at|on|about|against|and) (?:[A-Z][\w.]* ){0,3}$"
)
_OPEN = re.compile(r"(?:[”\",:]|^|\n)\s*$")


_RELATIVE = ("who", "whom", "whose", "which", "that")
# what is written, drawn or past says nothing, whatever a verb tells of it
_UNHEARD = frozenset(
    """
    history poll survey report study video sign memo chart map data statement letter
    """.split()  # noqa: SIM905  a list that is read, and not one word a line
)
_PARTS = ("article", "section", "chapter", "amendment")  # of a law: "Article II"
_COMING = ("will", "would", "ll", "shall", "should", "must", "could", "may", "might")
_NEAR_NAME = 600  # characters from an attribution with a name to one with a pronoun
_LINK = 14  # words, at most, of a line that leads to another article


def plainly_heard(said: pd.DataFrame, texts: Mapping[str, str]) -> "pd.Series[bool]":
    """Tell of each attribution whether it shows that its article lets the speaker be heard.

    A pronoun shows it only for words in quotation marks, not far behind an attribution with the name. A line
    that is the title of another article, a caption, and a name that is of no speaker ("History") do not
    show it. Nor does a cue without words in quotation marks that is passive, in the future or an
    infinitive, "who stresses", or a verb such as "put" and "offered", which says something only with a noun.

    Parameters
    ----------
    said
        Attributions that are outermost and have a listed cue of saying.
    texts
        The text of each article.
    """
    named = defaultdict[tuple[str, str], list[int]](list)
    shows = []
    for row in said.sort_values(["article", "start"]).itertuples():
        key = str(row.article), str(row.speaker)
        if row.rule == "pronoun":
            near = any(0 < int(str(row.start)) - start < _NEAR_NAME for start in named[key])
            shows.append((row.Index, bool(row.quoted_words) and near))
        elif row.section != "caption" and not _in_link(row, texts[key[0]]):
            named[key].append(int(str(row.start)))
            shows.append((row.Index, _is_plain(row)))
    return pd.Series(dict(shows), dtype=bool).reindex(said.index, fill_value=False)


def _is_plain(row: Any) -> bool:
    """Whether an attribution with a name shows by itself that its speaker is heard."""
    source = fold(row.source_text)
    name = row.speaker.split()
    if fold(name[-1]) in _UNHEARD or (len(name) > 1 and fold(name[0]) in _PARTS):
        return False
    if row.quoted_words:
        return True
    return source not in _RELATIVE and _is_finite(row.cue_text)


def _in_link(row: Any, text: str) -> bool:
    """Whether a source stands in a body's line that is short and does not end as a sentence does."""
    if row.section != "body":
        return False
    start = spans_in(row.source)[0][0]
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0].strip()
    return len(line.split()) <= _LINK and line[-1:].isalnum()


def _is_finite(cue_text: str) -> bool:
    """Whether a cue tells that somebody said something: "said", not "to say", "will say", "was told"."""
    cue, words = cue_class(cue_text), words_in(cue_text)
    if cue.part not in ("verb", "light verb") or cue.head not in words:
        return True
    head = words.index(cue.head)
    before = words[:head]
    if cue.passive or cue.part == "light verb" or set(before) & set(_COMING):
        return False
    if "to" in before:
        return any(cue_class(word).lemma in ASPECT or word in ("went", "goes") for word in before)
    return not (set(before) <= AUXILIARIES and cue.lemma == "respond to")


def is_heard(name: str, text: str) -> bool:
    """Tell whether a text has a verb of saying right behind a name, or before it behind a quotation.

    Examples
    --------
    >>> is_heard("Ada Moor", "Rep. Ada Moor, a Norland Democrat, urged him to go.")
    True
    >>> is_heard("Ada Moor", "“Go!” tweeted the Norland clerk Ada Moor.")
    True
    >>> is_heard("Ada Moor", "Ms. Moor met Carl Unger, who said no.")
    False
    >>> is_heard("Ada Moor", "Carl Unger told Ada Moor no.")
    False
    """
    for found in re.finditer(rf"(?<![\w’'-])(?:{_written(name)})(?![\w-])", text):
        near = text[max(0, found.start() - _NEAR) : found.start()]
        behind = _BEHIND.match(text, found.end())
        if behind and _says(behind["cue"]) and not _OF_ANOTHER.search(near):
            return True
        before = _BEFORE.search(near)
        if before and any(_opens(near, word) for word in _verbs(near, before.start())):
            return True
    return False


def _written(name: str) -> str:
    """Return the pattern of a name: its last word, or all where that is a common noun, without initials."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    if not is_written_small(words[-1].lower()):
        return re.escape(words[-1])
    return r"(?: [A-Z]\.)? ".join(map(re.escape, words))  # "Justice Department", "Ada C. Brown"


def _verbs(near: str, start: int) -> list[int]:
    """Return where verbs of saying begin in the words before a name."""
    words = (word.start for word in find_words(near) if word.start >= start)
    return [at for at in words if _says(re.split(r"[\s,.]", near[at:], maxsplit=1)[0])]


def _opens(near: str, at: int) -> bool:
    """Whether what stands at a place has no subject before it, but a quotation."""
    return _OPEN.search(near[:at]) is not None


def _says(word: str) -> bool:
    cue = cue_class(word)
    finite = word.endswith(("s", "ed")) or word in ("said", "told", "wrote")
    return finite and cue.listed and cue.part == "verb" and cue.act == "said"
