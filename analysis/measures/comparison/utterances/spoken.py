"""Cut what is said in articles into passages: what each sentence has of a content or a quotation."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.language.sentences import sentence_spans
from analysis.progress import followed
from analysis.tables.attribution import spans_in

SECTIONS_READ = frozenset({"headline", "subhead", "caption", "body"})
_SELF = frozenset({"i", "we", "no one", "nobody", "you"})  # who speaks of themselves, or of nobody
_UNNAMED = _SELF | {
    "who",
    "which",
    "that",
    "it",
    "someone",
    "somebody",
}  # words that tell no reader who
# what is written: whose words it holds must stand elsewhere
_PAPERS = frozenset(
    {"report", "paper", "letter", "memo", "email", "statement", "tweet", "tweets", "releases"}
    | {"comment", "comments", "article", "post", "posts", "op-ed", "editorial", "poll", "polls"}
    | {"survey", "surveys", "sign", "banner"}
)
_CLOSING = " .,;:!?”\"’'"
_JOINING = ("to", "from", "of", "by", "and", "in", "on")
_BY_THE_WAY = 6  # words, at most, between what is said and the end of its paragraph
_RUN_OVER = 1500  # characters at most between a mark that is not closed and one that is not opened
Spans = list[tuple[int, int]]
Row = dict[str, Any]


class Passage(NamedTuple):
    """What one sentence has of one content, or of a quotation that is given to nobody.

    `spans` in reading order, `quoted` their parts between quotation marks. `speaker` and `cue` are ""
    where nobody is given. `exclaimed`: there is an exclamation or a question mark in it. `utterance`: the
    number of the quotation it is from (Quotations), the first of those that a cue or a paragraph breaks one
    utterance into; -1 where nothing is quoted.
    """

    article: str
    spans: tuple[tuple[int, int], ...]
    speaker: str
    named: bool
    cue: str
    section: str
    quoted: tuple[tuple[int, int], ...]
    exclaimed: bool
    utterance: int


def passages_of(
    articles: pd.DataFrame, attributions: pd.DataFrame, quotations: pd.DataFrame
) -> list[Passage]:
    """Return the passages of all articles, by article and in reading order.

    Parameters
    ----------
    attributions
        Attributions of these articles. What is only done ("was named") is no passage, and an
        attribution inside the content of another one belongs to that one, unless a paper tells whom it
        quotes: “no” in 'Falk called it “no,” according to the Echo' is Falk's.
    quotations
        Quotations of these articles. Those outside of all contents are passages of nobody.
    """
    said = _by_article(_outer(attributions))
    inner = _by_article(_quoting(attributions))
    marks = _by_article(quotations)
    each = articles[["id", "text"]].itertuples(index=False)
    found: list[Passage] = []
    for article, text in followed(each, total=len(articles), what="reading passages"):
        if article in said or article in marks:
            own = said.get(article, []), inner.get(article, [])
            found += _of_article(article, text, own, marks.get(article, []))
    named_first = sorted(set(found), key=lambda one: (not one.named, one))
    once = {(one.article, one.spans): one for one in reversed(named_first)}
    return sorted(once.values())


def _of_article(
    article: str, text: str, given_by: tuple[Sequence[Row], Sequence[Row]], marks: Sequence[Row]
) -> Iterator[Passage]:
    """Yield the passages of one article: those of contents, then what quotations have beside them.

    `given_by` are the outermost attributions, and those inside that may quote somebody else.
    """
    cut, whole = _Sentences(text), _quotations(text, marks)
    quoted = _merged([(one.start, one.end) for one in whole])
    given: list[Passage] = []
    said = list(_apart(*given_by, quoted))
    for row in sorted(said, key=lambda row: (row["start"], row["id"])):
        who = (row["speaker"], bool(row["named"]), row["cue_text"], row["section"])
        if _inside_a_speech(row, quoted) or (not who[1] and _is_nobody(row["speaker"])):
            who = ("", False, "", row["section"])
        for spans in cut.parts(row["spans"]):
            inside = tuple(_common(spans, quoted))
            utterance = _utterance(whole, inside)
            given.append(
                Passage(article, tuple(spans), *who, inside, cut.exclaims(spans), utterance)
            )
    yield from given
    held = _merged([span for one in given for span in one.spans])
    speakers = _speakers(given, whole)
    for one in whole:
        known = speakers.get(one.chain) or _told_before(text, one, given)
        who = (*known, "", one.section)
        for spans in cut.parts([(one.start, one.end)]):
            if _length(_common(spans, held)) < _length(spans) / 2:
                yield Passage(
                    article, tuple(spans), *who, tuple(spans), cut.exclaims(spans), one.chain
                )


def _apart(outer: Sequence[Row], inner: Sequence[Row], quoted: Spans) -> Iterator[Row]:
    """Yield attributions with their `spans`; whom a paper or a broadcaster quotes is cut out of what it says.

    The cue of one that is cut out stands outside all quotation marks. What a person tells of the words of
    another is in his own: 'Moor said that Falk saw “no way out”'.
    """
    media = {row["id"] for row in outer if row["kind"] == "media"}
    kept = [
        row for row in inner if row["parent"] in media and not _common(spans_in(row["cue"]), quoted)
    ]
    taken = [(row["parent"], _merged(spans_in(row["content"]))) for row in kept]
    for row in (*outer, *kept):
        own = spans_in(row["content"])
        for parent, spans in taken:
            own = _without(own, spans) if parent == row["id"] else own
        if own:
            yield {**row, "spans": own}


def _without(spans: Spans, out: Spans) -> Spans:
    """Return the characters of some spans that are in none of `out`, which are sorted and lie apart."""
    found: Spans = []
    for start, end in spans:
        edges = [start]
        for low, high in out:
            if low < end and start < high:
                edges += [max(low, start), min(high, end)]
        edges.append(end)
        found += [pair for pair in zip(edges[::2], edges[1::2], strict=True) if pair[0] < pair[1]]
    return found


def _is_nobody(speaker: str) -> bool:
    """Whether a speaker without a name tells no reader who speaks: "someone", "letter to Mr. Falk"."""
    words = speaker.casefold().split()
    before = list(takewhile(lambda word: word not in _JOINING, words))
    of_whom = {"from", "by"} & set(words)  # "a statement from Norland's unions"
    return " ".join(words) in _UNNAMED or ((before or [""])[-1] in _PAPERS and not of_whom)


def _inside_a_speech(row: Row, quoted: Spans) -> bool:
    """Tell whether it is the speaker of a quotation who says "I believe": who that is stands outside."""
    if row["named"] or row["source_text"].casefold() not in _SELF:
        return False
    source = spans_in(row["source"])
    return bool(source) and _length(_common(source, quoted)) == _length(source)


def _opens(text: str, row: Row) -> bool:
    """Tell whether a quotation begins at a mark: not at a lone one, unless it stands before a line end."""
    around = text[row["start"] - 1 : row["start"]], text[row["end"] : row["end"] + 1]
    return row["kind"] != "stray" or ("".join(around).isspace() and around[1] == "\n")


class _Quotation(NamedTuple):
    """A quotation from its first mark to its last; `chain` is the same for the parts of an utterance."""

    start: int
    end: int
    section: str
    chain: int


def _quotations(text: str, marks: Sequence[Row]) -> list[_Quotation]:
    """Return the outermost quotations in reading order.

    Where a mark is not closed in its paragraph and the next mark closes one that was not opened, all
    between them is one quotation: pages that put each sentence into a paragraph of its own have such.
    """
    rows = sorted((row for row in marks if row["parent"] < 0), key=lambda row: row["start"])
    found: list[_Quotation] = []
    chains: dict[int, int] = {}
    for row, then in zip_longest(rows, rows[1:]):
        if not _opens(text, row) or row["section"] not in SECTIONS_READ:
            continue
        end = row["end"]
        if then is not None and row["kind"] != "quotation" and then["kind"] == "stray":
            end = then["end"] if then["start"] - end < _RUN_OVER else end
        before = row["continues"] if row["continues"] >= 0 else row["resumes"]
        number: int = row["number"]
        chains[number] = chain = chains.get(before, number)
        found.append(_Quotation(row["start"], end, row["section"], chain))
    return found


def _utterance(whole: Sequence[_Quotation], quoted: Sequence[tuple[int, int]]) -> int:
    """Return the chain of the quotation in which the first quoted words of a passage stand, -1 for none."""
    if not quoted:
        return -1
    at = bisect_right([one.start for one in whole], quoted[0][0]) - 1
    return whole[at].chain


def _speakers(given: Sequence[Passage], whole: Sequence[_Quotation]) -> dict[int, tuple[str, bool]]:
    """Return who speaks in each chain of quotations: who is given a part of it, the first if several."""
    speakers: dict[int, tuple[str, bool]] = {}
    starts = [one.start for one in whole]
    for passage in given:
        for start, end in passage.quoted:
            at = bisect_right(starts, start) - 1
            if passage.speaker and at >= 0 and whole[at].end >= end:
                speakers.setdefault(whole[at].chain, (passage.speaker, passage.named))
    return speakers


def _told_before(text: str, one: _Quotation, given: Sequence[Passage]) -> tuple[str, bool]:
    """Return who speaks in a paragraph that is one quotation: who alone speaks in the paragraph before.

    He must be said to say something where that one ends: "Moor said the pier is old.", then her words.
    """
    line_end = text.find("\n", one.end)
    behind = text[one.end : line_end if line_end >= 0 else len(text)]
    first = text.rfind("\n", 0, one.start) + 1
    if text[first : one.start].strip() or behind.strip() or one.section != "body":
        return "", False
    end = len(text[:first].rstrip())
    start = text.rfind("\n", 0, end) + 1
    here = [own for own in given if own.section == "body" and start <= own.spans[0][0] < end]
    told = {own.speaker for own in here}
    if len(told) != 1 or not here[0].named or not here[0].cue:
        return "", False
    last = max(own.spans[-1][1] for own in here)
    by_the_way = len(text[last:end].strip(_CLOSING).split()) <= _BY_THE_WAY  # "Ms. Moor said."
    return (here[0].speaker, True) if by_the_way else ("", False)


def _outer(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return the attributions that count and stand in none that counts."""
    columns = ["article", "id", "parent", "act"]
    rows = list(attributions[columns].itertuples(index=False, name=None))
    parents = {(article, one): (article, parent) for article, one, parent, _ in rows}
    counts = {(article, one) for article, one, _, act in rows if act != "done"}

    def outermost(key: tuple[str, str]) -> bool:
        above = parents[key]
        while above in parents and above not in counts:
            above = parents[above]
        return key in counts and above not in counts

    kept = np.array([outermost((article, one)) for article, one, *_ in rows], dtype=bool)
    return attributions[kept & attributions["section"].isin(SECTIONS_READ).to_numpy()]


