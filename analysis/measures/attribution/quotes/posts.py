"""Find the posts of a social network that an article prints whole, with a handle that signs them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.language.sentences import sentence_spans

HANDLE = r"\(@\w+\)(?:[\s,]+[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})?"
MARK = r"(?P<cue>[―—–]|--)"
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_SIGNER = r"(?P<source>[^\n()―—–@]{2,60}?)"
_BEHIND = re.compile(
    rf"\s*(?:<tweet[^>]*>)?(?P<content>\S.*?)\s*(?:{MARK}|(?<=\s)(?P<hyphen>-))"
    rf"\s*{_SIGNER}\s*{HANDLE}\s*(?:</tweet>)?[\s.]*"
)
_BELOW = re.compile(rf"\s*{MARK}\s*{_SIGNER}\s*{HANDLE}\s*")
_LINKS = re.compile(r"(?:\s*(?:https?://\S+|pic\.twitter\.com/\S+))+$")
_LONGEST = 280  # characters of a tweet; half of it before November 2017
_EARLIER = re.compile(r"\b(?:200\d|201[0-6])$")
_LINES = 9  # of an article that are looked at before a signature
_TOLD = re.compile(
    r"[\"“”]|:\s*$|\b(?:tweet|twitter|post|said|says|wrote|writes|added|told)", re.IGNORECASE
)


class Post(NamedTuple):
    """A post: where its words stand without links at their end, the dash behind them, and who signs."""

    content: tuple[int, int]
    mark: tuple[int, int]
    source: tuple[int, int]


def posts_of(text: str) -> Iterator[Post]:
    r"""Yield the posts of an article: "Rain again. - Ann Field (@annfield) May 3, 2021".

    The signature may be a line of its own. In an article with a line for each sentence, the post may have
    some lines; else it has one.

    Examples
    --------
    >>> text = "Look at this!\n\n— Ann Field (@annfield) May 3, 2021"
    >>> [(text[slice(*post.content)], text[slice(*post.source)]) for post in posts_of(text)]
    [('Look at this!', 'Ann Field')]
    """
    before: list[re.Match[str]] = []
    for line in _LINE.finditer(text) if "(@" in text else ():
        behind = _BEHIND.fullmatch(line.group())
        below = _BELOW.fullmatch(line.group())
        if behind:
            place = line.start() + behind.start("content")
            said = place, place + len(behind["content"])
            first = _first(behind, said, before, text)
            announced = text[:first].rstrip().endswith(":")  # lines before it are its own, too
            yield _post(behind, line.start(), (first if announced else place, said[1]), text)
        elif below and before:
            last = before[-1].span()
            first = _first(below, last, before[:-1], text)
            yield _post(below, line.start(), (first, last[1]), text)
        before = [*before[-_LINES:], line] if line.group().strip() else before


def without_links(said: str) -> str:
    """Return words without links and blanks at their end."""
    return _LINKS.sub("", said.rstrip()).rstrip()


def _post(found: re.Match[str], begin: int, said: tuple[int, int], text: str) -> Post:
    mark = found.span("cue" if found["cue"] else "hyphen")
    source = found.span("source")
    start = said[1] - len(text[slice(*said)].lstrip())
    end = max(start + 1, start + len(without_links(text[start : said[1]])))
    return Post(
        (start, end), (begin + mark[0], begin + mark[1]), (begin + source[0], begin + source[1])
    )


def _first(
    signed: re.Match[str], last: tuple[int, int], before: list[re.Match[str]], text: str
) -> int:
    """Return where a post begins: with its `last` line, or more where each line holds one sentence.

    It ends in front of a line that tells of somebody's words or names who signs, and where it would be
    longer than a tweet can be.
    """
    own = text[slice(*last)]
    if any(len(sentence_spans(one)) > 1 for one in (own, *(line.group() for line in before))):
        return last[0]
    longest = _LONGEST // (2 if _EARLIER.search(signed.group().strip()) else 1)
    signer = signed["source"].split()[-1:] or [""]
    first, words = last[0], own.split()
    for line in reversed(before):
        words = [*line.group().split(), *words]
        told = _TOLD.search(line.group()) or signer[0] in line.group()
        if told or len(without_links(" ".join(words))) > longest:
            break
        first = line.start()
    return first
