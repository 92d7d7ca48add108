"""Governments and armies as what they are called by: "the Syrian regime", "government forces"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.language.phrases import Phrase, Token
from analysis.language.words import fold
from analysis.measures.comparison.calling.descriptions import Described, read_phrase
from analysis.measures.comparison.calling.lists import STATES, base, land_of
from analysis.measures.comparison.calling.name_forms import Place
from analysis.measures.comparison.word_set import word_set

_AGAINST = word_set(  # forces that are not the state's
    "opposition rebel democratic free kurdish allied coalition insurgent separatist resistance"
)

_OF_ONE_COUNTRY = word_set("administration")
_PAYING = word_set("shut shutdown fund finance reopen open close keep shutter")
_SHUT = word_set("shutdown shut reopen close open")
_FAR = 1_500  # characters


class Power(NamedTuple):
    """A phrase such as "Syrian government forces", and the country that it names, "" for none."""

    described: Described
    land: str


def powers_in(
    tokens: Sequence[Token],
    phrases: Sequence[Phrase],
    places: Sequence[Place],
    lands_of: Mapping[str, str],
) -> Iterator[Power]:
    """Yield the noun phrases about a government or its forces.

    The country is that of an adjective, of "X's", or of a person named in it ("the Assad regime"), whose
    country `lands_of` tells.
    """
    for phrase in phrases:
        found = read_phrase(tokens, phrase.first, phrase.end)
        if found is None or found.head not in STATES:
            continue
        if tokens[phrase.head].text.lower() == "authority":
            continue  # "the authority to train rebels"
        if found.words & _AGAINST or any(word.endswith("-backed") for word in found.words):
            continue
        inside = [p.actor for p in places if found.start <= p.start and p.end <= found.end]
        owners = [actor for actor in inside if actor[:1].isupper() and not land_of((fold(actor),))]
        if any(actor not in lands_of for actor in owners):
            continue  # "the Doe administration" of nobody knows which country
        owned = next((lands_of[actor] for actor in owners), "")
        named = next((word for word in sorted(found.words) if land_of((word.lower(),)) == word), "")
        land = named or owned
        if not land and found.head == "government" and _is_at_work(tokens, phrase):
            continue
        if land or (found.definite or found.words & STATES):
            yield Power(found, land)


def _is_at_work(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether it is public work that is paid for or not: "shut down the government", "keep it running"."""
    before = {base(token.text) for token in tokens[max(0, phrase.first - 3) : phrase.first]}
    behind = {base(token.text) for token in tokens[phrase.end : phrase.end + 2]}
    return bool(before & _PAYING or behind & _SHUT)


def given_to(powers: Sequence[Power], actors: Mapping[str, str]) -> Iterator[tuple[Power, str]]:
    """Yield each phrase with the actor that it is given to, by country: {country: actor}.

    One without a country is that of the country which the same noun had last before, not far away, or, where
    the article tells of the government of one country only, of this one. Others are left out, and so is "the
    administration", which is that of no other country than the one named.
    """
    told = {power.land for power in powers if power.land}
    last: dict[str, tuple[str, int]] = {}
    for power in sorted(powers, key=lambda one: one.described.start):
        head, start = power.described.head, power.described.start
        before, where = last.get(head, ("", -_FAR))
        near = before if start - where < _FAR else ""
        only = next(iter(told)) if len(told) == 1 and head not in _OF_ONE_COUNTRY else ""
        land = power.land or near or only
        if power.land:
            last[head] = power.land, start
        if land in actors:
            yield power, actors[land]
