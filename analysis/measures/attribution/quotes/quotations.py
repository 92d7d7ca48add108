"""Find the direct quotations of every article, and link the parts of one utterance."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.corpus.sections.line import Line, lines_of
from analysis.measures.attribution.quotes.glyphs import OPENERS, SINGLE
from analysis.measures.attribution.quotes.pairs import Pair, pairs_of
from analysis.measures.attribution.quotes.posts import posts_of
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import Articles, Quotations, Sections, by_key

_CUE_BEFORE_SENTENCE = 20  # words at most between “We go,” and a new sentence: “Now.”
_SILENT_LINES = 8  # lines without a mark, at most, inside a quotation
_SILENT = 1_200  # and their characters
_CUE_WITHIN_SENTENCE = 12  # words at most between “We go,” and “but not now.”
# a full stop after a word in small letters or a long one: after others it may mark an abbreviation
_SENTENCE_END = re.compile(r"(?:[^\W\d_A-Z]{5}|\b[^\W\d_A-Z]+|\d|[^\w\s])[.!?…]\s+[^\W\d_a-z]|[!?]")

_MARK_FIRST = re.compile(r"^\"(?: |$)", re.MULTILINE)  # closes the line before


class Quotation(NamedTuple):
    """One quotation of a text; the fields are those of Quotations."""

    number: int
    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    section: str
    opened_by: str
    closed_by: str
    kind: str
    parent: int = -1
    continues: int = -1
    resumes: int = -1


class _Paragraph(NamedTuple):
    number: int
    line: Line
    section: str
    pairs: list[Pair]


@table("quotations", Quotations, kept=True)
def quotations_of(articles: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Every direct quotation.

    Parameters
    ----------
    sections
        Sections of these articles: a quotation continues only in a paragraph of the same section.

    Returns
    -------
    Quotations. Offsets are characters of `text` as stored. Within an article, two quotations either
    lie apart or one lies inside the other, and no mark is in two of them.

    Raises
    ------
    ValueError
        If an article has paragraphs that `sections` does not know.

    Source
    ------
    Our own rules: `glyphs` for the marks, `pairs` for the pairs, and `_continued` and `_resumed` here
    for the parts of one utterance. Their word limits are from PolNeAR's
    training part (Newell et al. 2018).
    """
    articles = Articles.validate(articles)
    firsts = Sections.validate(sections).drop_duplicates(["article", "paragraph"])
    known = {str(article): rows["section"].tolist() for article, rows in firsts.groupby("article")}
    each = articles[["id", "text"]].itertuples(index=False)
    rows = [
        (article, *quotation)
        for article, text in followed(each, total=len(articles), what="finding quotations")
        for quotation in quoted_spans(text, known.get(article, []))
    ]
    table = pd.DataFrame(rows, columns=["article", *Quotation._fields])
    return by_key(Quotations.validate(table), "article", "number")


def quoted_spans(text: str, sections: Sequence[str] | None = None) -> list[Quotation]:
    """Return the quotations of one text; `sections` has one name per paragraph (all body if None)."""
    lines = lines_of(text)
    if sections is None:
        sections = ["body"] * len(lines)
    if len(sections) != len(lines):
        raise ValueError(
            f"{len(sections)} sections for {len(lines)} paragraphs: expected one for each line with text"
        )
    each = enumerate(zip(lines, sections, strict=True))
    paragraphs = [_Paragraph(n, line, name, pairs_of(text, line)) for n, (line, name) in each]
    followers = _run_on(text, paragraphs)
    starts = [paragraph.line.start for paragraph in paragraphs]
    for post in posts_of(text):
        first, last = (
            bisect_right(starts, post.content[0]) - 1,
            bisect_left(starts, post.content[1]),
        )
        followers |= _quote(post.content, paragraphs[max(first, 0) : last])
    found: list[Quotation] = []
    latest: dict[str, list[Quotation]] = {}  # the outermost ones of a section's last paragraph
    for paragraph in paragraphs:
        quotations = _nested(paragraph, len(found))
        outermost = [quotation for quotation in quotations if quotation.parent < 0]
        before = _heard_before(latest.get(paragraph.section, []))
        follows = before and paragraph.number in followers and quotations[0].kind != "stray"
        if follows or (
            _continued(text, paragraph.line, before, outermost)
            and not _told_behind(text, paragraphs, paragraph.number, followers)
        ):
            quotations[0] = quotations[0]._replace(continues=before[-1].number)
        found += _resumed(text, quotations)
        latest[paragraph.section] = outermost
    return found


