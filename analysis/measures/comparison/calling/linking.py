"""Give descriptions that stand alone to the actors whom they fit."""

from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.measures.comparison.calling.descriptions import Described, Learned
from analysis.measures.comparison.calling.lists import GENERAL, RANKS, VAGUE
from analysis.measures.comparison.calling.name_forms import Place
from analysis.measures.comparison.word_set import word_set

_PAST = frozenset({"former", "ex", "late", "then"})
HIGHEST = frozenset({"president", "premier", "chancellor", "king", "queen", "pope"})
_OF_ONE = word_set("speaker leader")  # of a body, one at a time
# who leads no country, a prime minister apart
_UNDER_LEADERS = word_set("minister secretary ambassador spokesman spokeswoman envoy diplomat")
_ELSEWHERE = 0.1  # weight of what other articles of the event say, each description once
_COUNTRY_ONLY = 0.05  # weight of "the Ruritanian leader" where texts never call the actor a leader


class Known:
    """What texts say of actors beside their names: nouns, and the words before them.

    Parameters
    ----------
    learned
        Of an article, or of all articles of an event.
    once
        Whether a description counts once, however often it stands there.
    """

    def __init__(self, learned: Iterable[Learned], *, once: bool) -> None:
        self.words: dict[str, set[str]] = {}
        self.nouns: Counter[tuple[str, str]] = Counter()
        self.bare: dict[tuple[str, str], float] = {}
        self.former: dict[tuple[str, str], bool] = {}  # whether every mention says that it is over
        self.held: set[tuple[str, str]] = set()  # nouns that are not over
        seen: set[tuple[object, ...]] = set()
        for one in learned:
            head, words = one.described.head, one.described.words
            if once and (one.actor, head, words) in seen:
                continue
            seen.add((one.actor, head, words))
            self.words.setdefault(one.actor, set()).update(words)
            self.nouns[one.actor, head] += 1
            if not words & _PAST:
                self.held.add((one.actor, head))
            # "the president" alone is rather whom texts call "President X" than "French President X"
            past = head in HIGHEST and bool(words & _PAST)
            self.former[one.actor, head] = past and self.former.get((one.actor, head), True)
            other = head in HIGHEST and one.described.of_body  # of a union, not of a country
            share = 0.0 if words & RANKS or past or other else 1 / (1 + 3 * len(words - VAGUE))
            self.bare[one.actor, head] = self.bare.get((one.actor, head), 0.0) + share


class Link:
    """Gives descriptions that stand alone to actors, by what an article and its event say of them."""

    def __init__(self, article: Known, elsewhere: Known) -> None:
        self._known = ((article, 1.0), (elsewhere, _ELSEWHERE))

    def actor_of(self, found: Described, before: Sequence[Place]) -> str:
        """Return whom a description stands for among the actors named before it; "" for nobody.

        The one whom it fits best; among those whom it fits at least half as well, the one named last, and of
        an office that one holds at a time the one named most. Nobody who only held an office before.
        """
        content = found.words - VAGUE
        if not content and self._is_of_two(found.head):
            return ""
        named = {place.actor: k for k, place in enumerate(before)}
        one = found.head in HIGHEST
        past = one and bool(found.words & _PAST)
        scores = {actor: self._score(actor, found.head, content, past=past) for actor in named}
        best = max(scores.values(), default=0.0)
        near = [actor for actor, score in scores.items() if score > 0 and (one or score * 2 > best)]
        often = Counter(place.actor for place in before)
        return max(near, key=lambda actor: (often[actor] if one else 0, named[actor]), default="")

    def _is_of_two(self, head: str) -> bool:
        """Whether two actors of the event hold one office, who leaves it and who comes: "the speaker"."""
        held = {actor for known, _ in self._known for actor, noun in known.held if noun == head}
        return head in _OF_ONE and len(held) > 1

    def _score(self, actor: str, head: str, content: frozenset[str], *, past: bool) -> float:
        """Return how well a description fits an actor; 0 where it does not."""
        if not content:
            if past:
                over = any(known.former.get((actor, head)) for known, _ in self._known)
                return sum(w * known.nouns[actor, head] for known, w in self._known) if over else 0
            return sum(w * known.bare.get((actor, head), 0.0) for known, w in self._known)
        words = {word for known, _ in self._known for word in known.words.get(actor, ())}
        if not content <= words | {head}:
            return 0.0
        fits = sum(weight * known.nouns[actor, head] for known, weight in self._known)
        under = "prime" not in words and self._is_under_leaders(actor)
        leads = head in GENERAL and not (under and head != "counterpart")
        return len(content) * (fits or (_COUNTRY_ONLY if leads else 0.0))

    def _is_under_leaders(self, actor: str) -> bool:
        """Whether texts call an actor a minister or an envoy, and nothing that leads a country."""
        heads = {noun for known, _ in self._known for other, noun in known.nouns if other == actor}
        return bool(heads & _UNDER_LEADERS) and not heads & HIGHEST