def _quoting(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return the attributions inside others in which a name is said to say quoted words."""
    rows = attributions["parent"].ne("") & attributions["named"] & attributions["act"].eq("said")
    rows &= attributions["quoted_words"].gt(0) & attributions["source"].ne("[]")
    rows &= attributions["rule"].ne("first person")
    return attributions[rows & attributions["section"].isin(SECTIONS_READ)]


def _by_article(table: pd.DataFrame) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in table.to_dict("records"):
        rows[str(row["article"])].append({str(name): value for name, value in row.items()})
    return rows


class _Sentences:
    """The sentences of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [start for start, _ in sentence_spans(text)]

    def parts(self, spans: Spans) -> Iterator[list[tuple[int, int]]]:
        """Yield what each sentence has of `spans`, without white space around."""
        by_sentence: dict[int, Spans] = defaultdict(list)
        for start, end in spans:
            first, last = (bisect_right(self._starts, at) for at in (start, end - 1))
            edges = [start, *self._starts[first:last], end]
            for number, (left, right) in enumerate(pairwise(edges)):
                if piece := self._stripped(left, right):
                    by_sentence[first + number].append(piece)
        yield from by_sentence.values()

    def exclaims(self, spans: Spans) -> bool:
        """Tell whether there is an exclamation or a question mark in `spans`."""
        return any(not {"!", "?"}.isdisjoint(self.text[start:end]) for start, end in spans)

    def _stripped(self, start: int, end: int) -> tuple[int, int] | None:
        part = self.text[start:end]
        inside = part.strip()
        if not inside:
            return None
        start += part.index(inside)
        return start, start + len(inside)


def _merged(spans: Spans) -> Spans:
    """Return sorted spans that lie apart and hold the same characters."""
    out: Spans = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _common(left: Sequence[tuple[int, int]], right: Spans) -> Spans:
    """Return the characters that are in both; the spans of `right` are sorted and lie apart."""
    found: Spans = []
    for start, end in left:
        first = max(bisect_right(right, (start, start)) - 1, 0)
        for low, high in right[first:]:
            if low >= end:
                break
            if max(low, start) < min(high, end):
                found.append((max(low, start), min(high, end)))
    return found


def _length(spans: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans)
