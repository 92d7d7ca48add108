"""Remove what is no saying: idioms ("That said, ..."), clocks, and names in quotation marks."""

import re

from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.overlaps import Spans
from analysis.measures.attribution.lists.cues import cue_class
from analysis.measures.attribution.quotes.quotations import Quotation

_IDIOM = re.compile(
    r"\b(?:(?:That|This|All) (?:being )?said,|[Hh]aving said (?:that|this),|[Aa]ll told,"
    r"|[Nn]eedless to say|(?:[Tt]hat is|[Tt]hat[’']s|so) to say|to say (?:the least|nothing of)"
    r"|(?:goes|went) without saying|[Ss]uffice (?:it )?to say|[Tt]ruth be told"
    r"|[Tt]ime will tell|call(?:s|ed|ing)? (?:\w+[’']s?|his|her|its|their|our|my|your) bluff(?! an? ))(?!\w)"
)
_SUPPOSE = re.compile(r"(?:^|[.!?\n]\s*)[\"“]?(?P<say>(?:Let[’']s say|Say)) (?!no\b|yes\b|[\"“])")
_DIAL = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y) )?(?:[a-z]+ )?(?:[Cc]locks?|watch|thermometer|calendar"
    r"|speedometer|odometer|scales?|gauge|compass|barometer|dial|meter)"
)
_SAYS = ("neutral", "assertive", "accusatory", "denying", "doubtful", "factive", "directive")
_FAMED = re.compile(
    r"\b(?:known|famous|remembered|renowned|famed|celebrated)(?: \w+ly)? (?:for|as)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:dubbed|nicknamed|titled|entitled|christened|means|meant)\b")
_MAKES = re.compile(
    r"\b(?:sang|sings?|sung|wrote|writes|written|directed|directs|recorded|records|published|released"
    r"|played|plays|performed|composed|painted|produced|starred|stars|includes?|included|ended with"
    r"|titled|entitled)\b"
)
_CALLED = re.compile(r"\b(?:called|named|billed)\b")
# words before a mark that say what the words in it are
_LABEL = re.compile(
    r"(?<!use the )(?<!used the )(?<!uses the )(?<!using the )\b(?:words?|terms?|phrases?|name"
    r"|so-called|titled|entitled|songs?|hits?|single|albums?|films?|movies?|books?|novels?|memoir|play|plays|musical|opera|poems?|paintings?|series|shows?|sitcom"
    r"|episode|ballad|anthem|ship|tug|boat|ferry|yacht|vessel|trawler|magazine|column|exhibition)"
    r"(?: (?:of|by) \w+)?,? $",
    re.IGNORECASE,
)
_EXPECTED = re.compile(  # what the writer expects of somebody
    r"(?:will|would) (?:likely|probably|certainly|surely|soon) (?P<deed>.+)"
)
_SMALL = 4  # letters; a shorter word may be small in a title
_LONGEST_NAME = 8  # words


def without_unsaid(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """Return the attributions without idioms of saying, instruments, works and words that are names.

    Nor is it a saying what somebody will likely do, with nothing in quotation marks.
    A name in quotation marks is what one is known for; what something is called, by nobody; what a verb
    of making has as its object, written as a title and most of the content; or what a word such as
    "film", "ship", "word" or "so-called" announces. In the last case, with a verb of saying as its cue,
    it stays what somebody says.
    """
    idioms = Spans(match.span() for match in _IDIOM.finditer(text))
    supposed = Spans(match.span("say") for match in _SUPPOSE.finditer(text))
    outer = {
        (quote.start, quote.end): quote
        for quote in quotations
        if quote.kind != "stray" and quote.parent < 0
    }
    places = Spans(outer)
    kept = []
    for one in found:
        quoted = [outer[place] for span in one.content for place in places.meeting(span)]
        phrase = _is_phrase(one, idioms) or (not one.source and _is_phrase(one, supposed))
        named = _is_dial(one, text) or _is_name(one, quoted, text)
        if not phrase and not named and (quoted or not _is_expected(one, text)):
            kept.append(one)
    return kept


def _is_phrase(one: Attribution, phrases: Spans) -> bool:
    return any(phrases.meeting(cue) for cue in one.cue)


def _is_expected(one: Attribution, text: str) -> bool:
    """Tell whether a cue tells what somebody will likely do, and not say: "will likely wage war against"."""
    words = [word for span in one.cue for word in text[slice(*span)].split()]
    found = _EXPECTED.match(" ".join(words))
    kind = cue_class(found["deed"]) if found else None
    return kind is not None and not (kind.part == "verb" and kind.listed and kind.act == "said")


def _is_dial(one: Attribution, text: str) -> bool:
    return any(_DIAL.fullmatch(text[slice(*source)]) for source in one.source)


def _is_name(one: Attribution, quoted: list[Quotation], text: str) -> bool:
    """Tell whether all that is quoted in a content is named there, and not said."""
    if not quoted or not one.cue:
        return False
    cue = " ".join(text[slice(*span)] for span in one.cue)
    if _FAMED.search(cue) or (_NAMED.search(cue) and not one.source):
        return True
    makes = _MAKES.search(cue) or (_CALLED.search(cue) and not one.source)
    size = sum(end - start for start, end in one.content)
    most = 2 * sum(quote.end - quote.start for quote in quoted) >= size
    if makes and most and all(is_title(quote, text) for quote in quoted):
        return True
    kind = cue_class(cue)
    says = kind.listed and kind.cue_class in _SAYS and kind.part != "preposition"
    return not says and all(_is_label(quote, text) for quote in quoted)


def is_title(quote: Quotation, text: str) -> bool:
    """Tell whether quoted words are written as a title: all long ones with a capital, no question."""
    said = text[quote.inner_start : quote.inner_end].rstrip(",.")
    words = re.findall(r"[^\W\d_][\w’'-]*", said)
    capital = all(word[0].isupper() for word in words if len(word) >= _SMALL)
    whole = not said.endswith(("!", "?"))
    return (
        bool(words) and words[0][0].isupper() and capital and whole and len(words) <= _LONGEST_NAME
    )


def _is_label(quote: Quotation, text: str) -> bool:
    before = text[max(0, quote.start - 40) : quote.start]
    words = len(text[quote.inner_start : quote.inner_end].split())
    return words <= _LONGEST_NAME and _LABEL.search(before) is not None
