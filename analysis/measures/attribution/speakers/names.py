"""Parse the words of a source: a name with its description, or a description with its head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.language.given_names import is_given_name
from analysis.language.sentences import is_written_small
from analysis.measures.attribution.lists.kinds import (
    PREPOSITIONS,
    found_terms,
    has_role,
    plain,
    singular,
    small_words,
    terms,
    word_set,
)
from analysis.measures.attribution.speakers.seats import demonyms
from analysis.measures.attribution.speakers.trimming import (
    DAYS,
    MONTHS,
    is_joined,
    without_time,
)

Form = Literal["none", "pronoun", "person", "organisation", "several", "description"]

PRONOUNS = word_set(
    "he she it they him her his hers its their them who whom whose which that i we you me us my our "
    "your himself herself itself themselves"
)
PARTICLES = word_set(
    "al el bin ibn bint abu ben de del della da di du dos van von der den ter la le st"
)
_NAMES_TOO = frozenset({"may", "will", "an", "so", "do"})  # function words that are also names
_OF_A_TOWN = re.compile(  # "The Norwich, Connecticut, couple"
    r"^((?:[Tt]he|[Aa]n?|[Tt]his) )(?:[\w-]+-old )?[A-Z]\w+(?: [A-Z]\w+)?, [A-Z][\w.]+(?: [A-Z]\w+)?, "
    r"([a-z][a-z -]+)$"
)
_FULL = 2  # words of a full name
_SPOUSES = word_set(
    "lady wife husband son daughter brother sister mother father widow widower partner spouse"
)
_PUPILS = ("student", "freshman", "sophomore", "junior", "senior")
_PARTY = ("Republican", "Democratic", "GOP")
# a lower-case noun that, after a proper name, makes the name of a body: "the Diaz campaign"
_BODIES = word_set(
    "office campaign government administration ministry department team army police committee "
    "council agency embassy court company party group forces camp delegation mission"
)
_FOR_OTHERS = word_set(  # "a spokesman for Senate Leader Ann Doe"
    "spokesman spokeswoman spokesperson aide adviser advisor assistant lawyer attorney counsel staffer ally "
    "friend supporter critic opponent rival"
)
_MEMBERS = word_set(
    "dem republican democrat independent libertarian conservative liberal socialist"
)
_DETERMINERS = word_set(
    "the a an this that these those his her its their our my your both one another each"
)
# capitalised where they begin a sentence, and no part of a name; a person may be called April or May
_NO_NAMES = (
    DAYS
    | (MONTHS - word_set("march april june july august"))
    | word_set(
        "today yesterday tomorrow tonight earlier later meanwhile plus also then still "
        "now however afterwards afterward recently instead moreover furthermore nevertheless nonetheless "
        "additionally separately finally similarly likewise eventually initially originally overall "
        "sometimes often perhaps maybe indeed yes thus therefore hence regardless speaking asked according "
        "seal meet introducing enter forget thank blame"
    )
)
_RELATIVE = re.compile(r",?\s+(?:who|whom|whose|which|that|when|where)\b")
_TAIL = re.compile(r"\s+(?:of|from|for|in|at|with)\s")  # behind a name: "Ann Doe of Ohio"
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_QUANTITIES = word_set(
    "many some several multiple all both few most other others just only more various numerous dozens "
    "hundreds thousands scores two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety top"
)
_OTHERS = word_set("other others many some several two three four")
_SMALL_AFTER_HYPHEN = re.compile(r"[^\W\d_]{3,}-[a-z]")  # "Virginia-based", "editor-in-chief"
_PARTY_AND_STATE = re.compile(r",?\s*[DRI]-[A-Z][\w.]*(?:\s[A-Z][\w.]*)?")
_DASH = re.compile(r"\s+(?:--+|[—–])\s*|\s*[—–]\s*")
_CAPITAL = r"(?:[A-Z][a-z]{0,3}[-’'])?[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.[A-Z]\b)*\.?"
_PART = rf"(?:(?:al|el)-)?{_CAPITAL}"
_LINK = r"(?:al|el|bin|ibn|bint|abu|ben|de|del|della|da|di|du|dos|van|von|der|den|ter|la|le)"
_RUN = re.compile(rf"{_PART}(?:[ \u00a0](?:{_LINK}[ \u00a0]){{0,2}}{_PART})*")
_LONG = 6  # letters; two words as long as this that are written small elsewhere are no name
_BEFORE_A_SURNAME = ("title", "courtesy", "demonym")
# names of places, events and things begin or end with these
_PLACE_BEGINS = word_set(
    "fort las los san santa new north south east west mount lake port cape camp palm upper lower "
    "grand great old middle capitol"
)
_THING_ENDS = word_set(
    "memorial monument park street avenue road boulevard highway drive river lake creek mountain "
    "mountains bridge airport island islands beach hills valley county city stadium arena hall "
    "tower towers plaza center centre square theater theatre museum hotel cathedral cemetery ranch "
    "act bill amendment award medal prize cup bowl games festival parade rally march day week war pin "
    "flag era deal plan project program programme report review advantage agreement accord treaty "
    "protocol pact doctrine initiative summit conference convention hearing trial case scandal affair "
    "crisis hurricane storm fire pipeline movement dream room oval gate district region province coast "
    "bay gulf canal sea ocean desert canyon falls springs heights village township index"
)
_THE_SAME_NAMES = word_set(  # persons have these surnames too
    "street lake park bridge beach hall towers square day march war case fire rally falls coast bay "
    "heights springs center hills west"
)
_DOCUMENTS = word_set(
    "report tape tapes memo memorandum indictment lawsuit"
)  # nobody speaks by them
# what happens to somebody who does not speak in it: "the killing of NAME"
_EVENTS = word_set(
    "killing death murder assassination slaying shooting arrest election detention disappearance funeral "
    "resignation firing dismissal ouster departure nomination appointment indictment conviction impeachment"
)
_CUT_RANKS = word_set(  # where a line ends behind them, the name is in the next one
    "adm atty capt cmdr col cpl det dr gen gov insp lt maj mr mrs ms prof rep rev sen sgt supt"
)
_OFFICE_WITH_HYPHENS = re.compile(r"[^\W\d_]+-(?:in|of|at|and)-[^\W\d_]+", re.IGNORECASE)
_KIN_AT_END = re.compile(  # "a group formed by X and her husband, Y"
    r"\b(?:by|with|and|of|for) (?:\S+ )*?(?:his|her|their) (?:\w+ ){0,2}\w+$"
)
_SUFFIXES = word_set("jr sr ii iii iv")
_ENDS_QUOTED = re.compile(r"[”\"]$|(?<!s)[’']$")
_OF_PERSONS = word_set("sheriff rep sen congressman congresswoman dr officer sgt detective pastor")
_SUBJECT_AT_END = re.compile(
    r"(?<=\w)(?<! and)\s(?:it|he|she|they|we)$"
)  # "two clerks it (had backed)"
_INITIAL = re.compile(r"[A-Z]\.")
_TWO_INITIALS = re.compile(r"(?!U\.S|U\.N|U\.K|E\.U|D\.C)[A-Z]\.[A-Z]\.")
_ABBREVIATION = re.compile(r"(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|[A-Z][a-z]{1,4})\.$")


@dataclass(frozen=True)
class Mention:
    """The parsed words of a source.

    `name` is the name of a person or an organisation; `words` the descriptive words beside it (or all
    words of a description); `head` the folded noun or title that the description is about.
    """

    form: Form
    text: str
    name: str = ""
    words: tuple[str, ...] = ()
    head: str = ""


_NOBODY = re.compile(
    r"(?:nobody|no[ -]one|none|neither|hardly any(?:one|body)?|not (?:an?|one|any|even))\b|no (?-i:[a-z])",
    re.IGNORECASE,
)


def is_nobody(source: str) -> bool:
    """Tell whether a source negates: "nobody", "not a single voter", "neither minister"."""
    return _NOBODY.match(source) is not None and not source.startswith("No. ")


@lru_cache(maxsize=50_000)
def parsed(source: str) -> Mention:
    """Return the parts of one source."""
    text = " ".join(source.split()).strip('"“”‘ ,;:')
    if _RELATIVE.search(text) is None:
        text = re.sub(r"[’']s?$", "", text)
    bare = _BRACKETED.sub("", _PARTY_AND_STATE.sub("", text)).strip(" ,")
    bare = _SUBJECT_AT_END.sub("", bare)
    bare = _OF_A_TOWN.sub(r"\1\2", bare)
    if not bare:
        return Mention("none", text)
    if plain(bare) in PRONOUNS:
        return Mention("pronoun", text, head=plain(bare))
    main = _RELATIVE.split(bare, maxsplit=1)[0].strip(" ,") or bare
    parts = [part.strip(" ,") for part in re.split(r",\s+", _DASH.sub(", ", main))]
    first, *rest = [part for part in parts if part] or [bare]
    if _is_list(rest) if rest else is_several(first):
        kept = main.split()
        kept = kept[1:] if plain(kept[0]) in ("the", "a", "an", "both") else kept
        return Mention("several", text, words=tuple(kept), head=_head(first.split()))
    return _with_appositives(_phrase(first), first, rest, text)


def _with_appositives(mention: Mention, first: str, rest: list[str], text: str) -> Mention:
    """Return the mention with the name or the description that stands beside it in commas."""
    if mention.form == "organisation" and rest and _is_bearer(first.split(), rest[0].split()):
        mention = Mention("person", mention.text, first)
    if mention.form == "description" and not _KIN_AT_END.search(first):
        names = (_TAIL.split(part, maxsplit=1)[0] for part in rest)
        named = next((_phrase(name) for name in names if is_person_name(name)), None)
        if named:
            return Mention("person", text, named.name, tuple(first.split()), mention.head)
    words = mention.words
    if mention.form == "person":
        words += tuple(word for part in rest for word in part.split())
    head = mention.head or (_head(rest[0].split()) if rest and mention.form == "person" else "")
    return Mention(mention.form, text, mention.name, words, head)


def _is_bearer(name: Sequence[str], beside: Sequence[str]) -> bool:
    """Whether a name that ends as a body's is a person's: "Ada Globe, a student", "Ada Slate, a mayor"."""
    capital = len(name) == _FULL and all(word.isalpha() and word[0].isupper() for word in name)
    if not capital or has_role(name[0], "place", "demonym", "organisation"):
        return False
    told = plain(beside[0]) in ("a", "an") and _head(list(beside))
    return bool(told) and (told in _PUPILS or has_role(told, "title"))


def _phrase(text: str) -> Mention:
    """Return the parts of one noun phrase without commas or relative clauses."""
    words = text.split()
    while len(words) > 1 and plain(words[0]) in _DETERMINERS:
        words = words[1:]
    words = without_time(words)
    cut = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    if {"v.", "vs."} & {*words}:  # a case of a court
        return Mention("description", text, words=tuple(words), head=_head(words))
    return _person(text, words, cut) or _nobody(text, words, cut)


def _person(text: str, words: list[str], cut: int) -> Mention | None:
    """Return the person that a phrase names before its first preposition, or behind title and preposition."""
    name = name_at_end(words[:cut])
    definite = text[:4].lower() == "the "
    if name and not (definite and len(name.split()) == cut):
        before = words[: cut - len(name.split())]
        if is_several(" ".join(words[:cut])) or _is_pair(before):
            return Mention("several", text, words=tuple(words), head=_head(words))
        return Mention("person", text, name, tuple(before + words[cut:]), _head(before))
    late = name_at_end(words) if cut < len(words) else ""
    before = words[: len(words) - len(late.split())]
    if (
        len(late.split()) > 1
        and plain(words[cut - 1]) not in _EVENTS | _FOR_OTHERS
        and before[-1] not in PREPOSITIONS
        and (has_role(words[cut - 1], "title") or has_role(before[-1], "title"))
    ):
        return Mention("person", text, late, tuple(before), plain(words[cut - 1]))
    return None


def _is_pair(before: Sequence[str]) -> bool:
    """Whether somebody stands before "and" with a spouse or kin: "the president and first lady NAME"."""
    joint = [k for k, word in enumerate(before) if word in ("and", "&")]
    return (
        bool(joint) and joint[0] > 0 and any(plain(word) in _SPOUSES for word in before[joint[0] :])
    )


def _nobody(text: str, words: list[str], cut: int) -> Mention:
    """Return a phrase without a person as an organisation, as several speakers, or as a description."""
    head = _head(words[:cut])
    if plain(words[-1]) in _BODIES and any(word.endswith(("’s", "'s")) for word in words):
        head = plain(words[-1])  # "the Norland secretary of state's office"
    ends_small = words[-1][:1].islower() and plain(words[-1]) not in _BODIES
    thing = plain(words[cut - 1]) in _DOCUMENTS or (len(words) == 1 and plain(words[0]) in _BODIES)
    if thing or is_nobody(text) or (ends_small and not is_several(" ".join(words[:cut]))):
        return Mention("description", text, words=tuple(words), head=head)
    if _joins_another(" ".join(words[:cut])):
        return Mention("several", text, words=tuple(words), head=head)
    group = 1 < cut < len(words) and words[cut - 1].endswith("s") and words[-1][:1].isupper()
    common = _is_common(words[:cut]) and not group  # "Young Norlanders for Peace" is a body
    if words[cut - 1][:1].isupper() and not common and not _is_some(words[:cut]):
        name = _name_of_body(words, cut)
        some = name[:1].isdigit() and has_role(words[cut - 1], "noun")
        proper = (name[:1].isupper() or name[:1].isdigit()) and not some
        form: Form = "organisation" if proper else "description"
        return Mention(form, text, name if form == "organisation" else "", tuple(words), head)
    if is_several(" ".join(words[:cut])):
        return Mention("several", text, words=tuple(words), head=head)
    office = plain(words[cut - 1]) in _BODIES and words[0][:1].isupper()
    # "the UN human rights office": capitals alone name the whole that the office belongs to
    if office and (_is_run(words[: cut - 1]) or (words[0].isupper() and len(words[0]) > 1)):
        words = _without_title(words)
        name = " ".join(_bare_owner(word) for word in words)
        return Mention("organisation", text, name, tuple(words), head)
    return Mention("description", text, words=tuple(words), head=head)


def _without_title(words: list[str]) -> list[str]:
    """Return the words of "Reed's campaign" for "President Reed's", "Republican Gov. Reed's campaign"."""
    if words[0] in _PARTY and len(words) > 2 and has_role(words[1], "courtesy", "title"):
        words = words[1:]
    while len(words) > 2 and has_role(words[0], "courtesy", "title"):
        words = words[1:]
    return words


def _joins_another(text: str) -> bool:
    """Whether a phrase ends in a second speaker with an article or "other": "hunters and the NRA"."""
    _, joined, right = text.rpartition(" and ")
    return bool(joined) and plain(right.split(" ")[0]) in _DETERMINERS | _OTHERS


def _is_run(words: Sequence[str]) -> bool:
    """Whether words are a name and nothing but a name: "Norland State", not "Norland's new special"."""
    links = PARTICLES | small_words()
    return bool(words) and all(word[:1].isupper() or plain(word) in links for word in words)


def _name_of_body(words: Sequence[str], cut: int) -> str:
    """Return the name of a body without what describes it: "the charity", "Norland's", "in Paris"."""
    begin = 0
    for k, word in enumerate(words[: cut - 1]):
        small = word[:1].islower() and plain(word) not in PARTICLES | small_words()
        after = words[k + 1]
        owner = word.endswith(("’s", "'s")) and has_role(word, "place", "organisation", "demonym")
        owner = owner and not (k + 2 == cut and is_written_small(plain(after)))  # "Norland's Voice"
        if small or owner or word.endswith("-based"):
            begin = k + 1
    end = len(words)
    if cut < end and words[cut] in ("in", "at", "near") and found_terms(words[cut + 1 :]):
        kinds = {term.role for term in found_terms(words[cut + 1 :])}
        end = cut if kinds <= {"place", "demonym"} else end
    return without_opening(" ".join(words[begin:end]))


def _is_some(words: Sequence[str]) -> bool:
    """Whether a phrase means some of a kind: "47 Senate Republicans", "senior Democrats"."""
    counted = plain(words[0]) in _QUANTITIES or words[0][:1].isdigit()
    described = any(word.isalpha() and word.islower() for word in words[:-1])
    return (counted or described) and has_role(words[-1], "noun")


def name_at_end(words: Sequence[str]) -> str:
    """Return the name of a person at the end of a phrase, without titles; "" if there is none."""
    start = len(words)
    while start and (words[start - 1][:1].isupper() or _particle(words[start - 1])):
        start -= 1
    run = list(words[start:])
    marked = [k for k, word in enumerate(run[:-1]) if _ENDS_QUOTED.search(word)]
    run = run[max(marked, default=-1) + 1 :]  # "'Angered' Roe"
    titled = _titled(run)
    if titled:
        return titled
    suffixed = len(run) - 2 if len(run) > 2 and plain(run[-1].rstrip(",")) in _SUFFIXES else -1
    known = (
        k
        for k in range(len(run))
        if _known(run[: k + 1]) and k != suffixed and not _is_nickname(run, k)
    )
    last_known = max(known, default=-1)
    name = run[last_known + 1 :]
    if not name and _named_like_a_place(run):
        return " ".join(run[-1:] if plain(run[-2]) in _OF_PERSONS else run[-2:])
    if len(name) == 1 and last_known >= 0 and not has_role(run[last_known], *_BEFORE_A_SURNAME):
        return ""  # "Marlow County Fire"
    while name and plain(name[0]) in PARTICLES and name[0][:1].islower():
        name = name[1:]
    text = _bare_owner(" ".join(name).rstrip(","))
    return text if is_person_name(text) else ""


def _is_nickname(run: Sequence[str], k: int) -> bool:
    """Whether the name of a people is a given name: "Rep. C.A. Dutch Roe", "Rep. French Hill"."""
    before = run[k - 1] if k else ""
    short = (before.endswith(".") and has_role(before, "title", "courtesy")) or (
        _TWO_INITIALS.fullmatch(before) is not None
    )
    return short and k + 1 < len(run) and has_role(run[k], "demonym") and is_person_name(run[-1])


def _titled(run: Sequence[str]) -> str:
    """Return the name behind a shortened title, even one like a title: "Mr. King", "Sen. Rand Paul"."""
    short = [k for k, word in enumerate(run[:-1]) if word.endswith(".") and len(word) > 2]
    short = [k for k in short if has_role(run[k], "title", "courtesy")]
    name = [_bare_owner(word.rstrip(",")) for word in run[short[-1] + 1 :]] if short else []
    if not 1 <= len(name) <= 3 or not all(
        word[:1].isupper() and word[-1:].isalpha() for word in name
    ):
        return ""
    if is_person_name(" ".join(name)) and not any(has_role(w, "organisation") for w in name):
        return ""
    last = has_role(name[-1], "title", "courtesy") and not has_role(name[-1], "office")
    odd = (last or has_role(run[short[-1]], "courtesy")) or not has_role(
        name[-1], "organisation", "noun", "title", "office", "place", "demonym"
    )
    common = len(name) > 1 and has_role(name[0], "title", "noun", "office", "place")
    small = plain(name[-1]) in small_words() | _NO_NAMES or is_joined(name[-1])
    return " ".join(name) if odd and not common and not small else ""


def _named_like_a_place(run: Sequence[str]) -> bool:
    """Whether a run ends in a title, a first name and a place: "Sheriff Scott Israel", "Sheriff Israel"."""
    if len(run) > 1 and plain(run[-2]) in _OF_PERSONS and not run[-1].endswith(("’s", "'s", ".")):
        return {one.role for one in found_terms(run[-1:])} == {"place"}
    if len(run) < 3 or not has_role(run[-3], "title", "courtesy") or _known(run[-2:-1]):
        return False
    found = found_terms(run[-2:])
    return {(one.role, one.text) for one in found} <= {("place", plain(run[-1]))}


def _known(run: Sequence[str]) -> bool:
    """Whether a run of capitalised words ends with a title, people, place, office or organisation."""
    last = found_terms(run)
    word = run[-1]
    if (
        plain(word) in _NO_NAMES
        or _is_rank(word)
        or _OFFICE_WITH_HYPHENS.fullmatch(word)
        or (
            has_role(word, "title", "courtesy", "demonym", "office", "organisation", "noun")
            or ("." in word[1:-1] and not _TWO_INITIALS.fullmatch(word))
        )
    ):
        return True
    return bool(last) and last[-1].role == "place" and last[-1].text.endswith(plain(word))


def without_opening(name: str) -> str:
    """Return a name without words that only begin a sentence or count: "Several", "Meanwhile", "The"."""
    words = name.split()
    while len(words) > 1 and plain(words[0]) in small_words() | _NO_NAMES | _QUANTITIES:
        words = words[1:]
    return " ".join(words)


def is_person_name(text: str) -> bool:
    """Whether `text` looks like nothing but a person's name: up to five capitalised words."""
    words = text.split()
    if not 1 <= len(words) <= 6 or not all(w[:1].isupper() or _particle(w) for w in words):
        return False
    if (len(words) == 1 and text.isupper()) or _is_listed_body(words) or _ends_in_initials(words):
        return False
    if has_role(words[-1], "organisation", "noun", "title", "courtesy", "place"):
        return False
    if _is_no_surname(words[-1]) or (len(words) == 1 and _is_people(words[0])):
        return False
    return not (
        _is_of_a_thing(words) or _has_a_common_word(words) or "’s " in text or "'s " in text
    )


