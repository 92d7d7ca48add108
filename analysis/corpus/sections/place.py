"""Conditions of the section rules: the form of a line, its neighbours, its place in the article."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from analysis.corpus.sections import line as forms

SHORT = 70  # characters, at most, of a line between running text


class Place(NamedTuple):
    """A line with its neighbours and the facts about its article that the rules need."""

    text: str
    before: str = ""
    after: tuple[str, ...] = ()  # the next three lines
    above: str = ""  # section of the line before, "" for the first line
    opening: bool = True  # no body text yet
    closing: bool = False  # one of the last three lines
    titled: bool = False  # part of the title of the article
    repeated: bool = False  # the same line occurs elsewhere in the article
    announced: bool = False  # repeats the title that a "WATCH:" line within three lines gives
    pulled: bool = False  # only repeats what another line quotes
    stands_out: bool = (
        True  # where it stands, or how it begins and ends, a rule for anywhere may fit
    )


@dataclass(frozen=True)
class Rule:
    """One line of the rule table: its name, its section, and the test.

    `where` it may fire: "anywhere", "opening" (no body yet), "edges" (no body yet, or the last
    three lines), "between" (where `between_running_text` holds).
    """

    name: str
    section: str
    where: str
    fits: Callable[[Place], bool]


_QUOTED = re.compile(r"[\"“](.*)[\"”]|['‘](.*)['’]")
_ITEM = re.compile(r"[-•*·▪–—#@<{}(\[]|\d+[.)]?\s|(?:Q|A|Question|Answer)\s?[.:]")
_LABEL = re.compile(
    r"[\"“]?(?:(?:WATCH|LISTEN|VIDEO|AUDIO|PHOTOS|GALLERY|READ|MORE|SEE)"
    r"(?: (?:MORE|ALSO|NEXT|NOW|LIVE))?"
    r"|(?i:read (?:more|next|also)|also (?:read|watch|see)|see also|watch (?:more|now|also)"
    r"|related(?: (?:stor(?:y|ies)|articles?|coverage|content|links?|videos?|topics?|news))?"
    r"|more on this|recommended|you may also like|most (?:read|popular)))"
    r"(?:\s*[:|»>]|\s+[–—])\s*(.*)"
)
_SCENE = re.compile(
    r"(?<!\bto )\b(?:is|are|(?:walk|stand|sit|speak|talk|listen|look|watch|wave|hold|carry|carrie"
    r"|attend|arrive|leave|gather|greet|gesture|hug|embrace|kiss|cheer|chant|march|protest|pray"
    r"|wait|work|play|ride|run|cross|pass|pose|shout|shake|smile|search|inspect|board|react|address|answer|deliver"
    r"|introduce|participate|take|make|show|use|enter|meet|visit|line|rest|lie|light|burn|rise|fly)"
    r"(?:s|es)?)\b.* (?:in|at|near|outside|inside|from|through) "
)
_DATED_END = re.compile(
    rf"\b(?:{forms.MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {forms.MONTH} \d{{4}})[.)]*$"
)
_TOLD = re.compile(r"\b(?:said|says|announced|told|was|were|had|has|have|died|killed)\b|[\"“”]")
_PHOTOGRAPHS = re.compile(r"\b(?:photos?|images?|pictures?)\b", re.IGNORECASE)
_PHOTO_WORDS = re.compile(
    r"\b(?:photos?|images?|pictures?|by|via|courtesy|credit|file|handout)\b:?", re.IGNORECASE
)
_AGENCY = re.compile(
    r"(?:[A-Z][\w'’.-]+ )+?(?:/ ?|via )[A-Z][^.!?]*|[A-Z][\w'’.-]+ [\w'’.-]+/[A-Z][^.!?]*"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{4,120})[)\]]\.?$")
_PHOTO_BY = re.compile(
    r"(?i:photos?|images?|pictures?|photograph)(?i: credit| courtesy)?(?: ?: ?| by | of )(.+)"
)
_PHOTO_AGENCY = re.compile(r"[^/]*\w(?: ?/ ?| via ).*\b(?:Images|Photos?|Pictures)")
_GIVEN = re.compile(
    r"(?:to this (?:report|article|story|column|post)"
    r"|(?:additional )?(?:reporting|research)(?: (?:to|for|from) [^!?]{0,80})?)[.)\]*]*"
)
_OTHER_LABEL = re.compile(
    r"[A-Z][\w'’ ]{2,40}:(?=[A-Z'\"‘“])[^:]{10,150}"
)  # no space behind the colon
_IN_BRACKETS = re.compile(r"\[[A-Z'\"‘“][^\[\]]{14,150}\]")
_CAPTION_HIDDEN = re.compile(r"enlarge this image\b.{0,150}", re.IGNORECASE)
_NO_END = re.compile(  # with which no headline ends
    r"\b(?:a|an|the|and|or|but|of|in|on|at|to|for|from|with|by|as|that|than|who|which|is|was|are|were|be|has"
    r"|had|said|says|would|will|Mr|Ms|Mrs|Sen|Rep|Gov|Gen)$|['’]s$"
)
_QUOTED_TITLE = re.compile(r"['‘][A-Z][^\"“”]*?['’]: ")  # "'No choice': More of the day"
_LINKED = 110  # characters, at most, of the headline of another article
_FILE_PHOTO = re.compile(
    r"[(\[](?:file|archive|undated) (?:photo|picture|image)[)\]][.\"'”’]*$", re.IGNORECASE
)
_FILE = re.compile(r"file photo ?:", re.IGNORECASE)
_MADE_BY = re.compile(
    r"(?:\w+ )?(?:(?i:produced|compiled|written|edited|translated|reported|illustrated) by) (.+)"
)
_REPORTING = re.compile(
    r"(?i:(?:with |and )?(?:additional |further |original )?"
    r"(?:reporting|writing|editing|research|translation|compiled|written|edited|translated)"
    r"(?: and (?:reporting|writing|editing|research))? (?:by|from)|contributing:) (.+)"
)


def promoted(text: str) -> str | None:
    """Return the title that a line such as "WATCH: TITLE" announces, or None for any other line.

    A sentence with a full stop after the label is no title, unless in title case.
    """
    match = _LABEL.fullmatch(text) if len(text) <= 160 else None
    if match is None:
        return None
    title = match.group(1)
    return title if not title.endswith(".") or forms.headline_case(title) else None


def photo_credit_at(place: Place) -> int | None:
    """Return where in a line the credit of a photographer or agency in closing brackets begins.

    Anywhere it must speak of photographs ("Jane Doe/Wire Images"); before the body, or alone on its line, a
    name and an agency with a slash or "via" between them are enough ("Jane Doe/Wire Service").
    """
    match = _BRACKET.search(place.text, max(0, len(place.text) - 125))
    if match is None:
        return None
    inner = match.group(1)
    pictures = _PHOTOGRAPHS.search(inner) is not None and forms.names(_PHOTO_WORDS.sub("", inner))
    alone = place.opening or match.start() == 0
    agency = alone and _AGENCY.fullmatch(inner) is not None
    return match.start() if pictures or agency else None


def headline_form(place: Place) -> bool:
    """Accept a short line without a final stop (any language) or in title case, above running text."""
    text = place.text
    if place.above not in ("", "credit", "promo") or len(text) > 150:
        return False
    if _ITEM.match(text) or forms.dated(text) or re.fullmatch(r"[\"“].*[\"”]", text):
        return False
    follows = any(forms.prose(line) and len(line) > len(text) for line in place.after)
    unpunctuated = forms.open_ended(text) or text.endswith(";")
    return follows and len(text.split()) >= 2 and (unpunctuated or forms.headline_case(text))


def headline_goes_on(place: Place) -> bool:
    """Accept any line directly below a headline that ends with a semicolon (any language)."""
    return place.above == "headline" and place.before.endswith(";") and len(place.text) <= 150


def between_running_text(place: Place) -> bool:
    """Say whether a short line, no list item, has running text below, and above unless flagged."""
    return (
        len(place.text) <= SHORT
        and place.above not in ("", "subhead")
        and not place.repeated
        and not _ITEM.match(place.text)
        and not place.before.endswith(":")
        and (place.above != "body" or forms.prose(place.before))
        and bool(place.after)
        and forms.prose(place.after[0])
    )


def subhead_in_quotes(place: Place) -> bool:
    """Accept a line in title case, wholly in quotation marks."""
    match = _QUOTED.fullmatch(place.text)
    inner = (match.group(1) or match.group(2) or "") if match else ""
    cased = forms.headline_case(inner) if forms.stopped(inner) else forms.title_case(inner)
    return cased and not re.search(r"[\"“”]", inner)


def subhead_in_title_case(place: Place) -> bool:
    """Accept title case without a final stop or a comma (a list of names has commas)."""
    text = place.text
    if "," in text or _QUOTED.fullmatch(text):
        return False
    return forms.open_ended(text) and forms.title_case(text)


def subhead_in_capitals(place: Place) -> bool:
    """Accept at most eight words in capitals (any language that has them); a full stop may follow."""
    bare = place.text.rstrip(".")
    if re.search(r"[:\"“”]", bare):
        return False
    return forms.all_capitals(bare) and len(bare.split()) <= 8 and forms.open_ended(bare)


def subhead_with_stop(place: Place) -> bool:
    """Accept three to eight words with a full stop, in title case that no name has ("Joined With Care.")."""
    text = place.text
    if re.search(r"[,:;\"“”]", text):
        return False
    return text.endswith(".") and 3 <= len(text.split()) <= 8 and forms.headline_case(text)


def subhead_without_stop(place: Place) -> bool:
    """Accept two to eight words without punctuation, above a new sentence (any language)."""
    text = place.text
    if place.after[0][0].islower():
        return False
    return forms.open_ended(text) and forms.plain_label(text) and not forms.dated(text)


def dated_scene(place: Place) -> bool:
    """Accept a scene below the headline: present tense, a place, and a full date at the end."""
    text = place.text
    directly = place.above in ("headline", "subhead", "credit")
    dated = directly and len(text) <= 250 and _DATED_END.search(text) is not None
    return dated and _SCENE.search(text) is not None and _TOLD.search(text) is None


def byline(place: Place) -> bool:
    """Accept "By NAME NAME" and nothing but names, at the beginning or the end of the article."""
    by, _, who = place.text.partition(" ")
    return (
        by in ("By", "BY", "by") and len(who.split()) >= 2 and len(who) <= 120 and forms.names(who)
    )


def made_by(place: Place) -> bool:
    """Accept "Produced by NAME", "Translated by NAME" or the like in the last three lines."""
    match = _MADE_BY.fullmatch(place.text) if place.closing else None
    return match is not None and forms.names(match.group(1).rstrip("."))


def reporting_by(place: Place) -> bool:
    """Accept "With reporting by NAMES", "(Reporting by X; Editing by Y)", "Contributing: NAMES"."""
    bare = place.text.strip("()[]*_–—- .")
    if not _REPORTING.match(bare):
        return False
    found = [_REPORTING.fullmatch(part.strip()) for part in bare.split(";") if part.strip()]
    return all(match is not None and forms.names(match.group(1)) for match in found)


def contributed(place: Place) -> bool:
    """Accept "... contributed to this report" or "... reporting from PLACE", without a quotation."""
    who, verb, what = place.text.partition(" contributed ")
    return (
        bool(verb)
        and len(who) >= 3
        and not re.search(r"[\"“”?!]", who)
        and bool(_GIVEN.fullmatch(what))
    )


def file_photo(place: Place) -> bool:
    """Accept a line that ends with "(file photo)" or begins with "File photo:"."""
    return _FILE_PHOTO.search(place.text[-20:]) is not None or bool(_FILE.match(place.text))


def photo_credit(place: Place) -> bool:
    """Accept "Photo by NAME", "Photo: NAME/AGENCY" or "NAME via AGENCY Images" alone on a line."""
    text = place.text.rstrip(".")
    match = _PHOTO_BY.fullmatch(text)
    if match is not None:
        return len(match.group(1).split()) >= 2 and forms.names(match.group(1))
    agency = _PHOTO_AGENCY.fullmatch(text) if len(text) <= 100 else None
    return agency is not None and forms.names(text.replace(" via ", " "))


def hidden_caption(place: Place) -> bool:
    """Accept "Enlarge this image toggle caption NAME/AGENCY", what a button of a page leaves behind."""
    return _CAPTION_HIDDEN.fullmatch(place.text) is not None


def other_article(place: Place) -> bool:
    """Accept a whole line without a stop that names another article: "More:HEADLINE", "[HEADLINE]"."""
    text = place.text
    if _IN_BRACKETS.fullmatch(text) and len(text.split()) >= 4:
        return not forms.stopped(text.rstrip("]"))
    return _OTHER_LABEL.fullmatch(text) is not None and not forms.stopped(text)


def headline_between(place: Place) -> bool:
    """Accept the headline of another article: a line without a stop between sentences (any language).

    It has at least four words, opens with a capital, and is no part of a speech or of a sentence that the
    next line goes on with.
    """
    if place.opening or place.repeated or not _headline_like(place.text):
        return False
    if place.above not in ("", "body", "promo"):
        return False
    if place.above == "body" and not _ends_whole(place.before):
        return False
    following = [line for line in place.after[:2] if not _headline_like(line)]
    return not place.after or (bool(following) and _begins_whole(following[0]))


def _headline_like(text: str) -> bool:
    """Whether a line may be a headline of any case: no stop, no double quotation marks, no broken end."""
    quoted = _QUOTED_TITLE.match(text) is not None
    capital = text[:1].isupper() or quoted
    if len(text) > _LINKED or not capital or not forms.open_ended(text) or _ITEM.match(text):
        return False
    told = quoted or forms.all_capitals(text)
    if (forms.names(text) or forms.opens(text)) and not told:
        return False
    marks = re.search(r"[\"“”@#]|https?:|\w:\w", text)
    return len(forms.words(text)) >= 4 and not marks and not _NO_END.search(text)


def _ends_whole(text: str) -> bool:
    """Whether a line ends a sentence, and every quotation mark in it has its counterpart."""
    return forms.stopped(text) and _in_pairs(text)


def _begins_whole(text: str) -> bool:
    """Whether a line is running text that begins a sentence and quotes nothing that began before."""
    first = text.lstrip("\"“‘'")[:1]
    return (first.isupper() or first.isdigit()) and forms.stopped(text) and _in_pairs(text)


def _in_pairs(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")
