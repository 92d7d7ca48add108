"""Find the titles of other articles that a site has put behind a name in the middle of a sentence.

The Hill's pages have a list of links behind the first mention of a person, and saved texts have it glued to
the name: "Sen. Ann Roe Ann Mary RoeFirst title Second title MORE said". Five of the nine articles of The Hill
in the development part of SEESAW have such a list; no other outlet's has one.
"""

import re
from collections.abc import Iterator

_END = " MORE"
_LONGEST = 700  # characters of a list
_NEAR = 90  # characters before the glued name in which its surname stands first
_GLUED = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'-]*[a-z](?=[A-Z0-9‘“\"])"
)  # "RoeFirst", "TrumpJan.", "Roe5"
_FORMAL = re.compile(r"(?:[(\"“‘]?[^\W\d_][\w.’'-]*[)\"”’]?,?\s+){0,5}$")


def link_texts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where lists of links behind names begin and end, the name of the list with them.

    Examples
    --------
    >>> text = "Sen. Ann Roe Ann Mary RoeRoe wins again Ten people to watch MORE said so."
    >>> [text[start:end] for start, end in link_texts(text)]
    [' Ann Mary RoeRoe wins again Ten people to watch MORE']
    >>> list(link_texts("McDonald wants MORE of it."))
    []
    """
    end = 0
    while (more := text.find(_END, end)) >= 0:
        begin, end = max(end, more - _LONGEST), more + len(_END)
        starts = (_start(text, found) for found in _GLUED.finditer(text, begin, more))
        start = next((start for start in starts if start is not None), None)
        if start is not None and not text[end : end + 1].isalnum():
            yield start, end


def without_link_texts(text: str) -> str:
    """Return a text with blanks in the place of every list of links, so that no other place moves."""
    for start, end in link_texts(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _start(text: str, found: re.Match[str]) -> int | None:
    """Return where the name of a list begins: behind the same surname; None if that stands nowhere near."""
    before = text[max(0, found.start() - _NEAR) : found.start()]
    same = re.compile(rf"(?<!\w){re.escape(found.group())}(?:[’']s)?(?!\w)")
    ends = [one.end() for one in same.finditer(before)]
    formal = _FORMAL.search(before)
    if not ends or formal is None or ends[-1] < formal.start() - 1:
        return None
    return found.start() - len(before) + ends[-1]