def _ends_in_initials(words: Sequence[str]) -> bool:
    """Whether a run ends in the initials of a thing: "Harbour HQ", not "Ann Doe III" or "ANN DOE"."""
    last = words[-1]
    initials = len(last) > 1 and last.isalpha() and last.isupper() and set(last) - set("IVX")
    return bool(initials) and len(words) > 1 and not words[0].isupper() and last != "JR"


def _is_listed_body(words: Sequence[str]) -> bool:
    """Whether our list has all words together as the name of a body."""
    return "organisation" in terms().get(" ".join(map(plain, words)), {})


def names_a_thing(word: str) -> bool:
    """Whether a folded word ends names of places, events or things, and of no persons: "memorial"."""
    return word in _THING_ENDS - _THE_SAME_NAMES


def _is_no_surname(word: str) -> bool:
    """Whether a word with a capital is a rank, an office with hyphens, or a document."""
    return (
        _is_rank(word)
        or plain(word) in _DOCUMENTS
        or _OFFICE_WITH_HYPHENS.fullmatch(word) is not None
    )


def _is_rank(word: str) -> bool:
    """Whether a word is a rank or a title cut short: "Cmdr."."""
    return word.endswith(".") and plain(word) in _CUT_RANKS


def _is_people(word: str) -> bool:
    """Whether a word names a people: "Americans", "Norlanders"."""
    people = plain(word).removesuffix("s")
    return has_role(word, "demonym") or has_role(people, "demonym") or people in demonyms()


