"""Whether a text lets somebody speak: a cue stands right beside the name, whatever the model finds."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.language.sentences import is_written_small, sentence_spans
from analysis.language.words import find_words, fold, words_in
from analysis.measures.attribution.lists.cues import (
    ASPECT,
    AUXILIARIES,
    DETERMINERS,
    SMALL,
    cue_class,
)
from analysis.measures.comparison.calling.lists import is_body
from analysis.tables.attribution import spans_in

_BEHIND = re.compile(  # "Roe, an Ohio Democrat, has urged", "Roe of Ohio, who tweeted"
    r"(?: of [A-Z][\w. ]{2,30}?)?(?:,[^,.;:?!\n]{2,60},|,? who)?"
    r"(?: (?:also|has|had|have|later|then|already|once)){0,2} (?P<cue>[a-z]+)"
)
_BEFORE = re.compile(  # "tweeted the Ohio representative"
    r"(?P<cue>[a-z]+)(?P<words>(?: [\w.’'-]+){0,6}) $"
)
_NEAR = 120  # characters before a name
_OF_ANOTHER = re.compile(
    r"\b(?:of|for|with|by|to|from|in|at|on|about|against|and) (?:[A-Z][\w.]* ){0,3}$"
)
_OF_OTHERS = re.compile(r"[\w)”\"] (?:who|which)(?: (?:has|have|had|also|once|later))* $")
_EARLY = 60  # characters of a sentence, at most, before a name that is likely its subject
_SHE_SAID = re.compile(  # “No,” she said; he calls it “late”
    r"[”\"] (?:he|she) (?P<cue>[a-z]+)|\b(?:[Hh]e|[Ss]he) (?P<verb>[a-z]+)[^.\n“\"]{0,60}[“\"]"
)
_OPEN = re.compile(r"(?:[”\",:]|^|\n)\s*$")


_RELATIVE = ("who", "whom", "whose", "which", "that")
# what is written, drawn or past says nothing, whatever a verb tells of it
_UNHEARD = frozenset(
    """
    history poll survey report reports study video sign memo chart map data statement statements letter paper
    papers tweet tweets release releases book article story someone somebody everyone organization group index
    """.split()  # noqa: SIM905  a list that is read, and not one word a line
)
_VOTING = (
    "senate",
    "house",
    "congress",
    "parliament",
)  # bodies that vote, and say what they do by it
# people of a kind, of whom none is named: "House Democrats"
_CROWD = frozenset(
    """
    activists aides advocates backers conservatives critics democrats hecklers lawmakers leaders liberals
    members officials opponents people protesters republicans senators supporters voters
    """.split()  # noqa: SIM905
)
# what is done by saying it, or is hardly ever said: it lets somebody be heard only with what is said
_ACTS = frozenset(
    """
    agree approve balk campaign celebrate champion declare decline direct dismiss distance document dodge
    embrace find fire focus go grill hammer hit honor honour include indict interview introduce invite lay
    leak link lobby mislead negate oblige order overrule overturn petition press print prove publish push
    refuse reject release resist retract retweet salute shame share show sing strike summon tip turn unveil
    uphold veto walk warm wave weep withhold
    """.split()  # noqa: SIM905
)
_ACT_NOUNS = frozenset(
    """
    agenda agreement appearance case debate discussion discovery document fact focus lawsuit line myth news
    order petition plan position post proof proposal refusal reversal rule sign truth veto word words
    """.split()  # noqa: SIM905
)
_SOURCED = ("according to", "as per", "per")  # prepositions that say whose words they are
_GIVEN = frozenset({"by", "from", "in"})  # "in a statement", "a letter from"
_AS_IF = {"practically", "virtually", "almost", "nearly", "effectively", "essentially"}
_GUESSED = {"apparently", "seemingly", "presumably", "evidently"}
_MEANT = ("aim", "seek", "try", "intend", "hope", "plan")  # what somebody is about to do
_EVERY = DETERMINERS | {"every", "any"}
_ASKED = re.compile(
    r"(?:[\w.’'-]+ ){1,4}to [a-z]"
)  # "him to look into it": an act of who has a say
# what is done when it is announced: "announced his nomination of Roe"
_ANNOUNCED = re.compile(
    r"(?!that )(?:(?:his|her|its|their|the|an?) )?(?:[\w-]+ ){0,2}?(?:nomination|nominee|appointment"
    r"|selection|pick|resignation|retirement|candidacy|departure)\b"
)
_PARTS = ("article", "section", "chapter", "amendment")  # of a law: "Article II"
_COMING = ("will", "would", "ll", "shall", "should", "must", "could", "may", "might")
_NEAR_NAME = 600  # characters from an attribution with a name to one with a pronoun
_LINK = 14  # words, at most, of a line that leads to another article
SURE = (
    0.8  # score from which 96% are attributions that coders have, too (docs/measured/certainty.txt)
)


def heard_of(attributions: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the sure Attributions by which named speakers are plainly heard (`plainly_heard`).

    Journalists, papers and broadcasters are left out: they are credited rather than heard. So are headlines,
    which shorten names.
    """
    said = attributions[attributions["named"] & attributions["act"].eq("said")]
    said = said[(said["score"] >= SURE) & said["kind"].ne("media") & said["section"].ne("headline")]
    said = said[said["listed"] & ~said["negated"] & said["source"].ne("[]")]
    said = said[said["rule"].ne("cited")]  # whom somebody else cites
    return said[plainly_heard(said, texts)]


