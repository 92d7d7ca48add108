"""Find the source behind "per": ", per the Labor Department"; never "per cent", "per day", "as per usual"."""

import re
from collections.abc import Iterator

from analysis.language.sentences import sentence_spans
from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.overlaps import meet, together
from analysis.measures.attribution.lists.cues import cue_class

_SOURCE = (
    r"(?P<source>(?:(?:the|an?|his|her|its|their|multiple|several|two)\s+(?!usual|norm|terms|rules)|(?=[A-Z])"
    r"|(?=(?:\S+ ){0,3}(?:data|records|officials|police|figures|reports?|sources|documents|statistics)\b))"
    r"[^\s,.;:()\"“”]+(?:[ \u00a0](?:[A-Z]\.|[^\s,.;:()\"“”]+)){0,9}?)"
)
_AT_END = re.compile(rf"(?P<content>.*\S),\s+(?P<cue>per)\s+{_SOURCE}(?:[,;].*)?[.!;]?[\"”]?")
_AT_START = re.compile(rf"(?P<cue>Per)\s+{_SOURCE},\s+(?P<content>.*\S?[^\s.])[.!]?")
_PER = re.compile(r"(?:^|[\n.!?][\"”’]? *)Per |, per ")
_UNIT = re.compile(r"(?:[Cc]ent|[Cc]apita|[Dd]iem|[Ss]e|[Aa]nnum)\b")
_SAYS = ("neutral", "assertive", "accusatory", "denying", "doubtful", "factive")
_SCORE = 1.0


def with_per_sources(found: list[Attribution], text: str) -> list[Attribution]:
    """Add what a sentence gives to a source behind "per", in reading order.

    Accepted are ", per" with a determiner or a capital behind it, at the end of a clause, and "Per" at
    the beginning of a sentence. A sentence in which somebody says it already stays as it is.
    """
    new = [one for one in _all(text) if not any(_known(other, one, text) for other in found)]
    return together(found, new)


def _known(other: Attribution, one: Attribution, text: str) -> bool:
    """Tell whether `other` has "per" in its cue, or a verb of saying in the words before "per"."""
    if any(meet(cue, one.cue[0]) for cue in other.cue):
        return True
    said = (text[slice(*cue)] for cue in other.cue if meet(cue, one.content[0]))
    return any(cue_class(words).listed and cue_class(words).cue_class in _SAYS for words in said)


def _all(text: str) -> Iterator[Attribution]:
    spans = sentence_spans(text) if _PER.search(text) else []
    for start, end in spans:
        sentence = text[start:end]
        if _PER.search(sentence):
            one = _AT_START.fullmatch(sentence) or _AT_END.fullmatch(sentence)
            if one and not _UNIT.match(one["source"]):
                yield _attribution(one, start)


def _attribution(found: re.Match[str], begin: int) -> Attribution:
    source, cue, content = (
        (begin + found.start(name), begin + found.end(name))
        for name in ("source", "cue", "content")
    )
    return Attribution((source,), (cue,), (content,), _SCORE)