def _heard_before(outermost: list[Quotation]) -> list[Quotation]:
    """Return the quotations of a paragraph, none if its last mark opens what another says in the next."""
    last = outermost[-1] if outermost else None
    if last is not None and (last.kind, last.opened_by, last.closed_by) == ("stray", "", '"'):
        return []
    return [one for one in outermost if one.kind != "stray"]


def _quote(post: tuple[int, int], paragraphs: list[_Paragraph]) -> set[int]:
    """Count the lines of a signed post as quoted, without marks; return those that go on with it."""
    followers = set()
    for number, line, _, pairs in paragraphs:
        start, end = max(line.start, post[0]), min(line.end, post[1])
        crossing = [
            pair
            for pair in pairs
            if pair.start < end and start < pair.end and not start <= pair.start < pair.end <= end
        ]
        if start < end and not crossing and all(pair[:2] != (start, end) for pair in pairs):
            pairs.append(Pair(start, end, start, end, "", "", "quotation"))
            pairs.sort(key=lambda pair: (pair.start, -pair.end))
            followers |= {number} if start > post[0] else set()
    return followers


def _run_on(text: str, paragraphs: list[_Paragraph]) -> set[int]:
    """Decide about open marks at a paragraph's end; return the paragraphs that continue a quotation.

    In a run of paragraphs each opens and only the last closes. A closing mark without an opening one in
    its paragraph closes the mark that the paragraph before left open, or one before lines without any mark:
    many files have a line for each sentence. In some of them a mark stands at the end of the line before
    the one that it opens, or alone in a line: it opens what such a closing mark ends. Behind a colon lines
    without a mark are also quoted if the line behind them opens again, and anywhere if lines that open again
    and lines without a mark lead to a closing one.
    """
    followers: set[int] = set()
    last: dict[str, _Paragraph] = {}
    silent: dict[str, list[_Paragraph]] = {}  # lines without a mark since then
    for paragraph in paragraphs:
        before = last.get(paragraph.section)
        open_one = _open_at_end(before) if before else None
        if before and open_one is not None:
            between = silent.get(paragraph.section, [])
            opened_by = before.pairs[open_one].opened_by or before.pairs[open_one].closed_by
            if _may_go_on(paragraph, between, opened_by):
                silent[paragraph.section] = [*between, paragraph]
                continue
            _give_back(text, paragraph, opened_by)
            begun = between or before.pairs[open_one].kind == "stray"
            announced = bool(between) and (
                _announced(text, before) or _runs_on(before, paragraph, paragraphs)
            )
            taken = _closed if begun and not announced else _taken_up
            taken_up = taken(text, paragraph, opened_by)
            if taken_up:
                for line in between:
                    line.pairs.insert(0, _whole(line.line))
                followers |= {one.number for one in (*between, paragraph)}
            _settle(text, before, open_one, goes_on=taken_up, in_run=before.number in followers)
            silent.pop(paragraph.section, None)
        last[paragraph.section] = paragraph
    for paragraph in last.values():
        open_one = _open_at_end(paragraph)
        if open_one is not None:
            _settle(text, paragraph, open_one, goes_on=False, in_run=paragraph.number in followers)
    return followers


def _open_at_end(paragraph: _Paragraph) -> int | None:
    """Return the place of the outermost pair that is not closed, or of a mark left at the end, or None."""
    pairs = paragraph.pairs
    place = next((n for n, pair in enumerate(pairs) if pair.kind in ("unclosed", "run")), None)
    return len(pairs) - 1 if place is None and _stranded(paragraph) else place


def _announced(text: str, paragraph: _Paragraph) -> bool:
    """Tell whether a paragraph begins with its quotation, behind a line that ends with a colon."""
    start = paragraph.line.start
    return paragraph.pairs[0].start == start and text[:start].rstrip().endswith(":")


