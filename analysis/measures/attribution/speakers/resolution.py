"""Resolve the speakers of one article in reading order: `Said` in, `Speaker` out.

Source
------
Rules of our own, in the order of the columns' `rule`; resources/wordlists/speaker_kinds.md has the word
list and how often the result agrees with a human.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import attrgetter

from analysis.language.parts_of_speech import parts_of_speech
from analysis.language.sentences import is_written_small
from analysis.language.words import find_words, fold
from analysis.measures.attribution.lists.cues import cue_class
from analysis.measures.attribution.lists.kinds import (
    Kind,
    found_terms,
    has_role,
    kind_of,
    plain,
    singular,
    small_words,
    terms,
    word_set,
)
from analysis.measures.attribution.quotes.quotations import Quotation
from analysis.measures.attribution.speakers.bodies import in_full
from analysis.measures.attribution.speakers.inverted_commas import Quoted
from analysis.measures.attribution.speakers.names import (
    Mention,
    is_common_word,
    is_member,
    is_nobody,
    parsed,
    without_opening,
)
from analysis.measures.attribution.speakers.people import (
    People,
    Person,
    described,
    is_definite,
    lines_told,
    of_seat,
)
from analysis.measures.attribution.speakers.seats import seat_told


@dataclass(frozen=True)
class Said:
    """The input for one attribution; `start` is the beginning of its cue or content."""

    id: str
    source: str
    cue: str
    start: int
    place: int
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Speaker:
    """The output: the speaker of one attribution.

    `form` separates people from the rest; `sure`: words at the name show the kind, and it is neither
    borrowed from another body nor the usual one for a title.
    """

    speaker: str
    kind: str
    affiliation: str
    named: bool
    rule: str
    form: str = ""
    sure: bool = False


NOBODY = Speaker("", "anonymous", "", named=False, rule="no source")


_FAR = 20_000  # characters; a word refers to nothing further away
_RELATIVE = word_set("who whom whose which that")
_FIRST = word_set("i we me us my our")
_ONE = word_set("i me my")
_PLURAL = word_set("they them their theirs themselves")
_THING = word_set("it its itself")
_GENDER = {word: "m" for word in ("he", "him", "his", "himself")} | {
    word: "f" for word in ("she", "her", "hers", "herself")
}
_WOMEN_AND_MEN = {"woman": "f", "girl": "f", "lady": "f", "man": "m", "boy": "m"}
_SOMEBODY = re.compile(  # the subject of a sentence whom no name tells
    rf"(?:The|A|One|Another) (?:[a-z-]+ )?(?P<who>{'|'.join(_WOMEN_AND_MEN)})\b(?![’'])"
)
_REPLIES = word_set("reply respond answer retort counter rejoin")
_SENTENCES = re.compile(r"(?<=[a-z][.!?])\s+(?=[A-Z])")
_SENTENCE_END = re.compile(r"(?<=\w[.!?])[\"”’']*\s+")
_PAPER_THAT = re.compile(  # a relative clause right before a cue
    r"\b(?:a|an|one|the|another) (?:[\w-]+ ){0,2}?(?P<what>[a-z-]+)"
    r"(?: (?:on|in|of|from|by|at|to) [^,.;:\n\"“”]{2,50})? (?:that|which) $"
)
_NEAR_PAPER = 120  # characters
_CLAUSE_END = re.compile(r"[,?!][\"”]?\s*$|[\"”]\s*$")
_BEHIND_A_NAME = re.compile(r"(?<=[a-z]) (?:of|from) (?=[A-Z][\w.]+(?: [A-Z][\w.]+)?$)")
_SHORT_CLAUSE = (
    4  # blanks in "who is 66"; in a longer clause the last noun is whom the next "who" tells of
)
_LINES = 2  # ends of lines between what somebody said and the pronoun
_DESCRIBING = re.compile(  # a phrase that describes the person before it
    r"(?:an?|the|his|her|its|their|one|aged|age|of|from|in|at|with|now|then|formerly|once|who|\d+"
    r"|(?:Republican|Democrat|Independent|Conservative|Labour|Liberal)(?= (?:of|from|in|on)\b|$)"
    r"|[a-z]+ of|[A-Z]\w+ of)(?:\W|$)|[DRI]-[A-Z]"
)
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?")  # "F.B.I."
_OWNED = re.compile(r"(?P<owner>[^,]+?)(?:’s|'s|(?<=s)[’']) ")
_CIVIL = ("ngo", "party_or_campaign", "armed_group")
_WHOLES = {  # what a body that spoke right before is called next, by its kind
    **dict.fromkeys(("group", "organization", "organisation"), _CIVIL),
    **dict.fromkeys(("company", "firm"), ("business",)),
    "agency": ("government",),
}
_UTTERANCES = word_set(  # what somebody says is said by him
    "answer tweet post statement speech remark comment letter message testimony announcement response reply "
    "argument claim word interview account email e-mail op-ed criticism address"
)
_DOCUMENTS = word_set("report memo memorandum filing document plan proposal budget study analysis")
_OPENING = ("“", '"')
_COMMON_BODIES = word_set(  # which of them is meant stands elsewhere in the text
    "foundation department committee commission council institute association campaign agency bureau"
)
_ADDING = word_set("also added adding adds continued continues went further reiterated repeated")
_WITHIN_A_SENTENCE = re.compile(r"[a-z,;] ")
_NEAR_GROUP = 800  # characters before "they" where the group spoke
_AROUND = 12  # attributions before one in which it may stand
_OBJECT = 40  # characters from a cue on in which somebody is addressed
_NEAR = 600  # characters before "it" where its speaker is named, or spoke
_THE_PRESIDENT = re.compile(r"\b[Tt]he [Pp]resident\b(?! of\b| [A-Z]|[-’'])")
_WITHIN = re.compile(  # who are in a body: "whistleblowers within the Moor administration who"
    r"(?:\b(?:the|some|many|all|other)\s+)?\b([A-Za-z]+s|people)\s+(?:\w+\s+)?"
    r"(?:of|within|in|on|at|inside|from|for)\s+(?:the\s+)?$"
)
_BODIES = word_set(
    "committee panel department agency company ministry police court board administration"
)
_SAID_BEFORE = re.compile(  # between a quotation and "according to"
    r"[,”\"’\s]*(?P<who>[^\"“”\n]{2,60}?)\s"
    r"(?:said|says|(?:was|is) saying|wrote|tweeted|added|noted|stated|argued|replied|insisted"
    r"|continued|warned|told\s[^\"“”\n]{2,40})"
    r"[^\"“”\n]{0,60},?\s*"
)
_BETWEEN = word_set("also then later once again even still had have has is was are were to not")
_OF_SOURCES = word_set("attribute ascribe credit trace accord link tie impute")
_ONCE = word_set("former one-time onetime ex two-time longtime then")
_CITED = re.compile(  # in what somebody cites: 'the poet Ada Roe: "..."'
    r"(?P<who>[^\"“”:\n]{3,80}?)(?::|,? (?:as )?saying[,:]?|,? who (?:said|wrote)[,:]?)\s+[\"“]"
)
_UNION = "United States"  # whose states speak for themselves, as capitals do not
_UNION_NAMES = frozenset(
    (
        "america",
        "u.s",
        "u.s.",
        "us",
        "usa",
        "united states",
        "united states of america",
        "washington",
    )
)
_EMPLOYERS = ("government", "international_organisation", "ngo", "party_or_campaign", "business")
_SELF = ("ngo", "media", "international_organisation", "business")


def _phrases_before(line: str) -> Iterator[str]:
    """Yield the phrase at the end of a line, then those before it that it only describes.

    "Ann Doe, Republican of Ohio", "Ann Doe, 66, of Pentre", "Ann Doe, the widow of a miner": what follows the
    comma says more of the person before it.
    """
    phrases = line.split(", ")
    for place in range(len(phrases) - 1, max(-1, len(phrases) - 4), -1):
        yield phrases[place]
        clause = phrases[place].startswith("who ") and phrases[place].count(" ") > _SHORT_CLAUSE
        if clause or not _DESCRIBING.match(phrases[place]):
            return


def _last_phrase(line: str) -> str:
    """Return the noun phrase at the end of a line, without the verb before it ("met residents")."""
    words = line.split(" ")[-6:]
    stops = small_words()
    ends = [k + 1 for k, word in enumerate(words[:-1]) if fold(word) in stops or word[-1:] in ",;"]
    speech = dict(zip(find_words(line), parts_of_speech(line), strict=True))
    verbs = {
        line[at.start :].split(" ", maxsplit=1)[0]
        for at, part in speech.items()
        if part in ("VERB", "AUX")
    }
    ends += [k + 1 for k, word in enumerate(words[:-1]) if word in verbs]
    return " ".join(words[max(ends, default=0) :])


def _speaks(one: Said) -> bool:
    """Whether somebody says or thinks what follows: to whom a deed is done, the text itself names."""
    return bool(one.source) and (not one.cue or cue_class(one.cue).act != "done")


def _joins(before: str, subject: str) -> bool:
    """Whether a verb behind these words has the subject of the verb before it: "..., and", "while".

    So it has right behind the last word of its name, or "who" there, but not behind another noun.
    """
    words = before.split()
    while words and (words[-1].endswith("ly") or words[-1] in _BETWEEN):
        words.pop()
    if words[-1:] == ["who"]:
        words = [word.rstrip(",") for word in words[:-1]]
    last = words[-1] if words else ""
    return last.endswith(",") or last in ("and", "but", "or", "while", "before", subject)


def _is_hearer(one: Said, before: str) -> bool:
    """Whether a source is whom something is told: "a tip was reported to the police"."""
    if not one.source or one.place < one.start or not before.endswith(" to "):
        return False
    cue = cue_class(one.cue)
    return cue.passive and cue.lemma not in _OF_SOURCES


def _is_only_placed(name: str) -> bool:
    """Whether a name is a common noun with a place or people before it: "Texas company"."""
    *first, last = name.split()
    roles = {term.role for term in found_terms(first)}
    return last.islower() and bool(roles) and roles <= {"place", "demonym", "noun"}


def _is_paper(mention: Mention) -> bool:
    """Whether a source is a paper or a broadcaster, which tells what others say."""
    return mention.form == "organisation" and kind_of(mention.words, named=True).kind == "media"


class Resolver:
    """Resolves the sources of one article in reading order."""

    def __init__(
        self, text: str, author: str, said: list[Said], quotations: Sequence[Quotation] = ()
    ) -> None:
        self.text, self.author, self.said = text, author, said
        self.quoted = Quoted(quotations)
        self.people = People(text)
        self.done: list[Speaker] = []
        self.full: dict[str, str] = {}
        known = {id(person) for person in self.people}
        for one in said:
            mention = self._mention(one)
            if mention.form == "person":
                content = self._content(one)
                person = self.people.find(mention.name, mention.words, one.place, content)
                if person is None and self.people.is_shared(mention.name):
                    continue
                person = person or self.people.add(mention.name, place=one.place)
                person.described(mention.words)
                person.certain = True
                person.spoke.append(one.place)
                if " " in mention.name and " and " not in one.source:
                    person.heard.append(one.place)
        self.people.learn(person for person in self.people if id(person) not in known)
        self._place_president()
        for number, one in enumerate(said):
            mention = parsed(one.source)
            if mention.form == "description" and is_definite(mention):
                person = described(self.people, mention, one.place)
                if person:
                    person.described(mention.words)
                    person.spoke.extend([one.place] * (not self._is_told(number)))

    def _is_told(self, number: int) -> bool:
        """Whether a source stands in what somebody says: "he asked whether the mayor would go"."""
        one = self.said[number]
        near = self.said[max(0, number - _AROUND) : number + _AROUND]
        told = (span for other in near if other is not one for span in other.content)
        return self.quoted.around(one.place) is not None or any(a <= one.place < b for a, b in told)

    def _content(self, one: Said) -> str:
        """Return the words that are said."""
        return " ".join(self.text[a:b] for a, b in one.content)

    def _place_president(self) -> None:
        """Remember where "the president" stands, so that "he" behind it is the president."""
        found = list(_THE_PRESIDENT.finditer(self.text))
        person = described(self.people, parsed("the president"), len(self.text)) if found else None
        self.president = person
        if person:
            person.places = sorted({*person.places, *(one.start() for one in found)})

    def all(self) -> list[Speaker]:
        """Return the speakers, one for each attribution, in their order."""
        for one in self.said:
            self.done.append(self._speaker(one, self._mention(one)))
        return [self._in_quotation(one, who) for one, who in zip(self.said, self.done, strict=True)]

    def _in_quotation(self, one: Said, who: Speaker) -> Speaker:
        """Return who speaks the quotation in which somebody says "I"; nobody where the text does not say.

        It is known when all are: a quotation may have its cue behind it.
        """
        parts = self.quoted.whole(one.place)
        if who.form != "author" or not parts:
            return who
        speaks = self._speaker_of(parts) or NOBODY
        body = speaks.form == "organisation" and plain(one.source) in _ONE  # no body says "I"
        return replace(NOBODY if body else speaks, rule="first person")

    def _speaker_of(self, parts: Sequence[tuple[int, int]]) -> Speaker | None:
        """Return who speaks an utterance, as far as the speakers are known."""
        last = bisect_right(self.said, parts[-1][1] + _NEAR, key=attrgetter("start"))
        near = slice(self._first_near(parts[0][0]), last)
        heard = [
            (other, who)
            for other, who in zip(self.said[near], self.done[near], strict=False)
            if who.speaker and self.quoted.around(other.place) not in parts
        ]
        for other, who in heard:
            if any(a <= start < b for start, _ in other.content for a, b in parts):
                return who
        for other, who in reversed(heard):
            between = self.text[other.start : parts[0][0]]
            if between and re.fullmatch(r"[^\n]*\s*", between):  # “...,” she said. “I ...”
                return who if any(self.quoted.around(at) for at, _ in other.content) else None
        return None

    def _parsed(self, source: str) -> Mention:
        """Return the parts of a source; a common noun that begins a sentence names nobody."""
        mention = parsed(source)
        name = mention.name
        word = mention.text.removesuffix("’s").removesuffix("'s")
        if mention.form == "description" and word.isalpha() and word[:1].isupper():
            bearer = self.people.find(word)  # "King", where the article has a "Mr. King"
            if bearer and bearer.name.split()[-1] == word:
                return Mention("person", source, word)
        if mention.form not in ("person", "organisation") or not is_common_word(name, self.text):
            return mention
        if plain(source.split(maxsplit=1)[0]) != plain(name) or self.people.find(name):
            return mention
        inside = re.search(rf"(?:\b[a-z][\w’'-]*|[,;]) {re.escape(name)}\b(?! [A-Z])", self.text)
        words = tuple(source.split())
        return (
            mention
            if inside
            else Mention("description", source, words=words, head=singular(plain(name)))
        )

    def _speaker(self, one: Said, mention: Mention) -> Speaker:
        cited = self._cited(one)
        if cited:
            return replace(self._of_name(one, cited), rule="cited")
        if self._is_of_a_paper(one, mention):
            return replace(NOBODY, rule="relative pronoun")
        rules = {
            "none": self._without_source,
            "pronoun": self._of_pronoun,
            "person": self._of_name,
            "description": self._of_description,
            "several": self._of_several,
            "organisation": self._of_organisation,
        }
        return rules[mention.form](one, mention)

    def _is_of_a_paper(self, one: Said, mention: Mention) -> bool:
        """Whether it is a paper that says so, and not who has it: "He saw a comment that said ..."."""
        found = _PAPER_THAT.search(self.text, max(0, one.start - _NEAR_PAPER), one.start)
        if not one.cue or mention.form == "pronoun" or found is None or one.place > found.start():
            return False
        return plain(found["what"]) in _UTTERANCES | _DOCUMENTS

    def _cited(self, one: Said) -> Mention | None:
        """Return whose words somebody cites: 'cited the poet Ada Roe: "..."'."""
        if not one.cue or cue_class(one.cue).lemma not in ("cite", "quote"):
            return None
        found = _CITED.match(self._content(one))
        inner = parsed(found["who"]) if found else None
        return inner if inner and inner.form == "person" else None

    def _mention(self, one: Said) -> Mention:
        """Return the parts of a source, of who speaks in “We go,” Roe said, according to the Post.

        "Roe added, notes the Post" is the same. Whom something is told is no source of it.
        """
        if _is_hearer(one, self.text[max(0, one.place - _OBJECT) : one.place]):
            return Mention("none", one.source)
        ends = (end for _, end in one.content if end <= one.start and self.quoted.around(end - 1))
        told = _SAID_BEFORE.fullmatch(self.text, max(ends, default=one.start), one.start)
        inner = parsed(told["who"]) if told and one.source else None
        if inner is None or inner.form != "person":
            return self._parsed(one.source)
        outer = self._parsed(one.source)
        told_by = one.cue.lower().startswith("according") or _is_paper(outer)
        return inner if told_by else outer

    def _of_name(self, one: Said, mention: Mention) -> Speaker:
        person = self.people.find(mention.name, mention.words, one.place, self._content(one))
        if person is None and self.people.is_shared(mention.name):
            words = tuple(mention.text.split())
            return self._as_written(Mention("description", mention.text, words=words), "name")
        return self._person(person or Person(mention.name), "name")

    def _of_organisation(self, one: Said, mention: Mention) -> Speaker:
        """Return the body, or the person where a place name is the surname of one."""
        bearer = self.people.find(mention.name) if " " not in mention.name else None
        name = mention.name.casefold()
        if bearer and bearer.certain and bearer.name.casefold().endswith(name):
            return self._person(bearer, "name")  # a surname that is a place, or "REED" in capitals
        if (
            bearer
            and bearer.certain
            and bearer.name.split()[0] == mention.name
            and name not in terms()
        ):
            return self._person(bearer, "name")  # "the Donald"
        if plain(mention.name) in _COMMON_BODIES:  # "the Foundation"
            body = self._body(replace(mention, words=(mention.name,)), one.place)
            if body:
                return body
        name = self._in_full(mention.name) or self._full_title(mention.name, one.place)
        return self._as_written(replace(mention, name=name), "name")

    def _in_full(self, name: str) -> str:
        """Return the name of which the text has initials in brackets, "" for others."""
        if not name.isupper() or plain(name) in terms():
            return ""
        if name not in self.full:
            self.full[name] = in_full(name, self.text)
        return self.full[name]

    def _full_title(self, name: str, place: int) -> str:
        """Return the name of a newspaper as the article has it in full: "Times", "Herald-Leader".

        Of several it is the one named last before `place`, else the one named most.
        """
        last = name.rsplit(maxsplit=1)[-1]
        parts = [part for part in last.split("-") if is_written_small(plain(part))]
        media = any(term.kind == "media" for term in found_terms([part.title() for part in parts]))
        if not media or len(name.split()) > 1:
            return name
        found = re.finditer(
            rf"((?:[A-Z][\w.&]*[ \u00a0]){{1,3}}{re.escape(last)})(?!\w)", self.text
        )
        told = [(one.start(), without_opening(" ".join(one[1].split()))) for one in found]
        told = [(where, title) for where, title in told if title != name]
        before = [title for where, title in told if where < place]
        titles = Counter(title for _, title in told)
        usual = min(titles, key=lambda one: (-titles[one], len(one), one), default=name)
        return before[-1] if before else usual

    def _without_source(self, one: Said, _: Mention) -> Speaker:
        """Return the subject before a second cue; a hedge, a noun or a passive has none."""
        if not self.done:
            return NOBODY
        before = self.said[len(self.done) - 1]
        cue = cue_class(one.cue) if one.cue else None
        if cue is None:
            quoted = self.text[max(0, one.start - 1) : one.start + 1]
            goes_on = any(mark in quoted for mark in '"“”')
            return replace(self.done[-1], rule="goes on") if goes_on else NOBODY
        same = "\n" not in self.text[min(before.start, one.start) : max(before.start, one.start)]
        if same and cue.part in ("verb", "light verb") and not cue.passive:
            subject = self.done[-1].speaker.rpartition(" ")[2]
            if _joins(self.text[max(0, one.start - _NEAR) : one.start], subject):
                return replace(self.done[-1], rule="subject before")
        return NOBODY

    def _of_pronoun(self, one: Said, mention: Mention) -> Speaker:
        word = mention.head
        if word in _RELATIVE:
            return self._antecedent(one, mention)
        if word in _FIRST:
            return self._first_person(one, mention)
        if word in _GENDER:
            return self._of_one(one, mention)
        if word in _THING:
            return self._of_thing(one, mention)
        return self._of_group(one, mention) if word in _PLURAL else self._as_written(mention)

    def _of_one(self, one: Said, mention: Mention) -> Speaker:
        """Return the person behind "he" or "she"."""
        gender = _GENDER[mention.head]
        near = self.said[self._first_near(one.place) :]
        before = takewhile(lambda other: other.start < one.place + _FAR, near)
        barred = [span for other in before if _speaks(other) for span in other.content]
        barred = [(a, b) for a, b in (*barred, *self.quoted.spans) if not a <= one.place < b]
        barred = [span for span in barred if span not in self.quoted.whole(one.place)]
        said = self._content(one)
        ended = one.content[-1][1] if one.content else _FAR + one.place
        if ended <= one.place and _CLAUSE_END.search(self.text, ended - 1, one.place):
            said = f"{self._sentence_to(one)} {said}"  # "And in Roe's case it was late, he said"
        others = {self._quoted_around(one.place)} | self._answered(one)
        if (
            _WITHIN_A_SENTENCE.search(self.text, max(0, one.place - 2), one.place)
            and one.source == "He"
        ):
            return self._as_written(mention)  # God
        somebody = self._somebody(one, gender)
        if somebody:
            return replace(somebody, rule="pronoun")
        person = self._goes_on_behind(one, gender, said) or self._adds(one, gender)
        own = self.president and _THE_PRESIDENT.search(said)
        if self.president and own:  # he says so of himself only if nobody else can
            also = {*others, self.president.name}
            person = person or self.people.before(one.place, gender, barred, said, also)
        elif person is None:
            person = self.people.before(one.place, gender, barred, said, others)
            person = self._still_or(person, one, gender, said)
        person = person or self.people.before(one.place, gender, barred, said, others)
        if person is None:
            return self._as_written(mention)
        person.assumed = gender
        return self._person(person, "pronoun")

    def _answered(self, one: Said) -> set[str]:
        """Return who spoke right before in the sentence that somebody replies to: "to which she replied"."""
        if cue_class(one.cue).lemma not in _REPLIES or not self.done:
            return set()
        last = self.said[len(self.done) - 1]
        same = last.start < one.start and not _SENTENCES.search(self.text[last.start : one.start])
        return {self.done[-1].speaker} if same else set()

    def _sentence_to(self, one: Said) -> str:
        """Return the words of its sentence before what is said, where nobody else is quoted in them."""
        start = one.content[0][0]
        line = self.text[max(0, start - _NEAR) : start].rpartition("\n")[2]
        before = _SENTENCE_END.split(line)[-1]
        return "" if any(mark in before for mark in '"“”') else before

    def _somebody(self, one: Said, gender: str) -> Speaker | None:
        """Return "a woman" without a name who spoke last, or whom the sentence before is about."""
        if self.quoted.around(one.place):
            return None
        last = next((k for k in reversed(range(len(self.done))) if self.done[k].speaker), -1)
        for other, who in [(self.said[last], self.done[last])] if last >= 0 else ():
            fits = who.form == "description" and _WOMEN_AND_MEN.get(plain(who.speaker.split()[0]))
            ended = max([other.start, *(end for _, end in other.content if end <= one.place)])
            begins = min([one.place, *(start for start, _ in one.content if start >= ended)])
            near = self.text.count("\n", ended, begins) <= _LINES and fits == gender
            if near and not self.people.named(ended, one.place):
                return who
        line = self.text[max(0, one.place - _NEAR) : one.place].rstrip().rpartition("\n")[2]
        subject = _SOMEBODY.match(_SENTENCES.split(line)[-1])
        told = subject and _WOMEN_AND_MEN[subject["who"]] == gender
        if subject and told and not self.people.named(one.place - len(line), one.place):
            return self._as_written(parsed(subject[0]))
        return None

    def _goes_on_behind(self, one: Said, gender: str, said: str) -> Person | None:
        """Return who spoke last if what is said before the pronoun is about him: "Mr. Roe left, he said"."""
        if not self.done or not one.content or one.content[-1][1] > one.place:
            return None
        start, who = self.said[len(self.done) - 1].start, self.done[-1]
        quoted = self.text[one.content[0][0] : one.content[0][0] + 1] in _OPENING
        if quoted or who.form != "person" or one.place - start > _NEAR:
            return None
        person = self.people.find(who.speaker)
        named = re.search(rf"\b{re.escape(who.speaker.split()[-1])}\b", said)
        return person if person and named and person.gender in ("", gender) else None

    def _adds(self, one: Said, gender: str) -> Person | None:
        """Return who spoke last if the cue tells that he goes on, and nobody is named between."""
        if not _ADDING & {plain(word) for word in one.cue.split()}:
            return None
        for k in reversed(range(len(self.done))):
            other, who = self.said[k], self.done[k]
            if self.quoted.around(other.place) or who.form != "person" or self._is_nested(k):
                continue
            end = max([other.start, *(b for _, b in other.content if b <= one.place)])
            person = self.people.find(who.speaker)
            fits = person is not None and person.gender in ("", gender)
            near = one.place - end < _NEAR and not self.people.named(end, one.place)
            return person if fits and near else None
        return None

    def _still_or(self, person: Person | None, one: Said, gender: str, said: str) -> Person | None:
        """Return the "he" who spoke last, where nobody is named between him and the next "he", else `person`.

        Of him and somebody named in what he said it is the one whom the article names more. It is nobody
        whom the words that are `said` name.
        """
        last = next((k for k in reversed(range(len(self.done))) if not self._is_nested(k)), -1)
        if last < 0 or self.done[last].rule != "pronoun" or self.done[last].form != "person":
            return person
        still = self.people.find(self.done[last].speaker)
        near = self._nobody_between(self.said[last], one) and not self.quoted.around(one.place)
        if still is None or not near or still.gender not in ("", gender):
            return person
        if re.search(rf"\b{re.escape(still.name.split()[-1])}\b", said):
            return person
        told = [other for _, other in self.people.all_in(self.said[last].start, one.place)]
        by_it = person is not None and any(person is other for other in told)
        return person if by_it and person and len(person.places) > len(still.places) else still

    def _nobody_between(self, other: Said, one: Said) -> bool:
        """Whether no person is named outside quotation marks between two attributions that stand near."""
        ended = max([other.start, *(end for _, end in other.content if end <= one.start)])
        begins = min([one.place, *(start for start, _ in one.content if start >= ended)])
        named = self.people.all_in(ended, begins)
        return begins - ended < _NEAR and all(self.quoted.around(at) for at, _ in named)

    def _of_thing(self, one: Said, mention: Mention) -> Speaker:
        """Return the body or the document behind "it": what spoke near before, else a speaker named there."""
        if self._is_quoted(one.place):
            return self._as_written(mention)
        since = one.place - _NEAR
        reads = cue_class(one.cue).lemma == "read"  # a text, and no body
        for other, who in zip(
            reversed(self.said[: len(self.done)]), reversed(self.done), strict=True
        ):
            if other.start < since:
                break
            last = plain(who.speaker.rsplit(maxsplit=1)[-1]) if who.speaker else ""
            document = who.form == "description" and last in _DOCUMENTS | _UTTERANCES | _BODIES
            if document or (who.form == "organisation" and not reads):
                return replace(who, rule="pronoun")
        if reads:
            return self._as_written(mention)
        line = self.text[max(0, since) : one.place]
        before = line.rstrip().rpartition("\n")[2] or line
        heard = {who.speaker: who for who in self.done if who.form == "organisation"}
        named = [(before.find(name), name) for name in heard if name in before]
        return replace(heard[min(named)[1]], rule="pronoun") if named else self._as_written(mention)

    def _of_group(self, one: Said, mention: Mention) -> Speaker:
        """Return the group behind "they": the last one that spoke; a body only if it stands in the line."""
        if self._is_quoted(one.place):
            return self._as_written(mention)
        line = self.text[: one.place].rpartition("\n")[2]
        told = self.text[one.start : one.start + _OBJECT]
        for other, who in zip(
            reversed(self.said[: len(self.done)]), reversed(self.done), strict=True
        ):
            last = plain(who.speaker.rsplit(maxsplit=1)[-1]) if who.speaker else ""
            far = one.place - other.start > _NEAR_GROUP
            if far or is_nobody(who.speaker) or (last and last in told):  # "they told aides"
                continue
            if who.form in ("several", "description") and last not in _DOCUMENTS | _UTTERANCES:
                return replace(who, rule="pronoun")
            if who.form == "organisation" and who.speaker in line:
                return replace(who, rule="pronoun")
        return self._as_written(mention)

    def _is_quoted(self, place: int) -> bool:
        """Whether somebody says the words at `place` in quotation marks: nobody outside is meant."""
        return self.quoted.around(place) is not None or any(
            start < place < end and self.text[start : start + 1] in _OPENING
            for other in self.said[self._first_near(place) : len(self.done)]
            for start, end in other.content
        )

    def _first_person(self, one: Said, mention: Mention) -> Speaker:
        """Return the speaker of the quotation around it, else the author."""
        near = slice(self._first_near(one.place), None)
        for other, who in zip(self.said[near], self.done[near], strict=False):
            alone = mention.head in _ONE and who.form != "person"  # no body says "I"
            if not alone and any(start <= one.place < end for start, end in other.content):
                return replace(who, rule="first person")
        name = self.author or mention.text.lower()
        return Speaker(name, "media", "", bool(self.author), "first person", "author", sure=True)

    def _quoted_around(self, place: int) -> str:
        """Return who speaks in the quotation marks around `place`: nobody calls himself "he" there."""
        near = slice(self._first_near(place), None)
        for other, who in zip(self.said[near], self.done[near], strict=False):
            for start, end in other.content:
                if start <= place < end and self.text[start : start + 1] in _OPENING:
                    return who.speaker if who.form == "person" else ""
        parts = self.quoted.whole(place)
        around = self._speaker_of(parts) if parts else None
        return around.speaker if around else ""

    def _first_near(self, place: int) -> int:
        """Return the number of the first attribution that is not far before `place`."""
        return bisect_left(self.said, place - _FAR, key=attrgetter("start"))

    def _antecedent(self, one: Said, mention: Mention) -> Speaker:
        """Return the speaker in the phrase right before "who" or "which"."""
        line = self.text[max(0, one.place - _FAR) : one.place]
        line = line.rpartition("\n")[2].rstrip(" ,\u00a0").replace("\u00a0", " ")
        people = self.people if mention.head in ("who", "whom", "whose") else ()
        for whole in _phrases_before(line):
            phrase = _BEHIND_A_NAME.split(whole)[0]  # "Ada Moor of Ohio, who"
            for person in people:
                last = re.sub(r" (?:Jr|Sr)\.?$| I{2,3}$", "", person.name).split()[-1]
                if any(phrase.endswith(name) for name in (person.name, last)):
                    return self._person(person, "relative pronoun")
        before = parsed(_last_phrase(line) or mention.text)
        thing = mention.head == "which" and before.form == "person"
        if before.form == "none" or thing:
            return self._as_written(mention)
        members = _WITHIN.search(line.removesuffix(before.text)) if before.text else None
        if members and self._are_members(mention, before):
            before = parsed(members[1])
        elif mention.head == "that" and before.form == "person":
            return self._as_written(mention)
        return replace(
            self._speaker(one, before) if before.form != "pronoun" else self._as_written(before),
            rule="relative pronoun",
        )

    def _are_members(self, relative: Mention, before: Mention) -> bool:
        """Whether "who" or "that" is said of those in, or for, what stands right before it."""
        if relative.head == "that":
            return before.form == "person"
        person = before.form != "description" or has_role(before.head, "title", "noun", "demonym")
        return before.form == "organisation" or not person

    def _of_description(self, one: Said, mention: Mention) -> Speaker:
        owned = _OWNED.match(mention.text)
        owner = parsed(owned["owner"]) if owned else mention
        author = self.people.find(owner.name, owner.words) if owner.form == "person" else None
        if owned and author and mention.head in _UTTERANCES:
            return self._person(author, "description")  # "Reed's answer"
        if owned and author and mention.head in _DOCUMENTS:
            return replace(self._as_written(mention), kind=self._person(author, "").kind)
        if is_definite(mention):
            person = of_seat(self.people, mention, one.place)
            if person is not None and min(person.places, default=0) > one.place:
                person = self._goes_on_as(mention, one) or person  # who is introduced later
            person = person or described(self.people, mention, one.place)
            if person:
                return self._person(person, "description")
            body = self._body(mention, one.place)
            if body:
                return body
            person = self._goes_on_as(mention, one)
            if person:
                return self._person(person, "description")
        return self._as_written(mention)

    def _goes_on_as(self, mention: Mention, one: Said) -> Person | None:
        """Return who spoke right before, if "the former senator", "the Ohio Democrat" is nobody else here.

        A description of what somebody was before, or of party and state, is a second way to call who is
        known already; nobody else is named since.
        """
        words = {plain(word) for word in mention.words}
        seat = is_member(mention.head) and bool(seat_told(mention.words).state)
        known = _ONCE & words or seat
        if not known or not mention.text.lower().startswith("the ") or not self.done:
            return None
        last = next(k for k in reversed(range(len(self.done))) if not self._is_nested(k))
        other, who = self.said[last], self.done[last]
        if who.form != "person" or self.quoted.around(one.place):
            return None
        person = self.people.find(who.speaker) if self._nobody_between(other, one) else None
        return None if person is not None and seat and person.seats else person

    def _is_nested(self, number: int) -> bool:
        """Whether an attribution that is done stands in the content of one before it."""
        place = self.said[number].place
        before = self.said[max(0, number - _AROUND) : number]
        return any(start <= place < end for other in before for start, end in other.content)

    def _of_several(self, _: Said, mention: Mention) -> Speaker:
        """Return several speakers as the text writes them; the kind is the first known one."""
        written = self._as_written(mention)
        for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", mention.text):
            one = parsed(part)
            person = self.people.find(one.name, one.words) if one.form == "person" else None
            if person:
                return replace(written, kind=self._person(person, "").kind)
            body = kind_of(one.words, named=True).kind if one.form == "organisation" else ""
            if body:
                return replace(written, kind=body)
        return written

    def _body(self, mention: Mention, place: int) -> Speaker | None:
        """Return the organisation behind "the ministry": one that spoke before, else one named before."""
        for who in reversed(self.done):
            own = {plain(word) for word in who.speaker.split()}
            if who.form == "organisation" and {plain(word) for word in mention.words} <= own:
                return replace(who, rule="description")
        if len(mention.words) > 1:
            return None
        kinds = _WHOLES.get(mention.head, ())
        for other, who in zip(
            reversed(self.said[: len(self.done)]), reversed(self.done), strict=True
        ):
            if who.form == "organisation" and who.kind in kinds and place - other.start < _NEAR:
                return replace(who, rule="description")
        name = rf"((?:[A-Z][\w.’'-]*[ \u00a0])+)(?i:{re.escape(mention.head)})\b"
        told = (self.text[at : min(place, at + len(line))] for at, line in lines_told(self.text))
        named = [found.group() for line in told for found in re.finditer(name, line)]
        body = parsed(without_opening(named[-1])) if named else mention
        if body.form != "organisation" or _is_only_placed(body.name):
            return None
        return replace(self._as_written(body), rule="description")

    def _person(self, person: Person, rule: str) -> Speaker:
        kinds = [kind_of(words, named=False) for words in person.words]
        sure = [kind for kind in kinds if kind.kind and not kind.borrowed]
        lent = [kind for kind in kinds if kind.borrowed]
        place = next((kind.affiliation for kind in kinds if kind.affiliation), "")
        counts = Counter(kind.kind for kind in sure)
        kind = counts.most_common(1)[0][0] if counts else ""
        if not kind and lent:
            own = lent[0].kind == "international_organisation"
            bare = not own and all(len(words) == 1 for words in person.words)
            body = self._body_before(min(person.spoke, default=0)) if bare else None
            kind, place = (body.kind, place or body.affiliation) if body else (lent[0].kind, place)
        return Speaker(
            person.name,
            kind or "other",
            place,
            named=True,
            rule=rule,
            form="person",
            sure=bool(counts),
        )

    def _body_before(self, place: int) -> Kind | None:
        """Return the organisation that spoke or was named last before `place`."""
        said = self.said[: len(self.done)]
        for one, who in zip(reversed(said), reversed(self.done), strict=True):
            if one.start < place and who.form == "organisation" and who.kind in _EMPLOYERS:
                return Kind(who.kind, who.affiliation)
        return None

    def _as_written(self, mention: Mention, rule: str = "as written") -> Speaker:
        named = mention.form == "organisation"
        kind = kind_of(mention.words, named=named)
        name = mention.name if named else " ".join(mention.words) or mention.text
        if name.startswith("of "):  # "one of the people"
            name = mention.text
        state = kind.affiliation == _UNION and plain(name) not in _UNION_NAMES
        if named and _DOTTED.fullmatch(name) and plain(name) not in terms():
            name = name.replace(".", "")
        own = any(term.affiliation for term in terms().get(plain(name), {}).values())
        if named and own and kind.affiliation and not state:
            name = kind.affiliation
        land = kind.affiliation
        if named and kind.kind in _SELF:  # such bodies stand for themselves, wherever they are
            found = found_terms(mention.words)
            bodies = [term.affiliation for term in found if term.role == "organisation"]
            land = next(filter(None, bodies), name)
        usual = "anonymous" if mention.form == "pronoun" else "other"
        sure = bool(kind.kind) and not kind.borrowed
        return Speaker(name, kind.kind or usual, land, named, rule, mention.form, sure)
