"""Descriptions of actors: found beside their names, and linked to them where they stand alone."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.language.kin import KIN, OTHER_KIN
from analysis.language.phrases import Phrase, Token
from analysis.language.words import fold
from analysis.measures.comparison.calling.lists import (
    NO_HEADS,
    POWERS,
    RANKS,
    VAGUE,
    base,
    is_body,
    is_party,
    is_person_noun,
    is_union,
    land_of,
)
from analysis.measures.comparison.calling.name_forms import Place
from analysis.measures.comparison.word_set import word_set

_OPENING = frozenset({"AT0", "DPS", "DT0", "DTQ", "PUQ"})
_UNITED_STATES = "United States"
_DEFINITE = word_set("the this that our his her its their")
# verbs, what belongs to them, and adverbs that the tagger may take for adjectives
_NO_OPENING = word_set(
    "said told asked urged accused warned quoted praised slammed blasted called sure alleged reportedly "
    "hostage"
)
_BODIES = word_set(
    "company firm organization group agency committee party department union association"
)
_TIMES = word_set(
    "january february march april may june july august september october november december"
)
_OF_MANY = ("’", "'")  # "Veterans’"
_COURTESIES = word_set("mr mrs ms miss dr sir sen rep gov gen lord lady")
_MATTERS = ("Affairs", "Rights", "Relations", "Compensation", "Services")
_OF_A_PLACE = word_set(
    "attorney governor senator mayor prosecutor judge congressman congresswoman sheriff"
)
_OF_A_BODY = word_set("chairman chairwoman chair director head founder member owner editor chief")
_RANKED = word_set("lady gentleman daughter son minister secretary")
_GOES_ON = ("to", "of", "in", "who", "that", "since", "on", "ever")
_TIED = word_set("fan friend supporter ally opponent member resident native foe admirer follower")
_BECOMING = word_set("become remain")
_CHOOSING = word_set("elect choose pick select nominate")
_KIN = KIN.keys() | OTHER_KIN
_PAST = ("retired", "former")
_CALLING = word_set("call describe brand label dub denounce mock deride refer")


class Described(NamedTuple):
    """A noun phrase that may stand for somebody: its head in base form, its other words, whether definite.

    `whole` is where it ends with what "of" adds, "president of the harbour union", 0 without that;
    `of_body`: it is an office in a body, and not in a country.
    """

    start: int
    end: int
    head: str
    words: frozenset[str]
    definite: bool
    whole: int = 0
    of_body: bool = False


class Learned(NamedTuple):
    """What a text says of an actor beside the name: a description, and whether it is a naming of its own."""

    actor: str
    described: Described
    own: bool
    inserted: bool  # a title or an apposition, which whoever writes the sentence puts in


def described(tokens: Sequence[Token], first: int, end: int) -> Described | None:
    """Return the description in tokens `first` to `end`, None without a noun for a person or power."""
    while first < end - 1 and tokens[first].text in _NO_OPENING:
        first += 1
    found = read_phrase(tokens, first, end)
    of_state = [token.text.lower() for token in tokens[end : end + 2]] == ["of", "state"]
    if found is not None and found.head == "secretary" and of_state:
        found = found._replace(end=tokens[end + 1].end)
    if found is not None:
        found = found._replace(of_body=_is_in_a_body(tokens, first, end))
    its = tokens[first].text.lower() == "its" if first < end else False
    if _is_compared(tokens[first:end]) and end < len(tokens) and _is_cut(tokens[end]):
        return None
    if found is None or not is_person_noun(found.head) or _is_plural(tokens[end - 1]):
        return None
    return None if its and found.head == "counterpart" else found  # of a body, not of a person


def _is_cut(after: Token) -> bool:
    """Whether a phrase goes on in a token: "to", "recalled"."""
    return after.text in _GOES_ON or after.tag in ("VVN", "VVD", "VVG")


def _is_kin(found: Described, tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a phrase is "son", without whose he is."""
    return found.head in _KIN and not any(token.tag == "POS" for token in tokens[first:end])