def _runs_on(before: _Paragraph, paragraph: _Paragraph, paragraphs: list[_Paragraph]) -> bool:
    """Tell whether lines that each begin with the same opening mark lead to one that only closes."""
    mark = before.pairs[0].opened_by
    silent = 0
    both = _begins_open(before, mark) and _begins_open(paragraph, mark)
    if not mark or mark not in OPENERS or mark in SINGLE or not both:
        return False
    for other in paragraphs[paragraph.number :]:
        if other.section != paragraph.section:
            continue
        strays = [pair for pair in other.pairs if pair.closed_by and not pair.opened_by]
        if strays or not _begins_open(other, mark):
            silent += 1
            if strays or not _may_be_inside(other) or silent > _SILENT_LINES:
                return bool(strays)
        else:
            silent = 0
    return False


def _begins_open(paragraph: _Paragraph, mark: str) -> bool:
    """Tell whether a line begins with a mark that nothing in it closes."""
    first = paragraph.pairs[0] if paragraph.pairs else None
    return (
        first is not None
        and first.start == paragraph.line.start
        and (first.opened_by, first.kind) == (mark, "unclosed")
    )


def _stranded(paragraph: _Paragraph) -> bool:
    """Tell whether a lone mark that may open what follows ends a paragraph, also '..." she said."'."""
    last = paragraph.pairs[-1] if paragraph.pairs else None
    if last is None or last.kind != "stray" or last.end != paragraph.line.end:
        return False
    told = _is_second(paragraph, last)
    return (last.opened_by != "" and last.opened_by not in SINGLE) or told


def _is_second(paragraph: _Paragraph, mark: Pair) -> bool:
    """Tell whether another mark that only closes stands before one that could only close."""
    closing = [one for one in paragraph.pairs if not one.opened_by and one.closed_by == '"']
    return len(closing) > 1 and closing[-1] == mark


def _settle(text: str, paragraph: _Paragraph, place: int, *, goes_on: bool, in_run: bool) -> None:
    pair = paragraph.pairs[place]
    if pair.kind == "stray":
        return
    if goes_on:
        paragraph.pairs[place] = pair._replace(kind="quotation")
    elif in_run and place == 0 and (rest := _behind_closing(text, paragraph)) is not None:
        start, end, opened_by = pair.start, pair.inner_start, pair.opened_by
        paragraph.pairs[:] = [Pair(start, end, start, start, "", opened_by, "stray"), *rest]
    elif in_run:
        paragraph.pairs[place] = pair._replace(kind="unclosed")
    elif pair.kind == "run":
        del paragraph.pairs[place]  # an apostrophe after all


def _behind_closing(text: str, paragraph: _Paragraph) -> list[Pair] | None:
    """Return the pairs of a line without its first mark, if that rather closes the line before, or None.

    Nothing closes what the mark would open. Without it all others of the line have partners; or there
    are none, and other lines of the text begin with a mark that closes the line before.
    """
    line, first = paragraph.line, paragraph.pairs[0]
    rest = pairs_of(text, Line(first.inner_start, line.end, text[first.inner_start : line.end]))
    if first.start != line.start or first.opened_by in SINGLE:
        return None
    partnered = bool(rest) and all(pair.kind == "quotation" for pair in rest)
    straight = first.opened_by not in OPENERS
    return rest if partnered or (not rest and straight and _MARK_FIRST.search(text)) else None


def _taken_up(text: str, paragraph: _Paragraph, opened_by: str) -> bool:
    """Return whether the paragraph continues the open quotation that `opened_by` began."""
    line, pairs = paragraph.line, paragraph.pairs
    alone = bool(pairs) and pairs[0].end == line.end and pairs[0].kind == "stray"
    if pairs and _closes_first(text, line, pairs[0], opened_by):
        start, end = pairs[0][:2]
        pairs[0] = Pair(start, end, start, start, "", opened_by, "stray")
        return True
    if pairs and pairs[0].start == line.start and pairs[0].opened_by == opened_by and not alone:
        return pairs[0].kind != "stray"
    return _closed(text, paragraph, opened_by)