def plainly_heard(said: pd.DataFrame, texts: Mapping[str, str]) -> "pd.Series[bool]":
    """Tell of each attribution whether it shows that its article lets the speaker be heard.

    A pronoun shows it only for words in quotation marks, not far behind an attribution with the name, or in
    the next two sentences behind the name. A line that is the title of another article, a caption, and a name
    that is of no speaker ("History") or of a crowd ("House Democrats") do not show it. Nor does a cue without
    words in quotation marks that is passive, in the future or an infinitive, "who stresses", a verb such as
    "put" and "offered", which says something only with a noun, an act ("vetoed", "declined", "asked him to
    look into it"), a figure of speech ("practically begged"), and a noun that is not the speaker's own.

    Parameters
    ----------
    said
        Attributions with a source and a listed cue of saying.
    texts
        The text of each article.
    """
    named = defaultdict[tuple[str, str], list[int]](list)
    shows = []
    for row in said.sort_values(["article", "start"]).itertuples():
        key = str(row.article), str(row.speaker)
        if row.rule == "pronoun":
            near = any(0 < int(str(row.start)) - start < _NEAR_NAME for start in named[key])
            in_marks = bool(row.quoted_words) and _is_somebody(key[1])
            shows.append((row.Index, in_marks and (near or _just_named(row, texts[key[0]]))))
        elif row.section != "caption" and not _in_link(row, texts[key[0]]):
            named[key].append(int(str(row.start)))
            shows.append((row.Index, _is_plain(row, texts[key[0]])))
    return pd.Series(dict(shows), dtype=bool).reindex(said.index, fill_value=False)


def _just_named(row: Any, text: str) -> bool:
    """Whether the name of who is a pronoun in a source stands in its sentence or the two before it."""
    start = spans_in(row.source)[0][0]
    starts = sentence_starts(text)
    first = starts[max(0, bisect_right(starts, start) - 3)]
    return re.search(rf"(?<!\w){_written(row.speaker)}(?!\w)", text[first:start]) is not None


