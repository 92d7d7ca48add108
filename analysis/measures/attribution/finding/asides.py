"""End contents where the writer goes on: behind a quotation, with "although", before a broadcast's name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.overlaps import place
from analysis.measures.attribution.finding.unsaid import is_title
from analysis.measures.attribution.quotes.quotations import Quotation

_MARKS = '"“”„«»'
# what the writer adds about what was said: ", effectively undercutting his own bureau"
_ADDED = re.compile(
    r",[\"”’']* (?:(?:effectively|apparently|seemingly|thereby|thus|essentially|possibly) \w+ing\b"
    r"|(?:undercutting|contradicting|echoing|repeating|referring|alluding|apparently|seemingly|drawing|"
    r"prompting|sparking|citing|adding)\b"
    r"|(?:(?:al)?though )?without \w+ing\b)"
    r"|,[\"”’']+ (?:only to [a-z]+|(?:clearing|paving) the way)\b"
)
# before what is said, that others say so, too: "as other officials have, that he won"
_AS_OTHERS = re.compile(r",?\s*as [^,.\n“\"]{3,60} (?:have|has|had|did|do|does),? (?=that )")
# a question that the quotation behind a colon answers: "explains why she left: “I was late.”"
_ANSWERED = re.compile(r"(?:why|how|what|when|where|who)\b[^.:?!“\"\n]{1,60}: (?=[“\"])")
# when it is said: "after the vote that she goes"
_WHEN = re.compile(
    r"(?:after|before|during|following) [^,.:;“”\"\n]{3,40} (?=that (?:he|she|it|they|the)\b)"
)
_BEFORE_IT = (_AS_OTHERS, _ANSWERED, _WHEN)
# behind the mark that ends a quotation, a clause of its own: "...,” although the mayor has"
_OWN_CLAUSE = re.compile(
    r"(?<=[”\"]),? (?:although|though|but|even though) "
    r"(?:he|she|it|they|the|a|an|his|her|its|their|[A-Z]\w+)\b(?! (?:said|added|that)\b)"
)
# between two parts of a content: what the writer goes on with
_JOINED = re.compile(
    r", (?:(?:well|just|only|shortly|even|soon|long|right) )?"
    r"(?:as|while|when|(?:al)?though|after|before|if|despite|amid|because|since) "
)
# behind the cue: the verb of saying itself, what was asked, of whom or what was spoken
_OF_THE_CUE = re.compile(
    r"to (?:say|tell|ask|argue|announce|declare)"
    r"|(?:,\s*)?(?:when asked|after being asked|referring to|alluding to|praising|blaming|thanking"
    r"|paraphrasing|quoting)\b.*"
    r"|(?:of|about) [^,.“\"\n]{1,60}:?"
    r"|(?:to )?(?:[a-z]+ ){0,2}(?:applause|cheers|laughter|boos)",
    re.DOTALL,
)
_TOPIC = re.compile(r" (?:of|about) ")  # between the cue and whom or what it tells of
_WHILE = re.compile(r",? (?:as|while) ")
# behind the last quoted words: who speaks is told to say something else
_NEXT_SAYING = re.compile(
    r"[^,;:.?!“”\"\n]{0,40}(?P<next>,? and (?:(?:then|later|also|again) )?(?:said|told|added|insisted|argued"
    r"|asserted|accused|criticized|chided|called|warned|declared|vowed|urged|noted|promised|pledged)) "
)
_SAME = re.compile(r"(?:he|she|they|we|I)\b")
_SENTENCE_END = re.compile(r"[.?!][\"”’']*\s")
_FEWEST_OF_TITLE = 2  # words of a title; one may be a word that somebody used
# a station or a paper may own the broadcast
_ON = re.compile(r"[\s,]*\bon (?:[Tt]he )?(?P<station>(?:[A-Z][\w.&-]*(?:[’']s?)? ){0,4})$")
_ON_AIR = re.compile(r"(?:\b(?:appear\w*|speaking|spoke|aired|interview\w*)|,)\s*$")
_ON_REACH = 60  # characters before a mark


def without_asides(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """End each content before what the writer adds behind the last quoted words in it.

    A comma and a participle that tells what the saying did ("echoing her aide"), "although without", and,
    right behind the mark that ends a quotation, "but" or "although" with a subject. Nothing is cut inside
    quotation marks, nor where more of it is quoted behind. A part without quoted words is left out if a comma
    and a conjunction that are no content stand before it: "..., she said, as ferries came". Who speaks may go
    on there: "..., they said, though they warned of ice".
    """
    quoted = [(one.start, one.end) for one in quotations if one.kind != "stray"]
    found = [
        replace(one, content=tuple(_from_that(span, text) for span in one.content)) for one in found
    ]
    found = [replace(one, content=_of_the_speaker(one, quoted, text)) for one in found]
    return [
        replace(one, content=tuple(_cut(span, quoted, text) for span in one.content))
        for one in found
    ]


def _from_that(span: Range, text: str) -> Range:
    """Return a content without an aside, or a question that is answered, before what is said."""
    aside = next(filter(None, (one.match(text, *span) for one in _BEFORE_IT)), None)
    return (aside.end() if aside else span[0]), span[1]


def without_far_parts(found: list[Attribution], text: str) -> list[Attribution]:
    """Return the attributions without parts of a content that others' words part from the rest of it.

    "“No,” Moor wrote.", a paragraph in which Reed says something, and a quotation in the next one: that is
    not Moor's.
    """
    cues = sorted((place(one), k) for k, one in enumerate(found) if one.source and one.content)

    def near(number: int) -> Iterator[Range]:
        first, last = place(found[number])
        line = text.rfind("\n", 0, first) + 1 if _is_according(found[number], text) else 0
        for start, end in sorted(found[number].content):
            if end <= line and text[start] in _MARKS:
                continue  # "according to" tells of its own line, and not of the quotation before
            others = cues[
                bisect_right(cues, ((last, last), 0)) : bisect_left(cues, ((start, 0), 0))
            ]
            apart = ("\n" in text[last:at] and "\n" in text[stop:start] for (at, stop), _ in others)
            if any(apart):
                return
            yield start, end
            last = max(last, end)

    return [
        replace(one, content=tuple(near(number))) if one.cue and len(one.content) > 1 else one
        for number, one in enumerate(found)
    ]


def _is_according(one: Attribution, text: str) -> bool:
    """Tell whether a cue is "according to"."""
    return any(text.startswith(("according", "According"), start) for start, _ in one.cue)


def _of_the_speaker(one: Attribution, quoted: list[Range], text: str) -> tuple[Range, ...]:
    """Return the parts of a content, in order, without clauses that the writer adds behind a part."""
    kept: list[Range] = []
    added = False
    inside_marks = [
        span for span in one.content if any(a < span[1] and span[0] < b for a, b in quoted)
    ]
    for start, end in sorted(one.content):
        before = [last for _, last in (*one.source, *one.cue, *kept) if last <= start]
        said = any(first < end and last > start for first, last in quoted)
        behind = text[max(before) : start] if before else ""
        goes_on = _SAME.match(text, start, end) is not None
        said = said or (goes_on and not _WHILE.fullmatch(behind))
        ends = added and not _SENTENCE_END.search(text, kept[-1][1], start)
        told = _OF_THE_CUE.fullmatch(text, start, end) or _TOPIC.fullmatch(behind)
        if inside_marks and told and not said:
            continue
        added = (
            bool(kept)
            and not said
            and (
                ends
                or _JOINED.fullmatch(behind) is not None
                or (goes_on and _WHILE.fullmatch(behind) is not None)
                or _is_relative(text[start:end], behind)
            )
        )
        if not added:
            kept.append((start, end))
    return tuple(kept)


def _is_relative(part: str, before: str) -> bool:
    """Tell whether a part is nothing but the "which" of a clause that others say the rest of."""
    return part.casefold() in ("which", "who", "whose") and before.strip() == ","


def _cut(span: Range, quoted: list[Range], text: str) -> Range:
    start, end = span
    inside = [last for first, last in quoted if first < end and last > start]
    told = max([start, *(min(last, end) for last in inside)])
    places = [
        found.start()
        for pattern, first in ((_ADDED, max(start, told - 2)), (_OWN_CLAUSE, told))
        if (found := pattern.search(text, first, end)) and (pattern is _ADDED or inside)
    ]
    saying = _NEXT_SAYING.match(text, told, end) if inside else None
    places += [saying.start("next")] if saying else []
    stop = min((one for one in places if one > start), default=end)
    if stop < end and text[stop : stop + 1] == "," and stop < told:
        stop = told  # the comma stands before the mark
    return start, max(stop, told) if stop < end else end


def without_programmes(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """Return the attributions without names of broadcasts at the end of a content.

    A broadcast is written as a title in quotation marks behind "on", and its station or a verb such as
    "appear" tells that it is one. What has no other content is left out.
    """
    named = [stretch for quote in quotations if (stretch := _stretch(quote, text)) is not None]
    if not named:
        return found
    shorter = [
        replace(one, content=tuple(part for span in one.content if (part := _before(span, named))))
        for one in found
    ]
    return [
        one for one, whole in zip(shorter, found, strict=True) if one.content or not whole.content
    ]


def _stretch(quote: Quotation, text: str) -> Range | None:
    """Return where "on" and the name of a broadcast stand, or None."""
    if quote.kind == "stray" or not is_title(quote, text):
        return None
    if len(text[quote.inner_start : quote.inner_end].split()) < _FEWEST_OF_TITLE:
        return None
    line = text.rfind("\n", 0, quote.start) + 1
    on = _ON.search(text, max(line, quote.start - _ON_REACH), quote.start)
    if on is None or not (
        on["station"] or _ON_AIR.search(text[line : text.index("on", on.start())])
    ):
        return None
    return on.start(), quote.end


def _before(span: Range, named: list[Range]) -> Range | None:
    """Return a part of a content without a broadcast at its end, or None where nothing is left."""
    for start, end in named:
        if start < span[1] <= end:
            return (span[0], start) if span[0] < start else None
    return span
