"""Where a name begins with the title before it: "President Trump", "then-Sen. Doe"."""

import re
from collections.abc import Sequence

from analysis.language.words import fold
from analysis.measures.comparison.calling.descriptions import Learned
from analysis.measures.comparison.calling.lists import base, is_party, is_person_noun, land_of
from analysis.measures.comparison.calling.name_forms import Place
from analysis.measures.comparison.word_set import word_set

Span = tuple[int, int]  # characters
_BEFORE_TITLES = ("former", "then", "acting", "ex", "late")
_IN_TITLES = (*_BEFORE_TITLES, "of", "and", "for", "the", "&")
_OF_MANY = re.compile(r"(?:Sens|Reps|Govs|Gens|Profs|Drs|Senators|Representatives|Governors)\.?")
_SMALL_BEHIND_HYPHEN = re.compile(r"\w-[a-z]")  # "Doe-backed"
_TO_AN_OFFICE = re.compile(r"\b(?:to|for) the $")  # "counselor to the President Ann Doe"
_CAPITALS = re.compile(  # right before a name
    r"(?:(?:[A-Z][\w-]*|U\.S\.|(?:Lt|Gov|Gen|Sen|Rep|Maj|Col|Capt|Sgt|Amb|Adm)\.) ){1,4}$"
)
_OF_A_STAFF = re.compile(r"(?:[A-Z][\w-]* ){1,3}of $")  # "Joint Chiefs of Staff Chairman"
_AS_WHAT = re.compile(  # "in her time as Mayor Doe left": who was mayor then
    r"\b(?:time|tenure|role|job|work|years?|terms?|stint|capacity|days|record|career|service) as (?:the )?$"
)
_AGENCY = re.compile(  # of a photograph, glued to what follows: "Ann Roe / Reuters President Doe"
    r"(?:Reuters|AFP|AP|UPI|Getty Images|Associated Press)\s"
)
_SMALL_BEFORE = re.compile(r"[a-z] $")
_OFFICE = 60  # characters of an office
_OFFICE_WORDS = word_set(
    "u.s. us vice prime foreign attorney deputy assistant press house senate majority minority former acting "
    "lieutenant major brigadier rear federal state defense defence first prince chief petty warrant navy "
    "army marine air force staff senior executive special national security counsel homeland treasury "
    "justice white supreme court district county city police"
)
_COURTESY = re.compile(
    r"\b(?:(?:then|ex)-|former )?(?:Mr|Mrs|Ms|Miss|Dr|Sir|Sen|Rep|Gov|Gen|Lt|Col|Capt|Prof|Rev)\.?\s+$"
)


def titled(place: Place, text: str, learned: Sequence[Learned]) -> Span:
    """Return the span of a name with the title before it that is written with a capital, also "Mr."."""
    start, end = _with_title(place, text, learned)
    title, before = text[start : place.start].strip(), text[max(0, start - 20) : start]
    surname = place.actor[:1].isupper() and " " not in text[place.start : end]
    glued = is_party(title) and _SMALL_BEFORE.search(before)  # "the panel's top Democrat Doe"
    over = title and _AS_WHAT.search(before) and not text.startswith(("'s", "’s"), end)
    return (place.start if surname and (glued or over) else start), end


def _with_title(place: Place, text: str, learned: Sequence[Learned]) -> Span:
    """Return the span of a name with what may be its title."""
    for own in learned:
        end = own.described.end
        if not own.own and end <= place.start and not text[end : place.start].strip():
            start = _title_start(text, own.described.start, end)
            other = _TO_AN_OFFICE.search(text, max(0, start - 10), start)
            return place.start if start == end or other else _with_body(text, start, end), place.end
    courtesy = _COURTESY.search(text, max(0, place.start - 16), place.start)
    return courtesy.start() if courtesy else _office_start(text, place.start), place.end


def _office_start(text: str, start: int) -> int:
    """Return where an office with capitals right before a name begins: "Attorney General Roe".

    Behind "the" it is another's: "aide to the President Ann Doe".
    """
    found = _CAPITALS.search(text, max(0, start - _OFFICE), start)
    if found is None or _TO_AN_OFFICE.search(text, max(0, found.start() - 10), found.start()):
        return start
    words = list(re.finditer(r"\S+", found.group()))
    last = words[-1].group()
    if not is_person_noun(base(last.partition("-")[0])) or _OF_MANY.fullmatch(last):
        return start  # "President-elect" is one, "Senators Ann B. Doe and Ben Roe" are two
    first = len(words) - 1
    while first and _is_of_office(words[first - 1].group()):
        first -= 1
    return _with_body(text, found.start() + words[first].start(), start)


def _with_body(text: str, start: int, end: int) -> int:
    """Return where an office begins whose body has two parts: "Joint Chiefs of Staff Chairman"."""
    whole = _OF_A_STAFF.search(text, max(0, start - _OFFICE), start)
    return whole.start() if whole and text.startswith("Staff ", start, end) else start


def _is_of_office(word: str) -> bool:
    """Whether a word with a capital is part of an office before its last word: "Vice", "Attorney"."""
    return fold(word).partition("-")[0] in _OFFICE_WORDS or is_person_noun(base(word))


def _title_start(text: str, start: int, end: int) -> int:
    """Return where the title at the end of a stretch begins: behind the last word that is none of a title.

    "said President" is "President", "defiant Sen." is "Sen."; "former Secretary of State" is whole. "Sens."
    is of several.
    """
    start = max([start, *(found.end() for found in _AGENCY.finditer(text, start, end))])
    words = list(re.finditer(r"\S+", text[start:end]))
    first = len(words)
    for k in range(len(words) - 1, -1, -1):
        word = words[k].group()
        capital = word.removeprefix("then-").removeprefix("ex-")[:1].isupper()
        if _SMALL_BEHIND_HYPHEN.search(word) or not (capital or word in _IN_TITLES):
            break
        first = k if capital or word in _BEFORE_TITLES else first
    if first == len(words) or _OF_MANY.fullmatch(words[first].group()):
        return end  # "Sens. Ann Doe and Ben Roe"
    last = words[-1].group()
    holder = is_person_noun(base(last)) or _COURTESY.match(f"{last} ")
    if first > 1 and words[first - 1].group() == "of" and not holder:
        return end  # "former governor of Ohio"
    inside = re.search(r"[A-Z][\w.]*, $", text[:start]) is not None  # "El Paso, Texas Mayor"
    while inside and first < len(words) - 1 and land_of((words[first].group().lower(),)):
        first += 1
    return start + words[first].start()
