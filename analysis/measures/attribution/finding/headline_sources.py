"""Find the source at the end of a headline: ", report says", ": report", "- witness", ", study finds"."""

import re

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.overlaps import together
from analysis.measures.attribution.lists.cues import cue_class
from analysis.measures.attribution.lists.kinds import has_role, kind_of, plain, word_set

_AFTER_COMMA = re.compile(
    r"(?P<content>.{12,}?),\s+(?P<source>[^\s,:;]+(?: [^\s,:;]+){0,4}?)\s+(?P<cue>[A-Za-z]+)"
)
_AFTER_MARK = re.compile(
    r"(?P<content>.{12,}?)(?:\s+(?P<dash>--|[-–—])|(?P<cue>:))\s+(?P<source>[^\s,:;]+(?: [^\s,:;]+){0,3})"
)
_SAYS = ("neutral", "assertive", "accusatory", "denying", "doubtful", "factive", "perceptive")
# nouns that the list of kinds of speaker lacks, because they name no speaker
_DOCUMENTS = word_set(
    "report reports study studies survey surveys poll polls review research researchers analysis "
    "audit inquiry probe data document documents figures paper memo filing lawsuit insider insiders "
    "coastguard whistleblower witnesses sources officials scientists analysts lawyers"
)
# what a desk writes behind a dash
_LABELS = word_set(
    "live video photos pictures update updates opinion analysis review interview in as"
)
_LONGEST = 300  # characters of a headline
_FEWEST = 3  # words of a headline before its source
_SCORE = 1.0


def with_headline_sources(
    found: list[Attribution], text: str, headline: Range
) -> list[Attribution]:
    """Add what a headline gives to a source named at its end, in reading order.

    A headline is a line in `headline`, or the first line of the text where it ends without a full stop.
    Behind a comma there must be a verb of saying; behind a colon or a dash a noun for a speaker or a
    document, or a body that is no medium: what stands behind a dash is often the outlet.
    """
    new = []
    for begin, line in _headlines(text, headline):
        one = _after_comma(line) or _after_mark(line)
        if one:
            mark = "cue" if one["cue"] else "dash"
            source, cue, content = (
                ((begin + one.start(name), begin + one.end(name)),)
                for name in ("source", mark, "content")
            )
            new.append(Attribution(source, cue, content, _SCORE))
    return together(found, new)


def _headlines(text: str, headline: Range) -> list[tuple[int, str]]:
    """Return the lines of the headline, and the first line of the text, with their places."""
    lines = [line for line in re.finditer(r"[^\n\r\u2028\u2029]+", text) if line.group().strip()]
    kept = [
        line
        for number, line in enumerate(lines)
        if (number == 0 or headline[0] <= line.start() < headline[1])
        and len(line.group()) <= _LONGEST
    ]
    return [
        (line.start(), line.group().rstrip())
        for line in kept
        if not line.group().rstrip('"”’ ').endswith((".", "!", "?"))
    ]


def _after_comma(line: str) -> re.Match[str] | None:
    found = _AFTER_COMMA.fullmatch(line)
    if found is None or len(found["content"].split()) < _FEWEST:
        return None
    cue = cue_class(found["cue"])
    says = cue.listed and cue.part == "verb" and cue.cue_class in _SAYS
    return found if says and not found["cue"].endswith("ing") else None


def _after_mark(line: str) -> re.Match[str] | None:
    found = _AFTER_MARK.fullmatch(line)
    if found is None or len(found["content"].split()) < _FEWEST:
        return None
    return found if _is_source(found["source"], dashed=bool(found["dash"])) else None


def _is_source(words: str, *, dashed: bool) -> bool:
    """Tell whether the last words of a headline name who says it, and not the outlet or the subject."""
    *_, last = parts = words.split()
    name = plain(last)
    if name in _LABELS or (len(parts) > 1 and plain(parts[0]) in _LABELS):
        return False
    if has_role(last, "organisation") and last[0].isupper():
        return kind_of(parts, named=True).kind not in ("", "media")
    common = name in _DOCUMENTS or has_role(last, "noun", "title")
    small = words == words.lower()
    if dashed:
        return small and (common or len(parts) == 1)
    return common and (small or len(parts) <= 2)