def _has_a_common_word(words: Sequence[str]) -> bool:
    """Whether one of the words, or all of them together, is none of a name."""
    small = (small_words() - _NAMES_TOO) | _NO_NAMES | _QUANTITIES
    if any(plain(word) in small for word in words if not _INITIAL.fullmatch(word)):
        return True
    if any(
        is_joined(w) or _PARTY_AND_STATE.fullmatch(w) or _SMALL_AFTER_HYPHEN.match(w) for w in words
    ):
        return True
    if len(words) > 1 and len(words[0]) == 1:
        return True  # "Plan B One-Step"
    common = all(is_written_small(plain(word)) for word in words)
    goods = words[-1].endswith("s") and not is_given_name(words[0])  # "Sporting Goods"
    return len(words) > 1 and common and (goods or all(len(word) >= _LONG for word in words))


def _is_of_a_thing(words: Sequence[str]) -> bool:
    """Whether a name is one of a place, an event or a thing: "Fort Dunlow", "Harlan Memorial"."""
    first, last = plain(words[0]), plain(words[-1])
    if len(words) == 1:
        return False
    if first in _PLACE_BEGINS or last in MONTHS:
        return True
    if last in ("day", "war") and not is_given_name(words[0]):
        return True
    return names_a_thing(last)


def is_several(text: str) -> bool:
    """Whether a phrase joins speakers: "Diaz and Okoye", "aides and voters", "hunters and the NRA"."""
    left, joined, right = text.rpartition(" and ")
    if not joined or not right.split() or not left.split() or _is_one_body(left, right):
        return False
    if _is_seat(left.split(), right.split()) or _holds_both(left.split(), right.split()):
        return False
    if plain(right.split()[0]) in _DETERMINERS | _OTHERS:
        return True
    return left.split()[-1][:1].isupper() == right.split()[-1][:1].isupper()


