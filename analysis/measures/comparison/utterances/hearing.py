"""Whether a text lets somebody speak: a cue stands right beside the name, whatever the model finds."""

import re

from analysis.language.sentences import is_written_small
from analysis.language.words import find_words
from analysis.measures.attribution.lists.cues import cue_class

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
