"""Find the source inside a question: "Who, asked Bishop Noon, will pay?", "Why, he wondered, not?"."""

import re
from collections.abc import Iterator

from analysis.language.sentences import sentence_spans
from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.overlaps import together
from analysis.measures.attribution.lists.cues import cue_class

_ASKING = (
    r"[\"“]?(?:Who|Whom|Whose|What|Why|When|Where|Which|How|And|But|Is|Are|Was|Were|Do|Does|Did"
    r"|Can|Could|Will|Would|Should|Has|Have)\b"
)
_FIRST = rf"(?P<first>{_ASKING}(?:\s[^\s,.;:?!]+){{0,7}})"
_BREAK = r"(?:,[\"”]?|[\"”],)\s+"
_NAME = (
    r"(?P<source>(?:he|she|they|I|we|it)|(?:(?:the|an?|his|her|its|their)\s)?"
    r"[^\s,.;:?!\"“”]+(?:[ \u00a0](?:[A-Z]\.|[^\s,.;:?!\"“”]+)){0,8}?(?:,[^,.;:?!\"“”]{3,60})?)"
)
_CUE = r"(?P<cue>(?:has\s|had\s)?[a-z]+(?:s|ed|said))"
_REST = r"(?P<rest>[\"“]?.+\?[\"”]?)"
_FORMS = (
    re.compile(rf"{_FIRST}{_BREAK}{_CUE}\s+{_NAME},\s+{_REST}"),
    re.compile(rf"{_FIRST}{_BREAK}{_NAME}\s+{_CUE},\s+{_REST}"),
)
_SAYS = ("neutral", "doubtful", "directive", "assertive", "accusatory")
_SCORE = 1.0


def with_questioners(found: list[Attribution], text: str) -> list[Attribution]:
    """Add the questions that name who asks them in their middle, in reading order.

    Accepted is a sentence that begins with a question word, has a verb of saying and its subject between
    two commas, in either order, and ends with a question mark. Both parts are one content.
    """
    return together(found, list(_all(text)))


def _all(text: str) -> Iterator[Attribution]:
    for start, end in sentence_spans(text) if "?" in text else ():
        if text[start:end].rstrip('"”').endswith("?"):
            matches = (form.fullmatch(text, start, end) for form in _FORMS)
            one = next((found for found in matches if found and _asks(found["cue"])), None)
            if one:
                content = (one.span("first"), one.span("rest"))
                yield Attribution((one.span("source"),), (one.span("cue"),), content, _SCORE)


def _asks(words: str) -> bool:
    cue = cue_class(words)
    return cue.listed and cue.part == "verb" and cue.cue_class in _SAYS