def _is_cut_off(found: Described | None, tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a predicate says little without what follows: "a fan | of his music", "a son | of pilots"."""
    if found is None or found.head in _KIN:
        return True
    of = phrase.end < len(tokens) and tokens[phrase.end].tag == "PRF"
    return of and found.head in _TIED


def _is_compared(phrase: Sequence[Token]) -> bool:
    """Whether a phrase tells of a rank among others: "the highest-paid mayor", "the first mayor".

    Cut off from what follows ("to be indicted") it says something else.
    """
    ranked = (
        token.tag == "AJS"
        or (token.tag == "ORD" and phrase[-1].text.lower() not in _RANKED)
        or (token.text.lower().partition("-")[0].endswith("est") and "-" in token.text)
        for token in phrase
        if token.text.islower()
    )
    return any(ranked)


def _is_in_a_body(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether an office is in a body: "AFL-CIO president", "president of Oxfam", "the union's president"."""
    before = [token for token in tokens[first : end - 1] if not land_of((fold(token.text),))]
    if any(is_body(token.text) for token in before):
        return True
    if any(token.text[:3].isupper() and len(token.text) > 2 for token in before):  # "AFL-CIO"
        return True
    owner = next((k for k, token in enumerate(before) if token.tag == "POS"), 0)
    if owner > 1:
        return True
    of = end + 1 < len(tokens) and tokens[end].tag == "PRF" and not _of_land(tokens, end)
    return of and tokens[end + 1].text.lower() not in ("state", "course")


def read_phrase(tokens: Sequence[Token], first: int, end: int) -> Described | None:
    """Return head and words of the noun phrase in tokens `first` to `end`, None where it is empty."""
    determiner = tokens[first].text.lower() if end > first else ""
    while first < end and _is_determiner(tokens[first]):
        first += 1
    words = [base(token.text) for token in tokens[first:end] if token.tag not in ("POS", "PUQ")]
    if not words:
        return None
    owned = any(token.tag == "POS" for token in tokens[first:end])
    definite = determiner in _DEFINITE or owned
    span = tokens[first].start, tokens[end - 1].end
    return Described(*span, words[-1], _meaning(words[:-1]), definite)


def _is_determiner(token: Token) -> bool:
    """Whether a token opens a phrase and says nothing; "former" may have the tag of a determiner."""
    return token.tag in _OPENING and token.text.lower() not in VAGUE


def _is_plural(token: Token) -> bool:
    return token.tag == "NN2" and base(token.text) not in POWERS


def _meaning(words: Sequence[str]) -> frozenset[str]:
    """Return the words of a description, countries by their name: "north", "korean" to "North Korea"."""
    found: set[str] = set()
    k = 0
    while k < len(words):
        for n in (3, 2, 1):
            land = land_of(tuple(words[k : k + n])) if k + n <= len(words) else ""
            if land:
                own = land == _UNITED_STATES and not is_union(tuple(words[k : k + n]))
                found.add(" ".join(words[k : k + n]) if own else land)  # "Ohio" is not "American"
                k += n
                break
        else:
            found.add(words[k])
            k += 1
    return frozenset(found)


def beside_names(
    tokens: Sequence[Token], phrases: Sequence[Phrase], places: Sequence[Place]
) -> Iterator[Learned]:
    """Yield what stands beside each name: titles before it, appositions, "is", "called", "described as"."""
    opening = {one.first: one for one in phrases}
    closing = {one.end: one for one in phrases}
    for place in places:
        inside = [k for k, t in enumerate(tokens) if t.start < place.end and t.end > place.start]
        if not inside:
            continue
        first, end = inside[0], inside[-1] + 1
        for found, own, inserted in _around(tokens, opening, closing, (first, end)):
            if found is None or (own and found.head in NO_HEADS):
                continue
            if not _is_of_next(tokens, found, places):
                yield Learned(place.actor, found, own, inserted)


def _is_of_next(tokens: Sequence[Token], found: Described, places: Sequence[Place]) -> bool:
    """Whether a title is that of somebody named behind it: "Ann Doe, Chief of Staff Ben Roe and ..."."""
    last = next((token for token in tokens if token.end == found.end), None)
    named = any(found.end < place.start and place.end == found.whole for place in places)
    return named and last is not None and last.text[:1].isupper()


def _around(
    tokens: Sequence[Token],
    opening: dict[int, Phrase],
    closing: dict[int, Phrase],
    name: tuple[int, int],
) -> Iterator[tuple[Described | None, bool, bool]]:
    first, end = name
    start = _whole_start(tokens, opening, _phrase_start(opening, first))
    if start < first and tokens[first - 1].tag != "POS":
        begin = _after_owner(tokens, start, first)
        title = None if _is_glued(tokens, start, name) else _title(tokens, closing, begin, first)
        yield title, _is_small(tokens, start, first), True
    before = closing.get(start - 1) if start and tokens[start - 1].text == "," else None
    if before is not None and _is_body_of_another(tokens, before):
        before = None
    if before is not None and _ends_apposition(tokens, end):
        yield _if_definite(described(tokens, before.first, before.end)), True, True
    k = end + 1
    if end < len(tokens) and tokens[end].text == "," and k < len(tokens):
        k += tokens[k].text.lower() in ("who", "then", "now")
        k += k < len(tokens) and tokens[k].tag[:2] == "VB"
        after = opening.get(k)
        if after is not None and _closes(tokens, after.end):
            found = described(tokens, after.first, after.end)
            owned = tokens[after.first].tag == "DPS"  # "Doe, his government"; "Doe, who campaigns"
            bare = after.end - after.first == 1 and tokens[k - 1].text.lower() == "who"
            power = found is not None and (owned or bare) and found.head in POWERS
            over = tokens[k - 1].tag == "VBD" or tokens[k - 1].text.lower() == "then"
            yield (None if power else _whole(found, tokens, opening, after)), not over, True
    elif end < len(tokens) and tokens[end].tag in ("VBZ", "VBD"):
        after = opening.get(k)
        if after is not None and tokens[after.first].tag == "AT0":
            found = described(tokens, after.first, after.end)
            yield (None if _is_cut_off(found, tokens, after) else found), True, False
    yield _called(tokens, opening, first, end), True, False


def _is_glued(tokens: Sequence[Token], start: int, name: tuple[int, int]) -> bool:
    """Whether a noun only stands before a surname: "the defence (that) Doe has", "its top Democrat Doe"."""
    first, end = name
    last = tokens[first - 1].text
    owned = any(token.tag in (*_OPENING, "POS") for token in tokens[start:first])
    small = last[:1].islower() and base(last) not in _KIN  # "her son Tom"
    return end - first == 1 and owned and (is_party(last) or small)


def _whole(
    found: Described | None, tokens: Sequence[Token], opening: dict[int, Phrase], phrase: Phrase
) -> Described | None:
    """Return a description with what "of" adds to it: "president of the harbour union"."""
    if found is None or phrase.end >= len(tokens) or tokens[phrase.end].tag != "PRF":
        return found
    after = opening.get(phrase.end + 1)
    if after is None:
        return found
    end = after.end
    while _goes_on(tokens, end) and end + 1 in opening:
        end = opening[end + 1].end  # "the House Committee on Foreign Affairs and Trade"
    while end < len(tokens) and tokens[end - 1].text[0].isupper() and tokens[end].text[0].isupper():
        end += 1  # "founder of Harbour Distributed"
    return found._replace(whole=tokens[end - 1].end)


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Whether the name of a body goes on behind a word with a capital: "Women | and Politics Institute"."""
    joins = end + 1 < len(tokens) and tokens[end].text in ("and", "&", "for", "on", "of")
    return joins and tokens[end - 1].text[0].isupper() and tokens[end + 1].text[0].isupper()


def _is_small(tokens: Sequence[Token], start: int, first: int) -> bool:
    """Whether a title is written small, and is so no part of a name: "former governor of Ohio Ann Doe"."""
    of_office = start > 1 and tokens[start - 1].tag == "PRF"
    last = tokens[first - 1].text  # "the chairman of Mrs. Doe", "secretary of state-designate Doe"
    place = base(last) not in _COURTESIES and "-" not in last
    of_office = of_office and place and described(tokens, start, first) is None
    return not tokens[start - 2 if of_office else first - 1].text[:1].isupper()


def _is_body_of_another(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase is a body behind "of": "the head of the company, Doe" does not call Doe a company."""
    of = phrase.first > 0 and tokens[phrase.first - 1].tag == "PRF"
    return of and base(tokens[phrase.head].text) in POWERS | _BODIES


def _title(
    tokens: Sequence[Token], closing: dict[int, Phrase], start: int, first: int
) -> Described | None:
    """Return the title before a name at `first`: "dictator", also "chief of staff" with its office."""
    found = described(tokens, start, first)
    office = closing.get(start - 1) if start and tokens[start - 1].tag == "PRF" else None
    if office is None:
        return found
    holder = described(tokens, office.first, office.end)
    if all(_is_determiner(token) for token in tokens[start:first]):
        return None  # "a member of the Doe Group"
    if holder is not None and holder.head in POWERS:
        return found  # "the campaign of President Doe"
    if (
        holder is None
    ):  # "a clip of Republican candidate Doe", not "University of Norland clerk Doe"
        return found if tokens[office.head].text.islower() else None
    if (
        holder.head in NO_HEADS
    ):  # "University of Norland director Doe", not "the firm of director Doe"
        if tokens[office.head].text.islower():
            return found
        holder = holder._replace(head=base(tokens[first - 1].text))
    return holder._replace(end=tokens[first - 1].end)


def _if_definite(found: Described | None) -> Described | None:
    return found if found is not None and found.definite else None


def _phrase_start(opening: dict[int, Phrase], first: int) -> int:
    """Return where the noun phrase around a token begins."""
    starts = [one.first for one in opening.values() if one.first <= first < one.end]
    return starts[0] if starts else first


def _whole_start(tokens: Sequence[Token], opening: dict[int, Phrase], start: int) -> int:
    """Return where a title begins that goes on behind an apostrophe: "Veterans’ Affairs Chairman".

    What begins a clause may have the tag of a verb: "Press secretary Ann Doe", "retired pilot Ben Roe".
    """
    if start == 1 and tokens[0].tag in ("VVB", "VVI") and tokens[1].tag == "NN1":
        return 0
    if start and tokens[start - 1].text.lower() in _PAST:
        return start - 1  # also where it may be a verb, as behind a quotation
    if start < 2 or tokens[start - 1].text not in _OF_MANY:
        return start
    of_many = tokens[start].text in _MATTERS and tokens[start - 2].tag == "NN2"
    return _phrase_start(opening, start - 2) if of_many else start


def _after_owner(tokens: Sequence[Token], start: int, first: int) -> int:
    """Return where the title before a name begins: behind determiners and "X's", unless a country's.

    "Veterans' Affairs Chairman" is one title.
    """
    for k in range(first - 1, start - 1, -1):
        matters = tokens[k].text in _OF_MANY and tokens[k + 1].text in _MATTERS
        if tokens[k].tag == "POS" and k + 1 < first and not matters:
            return k + 1
    return start


def _ends_apposition(tokens: Sequence[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].text in (",", ".", "—", ")")


def _closes(tokens: Sequence[Token], end: int) -> bool:
    """Whether an apposition can end at a token: a comma, an end, a preposition or a relative pronoun."""
    return end >= len(tokens) or tokens[end].tag in (
        "PUN",
        "PRF",
        "PRP",
        "PNQ",
        "DTQ",
        "CJT",
        "PUQ",
    )


def _called(
    tokens: Sequence[Token], opening: dict[int, Phrase], first: int, end: int
) -> Described | None:
    """Return what somebody calls the name right before: "calling Kim a madman", "described Abe as a hero"."""
    before = [base(token.text) for token in tokens[max(0, first - 3) : first]]
    if not set(before) & _CALLING:
        return None
    k = end + (end < len(tokens) and tokens[end].text.lower() == "as")
    k += k < len(tokens) and tokens[k].tag == "PUQ"
    phrase = opening.get(k)
    if phrase is None or phrase.first == phrase.end:
        return None
    known = described(tokens, phrase.first, phrase.end)
    start = phrase.first + (tokens[phrase.first].tag in _OPENING)
    if known is not None or start >= phrase.end:
        return _without_marks(known, tokens, phrase)
    words = [base(token.text) for token in tokens[start : phrase.end]]
    mark = len(tokens[start].text) - len(tokens[start].text.lstrip("“\"‘'"))
    place = tokens[start].start + mark, tokens[phrase.end - 1].end
    return Described(*place, words[-1], _meaning(words[:-1]), definite=False)


def _without_marks(
    found: Described | None, tokens: Sequence[Token], phrase: Phrase
) -> Described | None:
    """Return a description without the quotation marks around it."""
    if found is None:
        return None
    inside = [
        t for t in tokens[phrase.first : phrase.end] if t.tag != "PUQ" and t.text not in '“”"'
    ]
    inside = [t for t in inside if found.start <= t.start and t.end <= found.end]
    return found._replace(start=inside[0].start, end=inside[-1].end) if inside else found


def standing_alone(
    tokens: Sequence[Token], phrases: Sequence[Phrase], places: Sequence[Place]
) -> Iterator[Described]:
    """Yield definite descriptions that hold no name of an actor: "the North Korean leader"."""
    taken = [(place.start, place.end) for place in places]
    for first, end in _spans(tokens, phrases):
        start, stop = tokens[first].start, tokens[end - 1].end
        if any(a < stop and start < b for a, b in taken) or _of_another(tokens, first):
            continue
        owner = end < len(tokens) and tokens[end].tag == "POS"
        verb = first - 1 - (first > 1 and tokens[first - 1].tag == "XX0")
        said = first and (tokens[verb].tag[:2] == "VB" or base(tokens[verb].text) in _BECOMING)
        if said and not owner:
            continue  # "Doe is the first mayor" says what Doe is
        if _is_whoever(tokens, first, end):
            continue
        found = described(tokens, first, end)
        if found is None or not found.definite or _is_kin(found, tokens, first, end):
            continue
        more = _of_land(tokens, end)
        of_one = found.head in _OF_A_BODY or found.words & RANKS
        if not more and of_one and _is_of_a_name(tokens, end):
            continue  # "the chairman of the Senate Harbour Committee", "the vice president of Tavel"
        if found.head in _OF_A_PLACE and _is_in_a_place(tokens, end):
            continue  # "the U.S. attorney in Utah": one of many
        yield found._replace(words=found.words | {more}) if more else found


def _is_whoever(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether an office is meant and not who holds it.

    "Who the nominee will be", "the mayor is elected by", "the mayor who built it".
    """
    before = base(tokens[first - 1].text) if first else ""
    behind = [base(token.text) for token in tokens[end : end + 2]]
    present = end < len(tokens) and tokens[end].tag in ("VBZ", "VBB")
    chosen = present and len(behind) > 1 and behind[1] in _CHOOSING
    bare = len([token for token in tokens[first:end] if not _is_determiner(token)]) == 1
    asked = "who" in (before, behind[0] if behind else "")
    return asked or (bare and before in _CHOOSING) or chosen


def _spans(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Yield the tokens of each noun phrase, and of the owner in it: "the president's" before "son"."""
    for phrase in phrases:
        yield phrase.first, phrase.end
        for k in range(phrase.first + 1, phrase.end):
            if tokens[k].tag == "POS":
                yield phrase.first, k


def _of_another(tokens: Sequence[Token], first: int) -> bool:
    """Whether a description in commas follows a name that is no actor's: "Ann Doe, the director of".

    So does one right behind a dash, "God—the author of", whatever noun it follows.
    """
    if first < 2:
        return False
    noun, mark = tokens[first - 2], tokens[first - 1]
    glued = noun.end == mark.start and mark.end == tokens[first].start
    return (mark.text == "," and noun.tag == "NP0") or (glued and mark.text in ("—", "–", "--"))


def _is_of_a_name(tokens: Sequence[Token], end: int) -> bool:
    """Whether "of" with a name goes on behind a description."""
    if end >= len(tokens) or tokens[end].tag != "PRF":
        return False
    behind = [token for token in tokens[end + 1 : end + 3] if token.tag != "AT0"]
    return bool(behind) and behind[0].text[:1].isupper()


def _is_in_a_place(tokens: Sequence[Token], end: int) -> bool:
    """Whether "in", "for" or "from" with a name of one word at least goes on behind a description."""
    if end + 1 >= len(tokens) or tokens[end].text.lower() not in ("in", "for", "from"):
        return False
    return tokens[end + 1].tag == "NP0" and fold(tokens[end + 1].text) not in _TIMES


def _of_land(tokens: Sequence[Token], end: int) -> str:
    """Return the country behind "of": "the leader of Japan"."""
    if end >= len(tokens) or tokens[end].tag != "PRF":
        return ""
    words = [base(token.text) for token in tokens[end + 1 : end + 5] if token.tag != "AT0"]
    return next((land for n in (3, 2, 1) if (land := land_of(tuple(words[:n])))), "")