def _is_seat(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether "and" stands inside a body before a title: "House Ways and Means Chairman Kevin Brady"."""
    title = next((k for k, word in enumerate(after) if has_role(word, "title")), 0)
    inner = [before[-1], *after[:title]]
    of_body = has_role(before[-1], "office") or has_role(before[0], "organisation")
    return (
        0 < title < len(after) - 1
        and of_body
        and all(word[:1].isupper() and is_written_small(plain(word)) for word in inner)
        and not any(has_role(word, "place", "demonym") for word in inner)
        and not has_role(before[-1], "organisation", "noun")
    )


def _holds_both(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two titles are one person's: "Ohio Gov. and presidential candidate Ann Moor".

    "The president and First Lady Ann Moor" are two.
    """
    title = after[: len(after) - len(name_at_end(after).split())]
    held = has_role(before[-1], "title") and bool(title) and has_role(title[-1], "title", "noun")
    alone = len(before) == 1 or bool(name_at_end(before)) or not before[-1][:1].isupper()
    return held and len(after) - len(title) == _FULL and not alone


def _is_one_body(left: str, right: str) -> bool:
    """Whether "and" stands inside the name of a body: "Food and Drug Administration", "Office of A and B"."""
    before, after = left.split(), right.split()
    if not before[0][:1].isupper() and plain(before[0]) in _DETERMINERS:
        before = before[1:] or before
    if not (before[0][:1].isupper() and after[0][:1].isupper() and after[-1][:1].isupper()):
        return False
    if "organisation" in terms().get(" ".join(map(plain, after)).replace(".", ""), {}):
        return False
    cut = next((k for k, word in enumerate(before) if k and word in PREPOSITIONS), 0)
    if cut:  # what is joined belongs to the body before "of" or "for"
        whole = has_role(before[cut - 1], "organisation") and " " not in name_at_end(after)
        one = plain(before[cut - 1]) in ("centers", singular(plain(before[cut - 1])))
        return whole and one and not has_role(after[-1], "organisation")
    last = has_role(after[-1], "organisation") and not has_role(before[-1], "organisation")
    return (
        last
        and len(after) > 1
        and " " not in name_at_end(before)
        and not has_role(before[-1], "title")
    )


def _is_list(rest: Sequence[str]) -> bool:
    """Whether comma-separated parts end in "and X", or "X and Y" of names."""
    left, joined, _ = rest[-1].rpartition("and ")
    return bool(joined) and (not left or (_is_name(left) and is_several(rest[-1])))


def _is_name(text: str) -> bool:
    """Whether `text` ends in the name of a person, whatever stands behind it, or is one of a place."""
    words = _TAIL.split(text.strip(), maxsplit=1)[0].split()
    capital = bool(words) and text.strip()[:1].isupper()
    return capital and (bool(name_at_end(words)) or plain(words[0]) in _PLACE_BEGINS)


def _head(words: Sequence[str]) -> str:
    """Return the noun that a phrase is about: its last word, or the last title before a name."""
    cut = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    return singular(plain(words[cut - 1])) if words else ""


def _is_common(words: Sequence[str]) -> bool:
    """Whether a phrase ends in a common noun that has a capital only where it stands, or in a people.

    "Maryland Democrat", "the Texan", "Norlanders"; several who act as a body have a name ("House Democrats").
    """
    last = words[-1]
    if has_role(last, "title") or plain(last) in small_words() | _QUANTITIES:
        return True
    if has_role(last, "organisation"):
        return False
    if _is_people(last) or _OFFICE_WITH_HYPHENS.fullmatch(last):
        return True
    one = has_role(last, "noun") and (len(words) == 1 or plain(last) == singular(plain(last)))
    return one and (len(words) == 1 or plain(last) in _MEMBERS)


def is_member(head: str) -> bool:
    """Whether the head of a description is a member of a party or one of a people of a state."""
    return head in _MEMBERS or head in demonyms()


def is_common_word(name: str, text: str) -> bool:
    """Whether a single word with a capital is a common noun in `text`: "Proponents", "Millions", "Suspect".

    In the singular only if the word list or the text itself has it as one: "Brown" may be a surname.
    """
    word = plain(name)
    if " " in name or "-" in name or not name[1:].islower():
        return False
    if word != singular(word):
        return is_written_small(word) or is_written_small(singular(word))
    if has_role(name, "organisation", "place") or not is_written_small(word):
        return False
    return has_role(name, "noun", "title") or re.search(rf"\b{re.escape(word)}\b", text) is not None


def _bare_owner(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")


def _particle(word: str) -> bool:
    return word in PARTICLES or word.startswith(("al-", "el-"))


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of capitalised words in running text with their place, sentence by sentence."""
    for found in _RUN.finditer(text):
        offset = found.start()
        for part in _sentence_parts(found.group()):
            yield offset, part
            offset += len(part) + 1


def _sentence_parts(run: str) -> Iterator[str]:
    """Cut a run where a full stop that belongs to no abbreviation ends a sentence."""
    part: list[str] = []
    words = run.replace("\u00a0", " ").split(" ")
    for word, after in zip(words, [*words[1:], ""], strict=True):
        part.append(word)
        owns = word.endswith(("’s", "'s"))
        if owns or (
            word.endswith(".") and not (_ABBREVIATION.match(word) and not _ends(word, after))
        ):
            yield " ".join(part)
            part = []
    if part:
        yield " ".join(part)


def _ends(word: str, after: str) -> bool:
    """Whether a short word with a stop ends a sentence: a surname before a title, "met Mr. Roe. Mrs. Doe"."""
    short = has_role(word, "title", "courtesy", "place") or not word[:-1].isalpha() or len(word) < 4
    return has_role(after, "title", "courtesy") and not short
