"""The tables of the project by subject, as a reader looks for them: found in the registry of recipes."""

from collections.abc import Mapping
from functools import cache

from analysis.recipes import GIVEN, Recipe, parameters_of, recipe_for, tables

_WORDS, _CORPUS, _VALIDITY = "words", "corpus", "validity"
# rooms of the project in the order in which a reader sees them; a room without a name here has its own
_NAMED = {
    _WORDS: "Words",
    "collocation": "Words that stand together",
    "attribution": "Who says what",
    "loaded": "Loaded words",
    "comparison": "Events, copies and names",
    _CORPUS: "The corpus",
    _VALIDITY: "How sure the numbers are",
}
_COUNTING = "unit"  # a parameter of all that counts words


@cache
def subjects() -> Mapping[str, Mapping[str, str]]:
    """Return for every subject the names of its tables, each with its meaning."""
    found: dict[str, dict[str, str]] = {name: {} for name in _NAMED.values()}
    for name, recipe in tables().items():
        room = _room(recipe)
        found.setdefault(_NAMED.get(room, room), {})[name] = recipe.meaning
    return {name: of for name, of in found.items() if of}


def reads_articles(name: str) -> bool:
    """Tell whether a model has to read the articles for a table, which takes about a second each."""
    return bool({"found-attributions", "loaded-language", "agency"} & needed(name))


def _room(recipe: Recipe) -> str:
    parts = recipe.make.__module__.split(".")[1:]
    if parts[0] == "measures" and len(parts) > 2:
        return parts[1]
    if _COUNTING in parameters_of(recipe.name):
        return _WORDS
    if parts[0] == "inference":
        return _of_needs(recipe)
    if parts[0] == "measures" and not recipe.needs:  # how well a model did elsewhere
        return _VALIDITY
    return _CORPUS if parts[0] in ("measures", "language") else parts[0]


def _of_needs(recipe: Recipe) -> str:
    """Return the room of what is compared: of several rooms that of comparisons."""
    needs = [recipe_for(name) for name in recipe.needs if name not in GIVEN]
    rooms = [
        _room(one)
        for one in needs
        if one.make.__module__.split(".")[1] in ("measures", "inference")
    ]
    if "comparison" in rooms:
        return "comparison"
    return rooms[0] if rooms else _WORDS


@cache
def needed(name: str) -> frozenset[str]:
    """Return the tables and steps that a table is made from, itself included."""
    found, waiting = set[str](), [name.replace("-", "_")]
    while waiting:
        recipe = recipe_for(waiting.pop())
        if recipe.name not in found:
            found.add(recipe.name)
            waiting += [need for need in recipe.needs if need not in GIVEN]
    return frozenset(found)
