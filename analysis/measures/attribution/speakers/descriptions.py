"""Which person of the article a description means: "the commissioner", "UN Ambassador"."""

from collections.abc import Iterable

from analysis.measures.attribution.lists.kinds import kind_of, plain, singular, terms
from analysis.measures.attribution.lists.sets import word_set
from analysis.measures.attribution.speakers.names import Mention
from analysis.measures.attribution.speakers.people import Person

_OFFICE = word_set(  # heads of offices that one person may hold under several of these words
    "chief head director commissioner leader secretary-general chairman chairwoman chair boss "
    "high-commissioner president"
)


def described(people: Iterable[Person], mention: Mention) -> Person | None:
    """Return the person whose descriptions in this article share the head, or office and field."""
    wanted = _content_words(mention.words)
    land = kind_of(mention.words, named=False).affiliation
    best: tuple[int, Person] | None = None
    if not any(role == "title" for role in terms().get(mention.head, {})):
        return None
    for person in people:
        for words in person.words:
            theirs = kind_of(words, named=False).affiliation
            shared = len(wanted & _content_words(words))
            heads = {singular(plain(word)) for word in words}
            office = mention.head in _OFFICE and bool(heads & _OFFICE) and shared >= 2
            if not (mention.head in heads or office) or (
                land != theirs and land and theirs and shared < 2
            ):
                continue
            if best is None or shared > best[0]:
                best = shared, person
    return best[1] if best else None


def is_definite(mention: Mention) -> bool:
    """Whether a description points at one speaker: "the minister", "UN Ambassador", not "Aides"."""
    first = mention.text.lower().startswith("the ") or mention.words[0][:1].isupper()
    return first and mention.head in (plain(word) for word in mention.words)


def _content_words(words: Iterable[str]) -> set[str]:
    """Return the words of a description that can be compared, "UN" spelled out."""
    folded = [plain(word) for word in words]
    spelled = " ".join("united nations" if word == "un" else word for word in folded).split()
    return {singular(word) for word in spelled if len(word) > 3}