@lru_cache(maxsize=8)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Return where the sentences of a text begin."""
    return tuple(start for start, _ in sentence_spans(text))


def _is_plain(row: Any, text: str) -> bool:
    """Whether an attribution with a name shows by itself that its speaker is heard.

    "He said, according to the North Star": a paper that is credited with a quotation does not speak it.
    """
    source = fold(row.source_text)
    if not _is_somebody(row.speaker) or _is_of_another(row, text) or _is_to_come(row):
        return False
    if row.quoted_words > 1:  # one is a nickname, too
        paper = row.kind == "media" or " " not in row.speaker
        return not (paper and cue_class(row.cue_text).part == "preposition")
    if source in _RELATIVE or not _is_finite(row.cue_text) or _tells_of_a_thing(row, text):
        return False
    return _is_said(row)


def _tells_of_a_thing(row: Any, text: str) -> bool:
    """Whether a cue in "-ing" stands right behind a noun of which it tells: "Roe filed a suit asking"."""
    cue = spans_in(row.cue)[0][0]
    participle = row.cue_text.endswith("ing") and " " not in row.cue_text
    own = any(cue - 1 <= end <= cue for _, end in spans_in(row.source))
    return participle and not own and text[max(0, cue - 2) : cue - 1].isalpha()


def _is_to_come(row: Any) -> bool:
    """Whether a cue tells of an act to come, of what somebody ought to do, or of the writer's guess.

    "He will veto it", "he should be guided by", "she aims to send", "he apparently concluded"; also "he was
    referring to": the writer explains what was said.
    """
    cue, words = cue_class(row.cue_text), words_in(row.cue_text)
    lemma = cue.lemma.split()[0] if cue.lemma else ""
    coming = {*words[:-1]} & {"will", "would", "shall", "ll"} and lemma in _ACTS
    ought = {*words[:1]} & {"should", "must"} and "have" not in words
    explained = {"referring", "alluding"} & {*words} and AUXILIARIES & {*words}
    meant = lemma in _MEANT and (row.content_text.startswith("to ") or words[-1:] == ["to"])
    return bool(coming or ought or explained or meant or _GUESSED & {*words})


def is_act(cue_text: str) -> bool:
    """Tell whether a cue is of an act that is done by saying it, or hardly ever said: "vetoes"."""
    return bool({*cue_class(cue_text).lemma.split()[:1]} & _ACTS)


def is_unsaid(cue_text: str) -> bool:
    """Tell whether a cue of one word or more tells what somebody feels or thinks: "are loath to see"."""
    cue = cue_class(cue_text)
    return bool(cue_text) and not (cue.listed and cue.act == "said")


def _is_of_another(row: Any, text: str) -> bool:
    """Whether "who" of others stands right before the cue, or a name is only made of a headline's words."""
    cue = spans_in(row.cue)[0][0]
    own = any(start <= cue - 1 <= end for start, end in spans_in(row.source))
    if not own and _OF_OTHERS.search(text[max(0, cue - _NEAR) : cue]):
        return True
    if not all(is_written_small(fold(word)) for word in row.speaker.split()):
        return False
    name = re.escape(row.speaker)
    return not re.search(rf"\b{name}\b[^\n]*[.?!:;,”\"’')]\s*(?:\n|$)", text)


def _is_somebody(speaker: str) -> bool:
    """Whether a name is one of somebody who can say something: no paper, no crowd, no body that votes."""
    name = speaker.split()
    words = [fold(word) for word in name]
    if words[-1] in _UNHEARD or (len(name) > 1 and words[0] in _PARTS):
        return False
    if len(name) == 1 and (
        speaker.endswith(".") or (is_written_small(words[0]) and not is_body(words[0]))
    ):
        return False  # "Vote", "Negotiators", "Dept."
    if any(word in _UNHEARD for word, written in zip(words, name, strict=True) if written == word):
        return False
    if words[-1] in _VOTING and "white" not in words:
        return False
    return words[-1] not in _CROWD


def _is_said(row: Any) -> bool:
    """Whether a cue tells of speech, and not of an act, of a figure of speech, or of a noun of another."""
    cue, words = cue_class(row.cue_text), words_in(row.cue_text)
    content = row.content_text.strip()
    if cue.part == "preposition":
        return cue.lemma in _SOURCED
    if cue.part == "noun":
        own = re.search(r"['’]s?(?: |$)", row.source_text) or _GIVEN & set(words)
        return bool(own) and cue.lemma not in _ACT_NOUNS
    if _is_of_court(words, content) or _AS_IF & {*words} or _is_noun(cue.head, words):
        return False
    lemma = cue.lemma.split()[0]
    if lemma in _ACTS:
        return bool(content.startswith("that "))
    if lemma == "propose":  # "proposed a cut": a measure
        return bool(content.startswith(("that ", "to ")))
    done = lemma == "announce" and _ANNOUNCED.match(content)
    asked = lemma == "ask" and _ASKED.match(content)
    topic = lemma in ("speak", "talk") and words[-1] in ("about", "of", "on")  # no word of it
    return not done and not asked and not topic


def _is_of_court(words: Sequence[str], content: str) -> bool:
    """Whether a cue tells of a plea, or of who is "accused of theft": others accuse."""
    plea = "guilty" in words or content.startswith(("guilty", "not guilty"))
    return plea or (words == ["accused"] and content.startswith("of "))