def _may_go_on(paragraph: _Paragraph, between: list[_Paragraph], opened_by: str) -> bool:
    """Return whether a line without a double mark may be inside the open quotation; a later one decides."""
    lines = [*between, paragraph]
    return (
        _may_be_inside(paragraph)
        and opened_by not in SINGLE
        and len(lines) <= _SILENT_LINES
        and sum(one.line.end - one.line.start for one in lines) <= _SILENT
    )


def _may_be_inside(paragraph: _Paragraph) -> bool:
    """Return whether a line has only pairs of single marks."""
    return all(pair.opened_by in [*SINGLE] and pair.closed_by for pair in paragraph.pairs)


def _whole(line: Line) -> Pair:
    """Return a whole line as quoted, without marks of its own."""
    return Pair(line.start, line.end, line.start, line.end, "", "", "quotation")


def _closed(text: str, paragraph: _Paragraph, opened_by: str) -> bool:
    """Return whether a closing mark without an opening one closes what `opened_by` began before."""
    line, pairs = paragraph.line, paragraph.pairs
    pairs = [pair for pair in pairs if pair.kind != "run"]
    introduced = text[: line.start].rstrip().endswith(":")  # it opens
    if len(pairs) == 1 and _closes_alone(line, pairs[0], opened_by) and not introduced:
        start, end = pairs[0][:2]
        paragraph.pairs[:] = [Pair(start, end, start, start, "", opened_by, "stray")]
        return True
    strays = [
        pair
        for pair in pairs
        if pair.kind == "stray" and (pair.closed_by or _ends_line(line, pair, opened_by))
    ]
    if not strays or opened_by in SINGLE:
        return False
    mark = strays[0]
    if any(pair.start < mark.start < pair.end for pair in pairs):
        return False
    if not mark.closed_by and any(pair.start == line.start and pair.closed_by for pair in pairs):
        return False  # '"Go," he said. "': the last one opens what the next line says
    pairs.remove(mark)
    closed_by = mark.closed_by or mark.opened_by
    inner_end = mark.end - len(closed_by)
    whole = Pair(line.start, mark.end, line.start, inner_end, "", closed_by, "quotation")
    paragraph.pairs[:] = [whole, *pairs]
    return True


def _ends_line(line: Line, mark: Pair, opened_by: str) -> bool:
    """Tell whether a mark ends a line behind a blank, which can open nothing there: `"Go,' he said. "`."""
    same = mark.opened_by == opened_by and opened_by not in OPENERS
    return same and mark.end == line.end and mark.start > line.start


def _closes_alone(line: Line, mark: Pair, opened_by: str) -> bool:
    """Tell whether a line is nothing but a mark, of the kind that is open."""
    whole = (mark.start, mark.end) == (line.start, line.end) and mark.kind == "stray"
    return whole and mark.opened_by == opened_by and opened_by not in OPENERS


def _give_back(text: str, paragraph: _Paragraph, opened_by: str) -> None:
    """Pair the marks of a line anew without its first, if that closes the line before: `" He said "no"`."""
    line, pairs = paragraph.line, paragraph.pairs
    if pairs and _is_of_two(text, pairs[0], opened_by):
        start, end = pairs[0].start, pairs[0].inner_start
        rest = Line(end, line.end, text[end : line.end])
        pairs[:] = [Pair(start, end, start, start, "", opened_by, "stray"), *pairs_of(text, rest)]
    first = Pair(line.start, line.start + 1, line.start, line.start, opened_by, "", "stray")
    if not pairs or pairs[0].start != line.start or pairs[0].kind == "stray":
        return
    if _closes_first(text, line, first, opened_by) and text[line.start] == opened_by:
        rest = Line(line.start + 1, line.end, line.text[1:])
        pairs[:] = [first, *pairs_of(text, rest)]


def _is_of_two(text: str, pair: Pair, opened_by: str) -> bool:
    """Tell whether two marks that both close were paired: 'We go," she said."' behind an open line."""
    closes = text[max(0, pair.start - 1) : pair.start] in (",", ".", "!", "?")
    space = text[pair.inner_start : pair.inner_start + 1] == " "
    return pair.opened_by == opened_by == '"' and closes and space


