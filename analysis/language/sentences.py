"""Where sentences begin and end; nothing else in the project cuts text into sentences."""

import json
import re
from functools import lru_cache
from importlib.resources import files

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LONGEST = 20_000  # characters of a line that are cut at once; no sentence is longer
_GOES_ON = re.compile(r"[\"'”’)\]]*[a-z]")
_NUMBERED = re.compile(r"\b(?:Nos?|Jan|Art|Sec|Fig|Ch|Vol|pp?)\.$")  # a number belongs to it


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as [start, end) in reading order, without white space around.

    A sentence never crosses the end of a line. What begins with a lower-case letter belongs to the
    sentence before it ("Why?" she asked).

    Source
    ------
    Punkt (Kiss & Strunk 2006, Computational Linguistics 32), as NLTK has it, with what it learned
    from English news; see the card beside resources/models/sentences/punkt.json. Ours: sentences
    that go on in lower case, and numbers behind "No." and the like, are joined.
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for begin in range(line.start(), line.end(), _LONGEST):
            found += _joined(text, begin, min(begin + _LONGEST, line.end()))
    return found


def _joined(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a stretch without line ends, what belongs together in one."""
    part, found = text[begin:end], list[tuple[int, int]]()
    for first, last in _splitter().span_tokenize(part):
        inside = part[first:last].strip()
        if not inside:
            continue
        start = begin + part.index(inside, first)
        if found and _goes_on(text[slice(*found[-1])], inside):
            start = found.pop()[0]
        found.append((start, begin + first + len(part[first:last].rstrip())))
    return found


def _goes_on(before: str, sentence: str) -> bool:
    if _GOES_ON.match(sentence):
        return True
    return sentence[:1].isdigit() and _NUMBERED.search(before[-6:]) is not None


@lru_cache(maxsize=1)
def _splitter():  # type: ignore[no-untyped-def]
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # noqa: PLC0415

    file = files("analysis.resources").joinpath("models/sentences/punkt.json")
    stored = json.loads(file.read_text("utf-8"))
    known = PunktParameters()
    known.abbrev_types.update(stored["abbreviations"])
    known.sent_starters.update(stored["starters"])
    known.ortho_context.update(stored["spellings"])
    return PunktSentenceTokenizer(known)