def _in_link(row: Any, text: str) -> bool:
    """Whether a source stands in a body's line that is short and does not end as a sentence does."""
    if row.section != "body":
        return False
    start = spans_in(row.source)[0][0]
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0].strip()
    return len(line.split()) <= _LINK and line[-1:].isalnum()


def _is_finite(cue_text: str) -> bool:
    """Whether a cue tells that somebody said something: "said", not "to say", "will say", "was told"."""
    cue, words = cue_class(cue_text), words_in(cue_text)
    if cue.part not in ("verb", "light verb") or cue.head not in words:
        return True
    head = words.index(cue.head)
    before = words[:head]
    if cue.passive or cue.part == "light verb" or set(before) & set(_COMING):
        return False
    if "to" in before:
        return any(cue_class(word).lemma in ASPECT or word in ("went", "goes") for word in before)
    return not (set(before) <= AUXILIARIES and cue.lemma == "respond to")


def _is_noun(head: str, words: Sequence[str]) -> bool:
    """Whether the head of a cue is the plural of a noun: "serious questions", not "often questions"."""
    before = words[: words.index(head)] if head in words else []
    if before[-1:] and before[-1] in _EVERY:
        return True
    if not head.endswith("s") or not before:
        return False
    return not (before[-1].endswith("ly") or before[-1] in AUXILIARIES | SMALL)


def is_heard(name: str, text: str) -> bool:
    """Tell whether a text has a verb of saying right behind a name, or before it behind a quotation.

    So it is where "he" or "she" has one beside words in quotation marks, two sentences behind at most.

    Examples
    --------
    >>> is_heard("Ada Moor", "Rep. Ada Moor, a Norland Democrat, urged him to go.")
    True
    >>> is_heard("Ada Moor", "“Go!” tweeted the Norland clerk Ada Moor.")
    True
    >>> is_heard("Ada Moor", "his friend, Rep. Ada Moor of Norland, who tweeted that it is late")
    True
    >>> is_heard("Ada Moor", "Ms. Moor met Carl Unger, who said no.")
    False
    >>> is_heard("Ada Moor", "Carl Unger told Ada Moor no.")
    False
    """
    for found in re.finditer(rf"(?<![\w’'-])(?:{_written(name)})(?![\w-])", text):
        near = text[max(0, found.start() - _NEAR) : found.start()]
        behind = _BEHIND.match(text, found.end())
        if behind and _says(behind["cue"]) and not _OF_ANOTHER.search(near):
            return True
        before = _BEFORE.search(near)
        if before and any(_opens(near, word) for word in _verbs(near, before.start())):
            return True
        if _heard_by_pronoun(text, found.start(), found.end()):
            return True
    return False


def _heard_by_pronoun(text: str, start: int, end: int) -> bool:
    """Whether who is named early in a sentence speaks as "he" or "she" in one of the next two."""
    starts = sentence_starts(text)
    here = bisect_right(starts, start) - 1
    if start - starts[here] > _EARLY:
        return False
    behind = text[end : (*starts, len(text))[min(here + 3, len(starts))]]
    said = _SHE_SAID.finditer(behind)
    return any(_says(one["cue"] or one["verb"]) for one in said)


def _written(name: str) -> str:
    """Return the pattern of a name: its last word, or all where that is a common noun, without initials."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    if not is_written_small(words[-1].lower()):
        return re.escape(words[-1])
    return r"(?: [A-Z]\.)? ".join(map(re.escape, words))  # "Justice Department", "Ada C. Brown"


def _verbs(near: str, start: int) -> list[int]:
    """Return where verbs of saying begin in the words before a name."""
    words = (word.start for word in find_words(near) if word.start >= start)
    return [at for at in words if _says(re.split(r"[\s,.]", near[at:], maxsplit=1)[0])]


def _opens(near: str, at: int) -> bool:
    """Whether what stands at a place has no subject before it, but a quotation."""
    return _OPEN.search(near[:at]) is not None


def _says(word: str) -> bool:
    cue = cue_class(word)
    finite = word.endswith(("s", "ed")) or word in ("said", "told", "wrote")
    listed = cue.listed and cue.part == "verb" and cue.act == "said"
    return finite and listed and cue.lemma not in _ACTS
