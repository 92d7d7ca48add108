"""Find what is signed: quotations, paragraphs and embedded tweets with a dash and a name behind them."""

import re
from collections.abc import Iterator

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.overlaps import together
from analysis.measures.attribution.lists.kinds import kind_of
from analysis.measures.attribution.quotes.posts import MARK, posts_of, without_links

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LETTERS = r"[\w.’'\u0300-\u036f-]*"
_NAME = rf"[A-ZÀ-ÖØ-Þ]{_LETTERS}(?:[ \u00a0][A-ZÀ-ÖØ-Þ]{_LETTERS}){{0,4}}(?<!\.)"
_FULL_NAME = _NAME.replace("{0,4}", "{1,4}")
_ABOUT = r"(?:,[ \u00a0](?P<about>(?:[^\s.?!:;\"“”]+[ \u00a0]?){1,9}))"
_SITES = r"(?:Twitter|X|Facebook|Instagram|Threads|Bluesky|Telegram|e-?mail)"
_QUOTATION = r"(?P<content>[\"“”].+[\"”])"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\s*{_QUOTATION}\s*{MARK}\s*(?P<source>{_NAME})[\s.]*",
        rf"\s*(?P<content>[\"“”].+[.!?…][\"”])\s*(?:{MARK}|(?<=\s)(?P<hyphen>-)(?=\s))"
        rf"\s*(?P<source>{_NAME}{_ABOUT}?)\s*",
        rf"\s*(?P<content>[^\s\"“”].*[.!?…])\s+{MARK}\s*(?P<source>{_FULL_NAME}{_ABOUT})\s*",
        rf"\s*{_QUOTATION},?\s*(?:[―—–]|--)?\s*(?P<source>{_FULL_NAME}),?\s+(?P<cue>via)\s+{_SITES}[\s.]*",
    )
)
_BELOW = re.compile(rf"\s*{MARK}\s*(?P<source>{_FULL_NAME}{_ABOUT}?)\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"”]?$")
_SCORE = 1.0


def with_signed(found: list[Attribution], text: str) -> list[Attribution]:
    """Add what somebody signs to the attributions of an article, in reading order.

    Accepted are, at the end of a paragraph: a handle ("- Ann Field (@annfield) May 3, 2021"), whatever
    stands before it; a name after a quotation; a full name with a description ("- Ann Field, nurse")
    after a sentence; and a name with "via Twitter" after a quotation. The signature may also be a line
    of its own. The source is the name with its description, the content has no links at its end.
    """
    posts = (
        Attribution((post.source,), (post.mark,), (post.content,), _SCORE)
        for post in posts_of(text)
    )
    return together(found, sorted([*posts, *_signed(text)], key=lambda one: one.content))


def _signed(text: str) -> Iterator[Attribution]:
    before: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        matches = (form.fullmatch(line.group()) for form in _FORMS)
        one = next((found for found in matches if found and not _is_agency(found)), None)
        below = _BELOW.fullmatch(line.group())
        if one:
            yield _attribution(one, line.start(), _content(one["content"], one.start("content")))
        elif below and before and _is_signature(below, before.group().strip()):
            said = _content(before.group(), before.start() - line.start())
            yield _attribution(below, line.start(), said)
        before = line if line.group().strip() else before


def _content(said: str, start: int) -> Range:
    """Return where the words that are signed begin and end, without links."""
    bare = without_links(said)
    first = len(said) - len(said.lstrip())
    return start + first, start + max(first + 1, len(bare))


def _attribution(found: re.Match[str], begin: int, said: Range) -> Attribution:
    mark = "cue" if found["cue"] else "hyphen"
    source, cue, content = (
        ((begin + start, begin + end),)
        for start, end in (found.span("source"), found.span(mark), said)
    )
    return Attribution(source, cue, content, _SCORE)


def _is_signature(below: re.Match[str], before: str) -> bool:
    """Tell whether a line with a dash and a name signs the line before it, and is no entry of a list."""
    quoted = before[0] in '"“”' and before[-1] in '"”'
    described = bool(below["about"]) and not _is_agency(below)
    return _SENTENCE_END.search(before) is not None and (quoted or described)


def _is_agency(found: re.Match[str]) -> bool:
    """Tell whether the name is a reporter's or photographer's, with an outlet as description."""
    about = found.groupdict().get("about") or ""
    return kind_of(about.split(), named=True).kind == "media" and about[:1].isupper()