def _closes_first(text: str, line: Line, mark: Pair, opened_by: str) -> bool:
    """Tell whether a line begins with the mark that closes the line before: a space stands behind it."""
    begins = mark.start == line.start and mark.kind == "stray" and mark.opened_by == opened_by
    straight = begins and opened_by not in SINGLE and opened_by not in OPENERS
    ended = text[: line.start].rstrip().endswith((".", ",", "!", "?"))
    return straight and ended and text[mark.end : mark.end + 1] == " "


def _nested(paragraph: _Paragraph, count: int) -> list[Quotation]:
    """Return the quotations of a paragraph, numbered from `count`, each with its parent."""
    quotations: list[Quotation] = []
    around: list[Quotation] = []
    for number, pair in enumerate(paragraph.pairs, count):
        while around and around[-1].end <= pair.start:
            around.pop()
        quotation = Quotation(
            number,
            *pair[:4],
            paragraph.number,
            paragraph.section,
            *pair[4:],
            parent=around[-1].number if around else -1,
        )
        quotations.append(quotation)
        around.append(quotation)
    return quotations


def _told_behind(text: str, paragraphs: list[_Paragraph], number: int, followers: set[int]) -> bool:
    """Tell whether the last line of a quotation of several lines goes on behind it: “...,” he said."""
    last = number
    while last + 1 in followers:
        last += 1
    line, pairs = paragraphs[last].line, paragraphs[last].pairs
    return last > number and bool(pairs) and _worded(text[pairs[0].end : line.end])


def _continued(text: str, line: Line, before: list[Quotation], outermost: list[Quotation]) -> bool:
    """Return whether a paragraph that is one whole quotation continues the last one before it.

    Both must be utterances, not words quoted within a sentence, and the paragraph before must not
    announce a new quotation by a colon.
    """
    if len(outermost) != 1 or not before:
        return False
    quotation, earlier = outermost[0], before[-1]
    alone = quotation.start == line.start and not _worded(text[quotation.end : line.end])
    alike = (quotation.opened_by in SINGLE) == (earlier.opened_by in SINGLE)
    closed = quotation.kind == earlier.kind == "quotation" and earlier.closed_by != ""
    if not alone or not alike or not closed:
        return False
    announced = text[earlier.end : line.start].rstrip().endswith(":")
    return not announced and _utterance(text, quotation) and _utterance(text, earlier)


def _resumed(text: str, quotations: list[Quotation]) -> list[Quotation]:
    """Link the parts of a quotation on both sides of a cue (“We go,” he said. “Now.”)."""
    linked = list(quotations)
    last: dict[int, int] = {}  # by parent
    for place, quotation in enumerate(quotations):
        earlier = last.get(quotation.parent)
        if earlier is not None and _broken_off(text, quotations[earlier], quotation):
            linked[place] = linked[place]._replace(resumes=quotations[earlier].number)
        last[quotation.parent] = place
    return linked


def _broken_off(text: str, first: Quotation, second: Quotation) -> bool:
    if first.kind != "quotation" or second.kind == "stray" or second.start - first.end > 400:
        return False
    between = text[first.end : second.start].strip()
    said = text[max(first.inner_start, first.inner_end - 3) : first.inner_end].rstrip()
    if not said.endswith((",", "–", "—", "-")) and not between.startswith(","):
        return False
    if not _utterance(text, first) or _SENTENCE_END.search(between[:-1]) or not _worded(between):
        return False
    small = _first_letter(text, second).islower()
    if between.endswith(","):
        return small and len(between.split()) <= _CUE_WITHIN_SENTENCE
    return between.endswith(".") and not small and len(between.split()) <= _CUE_BEFORE_SENTENCE


def _utterance(text: str, quotation: Quotation) -> bool:
    return not _first_letter(text, quotation).islower()


def _first_letter(text: str, quotation: Quotation) -> str:
    inner = text[quotation.inner_start : min(quotation.inner_end, quotation.inner_start + 40)]
    return next((char for char in inner if char.isalpha()), "")


def _worded(text: str) -> bool:
    return any(char.isalnum() for char in text)
