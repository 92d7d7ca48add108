"""Find the party and the state of members of parliament: "Ann Doe, D-Ohio", "the Ohio Democrat"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.measures.attribution.lists.kinds import plain, word_set

# each state of the United States: its name, how it is cut short in news, and what its people are called
_STATES = """
alabama|ala al|alabaman alabamian
alaska|ak|alaskan
arizona|ariz az|arizonan
arkansas|ark ar|arkansan
california|calif ca|californian
colorado|colo co|coloradan
connecticut|conn ct|
delaware|del de|delawarean
florida|fla fl|floridian
georgia|ga|
hawaii|hi|hawaiian
idaho|id|idahoan
illinois|ill il|illinoisan
indiana|ind in|hoosier
iowa|ia|iowan
kansas|kan kans ks|kansan
kentucky|ky|kentuckian
louisiana|la|louisianan
maine|me|mainer
maryland|md|marylander
massachusetts|mass ma|
michigan|mich mi|michigander
minnesota|minn mn|minnesotan
mississippi|miss ms|mississippian
missouri|mo|missourian
montana|mont mt|montanan
nebraska|neb ne|nebraskan
nevada|nev nv|nevadan
new hampshire|n.h nh|
new jersey|n.j nj|
new mexico|n.m nm|
new york|n.y ny|
north carolina|n.c nc|
north dakota|n.d nd|
ohio|oh|ohioan
oklahoma|okla ok|oklahoman
oregon|ore or|oregonian
pennsylvania|pa penn|pennsylvanian
rhode island|r.i ri|
south carolina|s.c sc|
south dakota|s.d sd|
tennessee|tenn tn|tennessean
texas|tex tx|texan
utah|ut|utahn
vermont|vt|vermonter
virginia|va|virginian
washington|wash wa|washingtonian
west virginia|w.va wv|
wisconsin|wis wi|wisconsinite
wyoming|wyo wy|
"""
_PARTIES = {"republican": "R", "gop": "R", "democrat": "D", "democratic": "D", "independent": "I"}
_PAPERS = word_set("oregonian tennessean oklahoman virginian")  # newspapers have these names
_BEHIND = re.compile(  # "(R-Ky.)", ", D-New York,", ", Republican of Ohio,", ", an Ohio Democrat,"
    r"[\s,]*[(\[]?(?:(?P<letter>[DRI])[-–](?P<place>[A-Z][\w.]*(?: [A-Z][\w.]*)?)"
    r"|(?:an?\s)?(?P<side>Republican|Democrat|Independent) (?:of|from) (?P<of>[A-Z]\w+(?: [A-Z]\w+)?)"
    r"|(?:an?\s)?(?P<land>[A-Z]\w+(?: [A-Z]\w+)?) (?P<member>Republican|Democrat|Independent)\b)"
    r"|\s\((?P<only>[A-Z][\w.]*)\)"
)
_FROM = re.compile(r" (?:of|from) ([A-Z]\w+(?: [A-Z]\w+)?)")


class Seat(NamedTuple):
    """Party ("R", "D", "I") and state of a member of parliament, "" where they are not told."""

    party: str
    state: str


@lru_cache(maxsize=1)
def _states() -> tuple[dict[str, str], dict[str, str]]:
    """Return the state for each name or short form, and for each name of its people."""
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    for line in _STATES.split("\n"):
        state, short, of_it = line.split("|") if line else ("", "", "")
        names.update(dict.fromkeys([state, *short.split()], state))
        people.update(dict.fromkeys(of_it.split(), state))
    return names, people


@lru_cache(maxsize=1)
def demonyms() -> frozenset[str]:
    """Return what one of the people of a state is called, newspapers left out: "texan"."""
    return frozenset(_states()[1]) - _PAPERS


def _state(text: str) -> str:
    """Return the state that words name first, with or without a word behind it."""
    words = [plain(word) for word in text.split()]
    names = _states()[0]
    return names.get(" ".join(words[:2])) or (names.get(words[0], "") if words else "")


def seat_behind(text: str, end: int) -> Seat | None:
    """Return party and state that stand right behind a name that ends at `end`: "(R-Ky.)", "(Ky.)"."""
    found = _BEHIND.match(text, end)
    if not found:
        return None
    side = found["side"] or found["member"] or ""
    party = found["letter"] or _PARTIES.get(side.lower(), "")
    state = _state(found["place"] or found["of"] or found["land"] or found["only"])
    return Seat(party, state) if state else None


def seat_told(words: Sequence[str], behind: str = "") -> Seat:
    """Return party and state in the words before a name or in a description: "Ohio Republican Sen."."""
    folded = [plain(word) for word in words]
    names, people = _states()
    party = next((_PARTIES[word] for word in folded if word in _PARTIES), "")
    pairs = [" ".join(folded[k : k + 2]) for k in range(len(folded))]
    told = [names.get(pair, "") for pair in pairs]
    told += [names[w] for w, word in zip(folded, words, strict=True) if w in names and len(w) > 3]
    told += [people[word] for word in folded if word in people]
    after = _FROM.match(behind)
    told += [_state(after.group(1))] if after else []
    return Seat(party, next(filter(None, told), ""))


def fits(wanted: Seat, seat: Seat) -> bool:
    """Whether somebody with `seat` may be the one described: the same state, and no other party."""
    same = bool(wanted.state) and wanted.state == seat.state
    return same and (not wanted.party or not seat.party or wanted.party == seat.party)
