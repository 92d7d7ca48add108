"""How every table is made: one function a table, registered under the name of the table.

The arguments of a recipe say what it needs, as those of a pytest function name its fixtures. Arguments
before the star are other recipes, tables or steps ("_" stands for "-" in their names); arguments behind
the star are parameters of the user. Three arguments are given: `corpus`, the corpus; `study`, the study
itself, for tables that are not always needed; and `random`, a generator that belongs to this table
alone, so that no number depends on which tables were made before::

    @table("diversity", Diversities)
    def _diversity(running_words: Tokens, *, span: int) -> pd.DataFrame:
        '''How varied the words of each article and of each outlet are.'''
        return diversity(running_words, window=span)

`analysis.study.Study` makes tables from recipes. A new table needs nothing but such a function:
`framing list`, `framing export`, the settings of a study and the reference pages follow.
"""

import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol, TypeVar

from analysis.parameters import PARAMETERS

GIVEN = ("corpus", "study", "random")
_ROOMS = (
    "analysis.corpus", "analysis.language", "analysis.measures", "analysis.inference",
    "analysis.validity",
)  # fmt: skip
_ELSEWHERE = "analysis.corpus.archives"  # reads other formats, before there is a corpus
_Function = TypeVar("_Function", bound=Callable[..., Any])


class Tables(Protocol):
    """What a recipe can ask its argument `study` for: tables and steps by name."""

    def __getitem__(self, name: str) -> Any:
        """Return the table or step of this name."""


@dataclass(frozen=True)
class Recipe:
    """How one table or step is made.

    Attributes
    ----------
    name
        Of the table ("loaded-outlet") or step ("counts").
    make
        The function.
    schema
        The model of the table; None for a step.
    needs, parameters
        The arguments of the function before and behind the star.
    may
        Names of the tables and steps that the function may ask `study` for.
    every_article
        Whether the table is about all articles, also where copies are left out of counting.
    kept
        Whether what was made is kept for later runs (`analysis.table_store`): it takes long, and nothing
        decides it but Articles, parameters, code, word lists, models and libraries.
    checks
        Whether the step costs next to nothing and refuses impossible values, so that it is made
        before anything runs.
    """

    name: str
    make: Callable[..., Any]
    schema: type | None
    needs: tuple[str, ...]
    parameters: tuple[str, ...]
    may: tuple[str, ...] = ()
    checks: bool = False
    every_article: bool = False
    kept: bool = False

    @property
    def meaning(self) -> str:
        """What the table holds, in one line."""
        return (inspect.getdoc(self.make) or "").partition("\n")[0].rstrip(".")


_REGISTERED: dict[str, Recipe] = {}  # by argument: "loaded_outlet"


def table(
    name: str,
    schema: type,
    *,
    every_article: bool = False,
    may: tuple[str, ...] = (),
    kept: bool = False,
) -> Callable[[_Function], _Function]:
    """Register the decorated function as the recipe of a table; see `Recipe`."""
    return lambda make: _registered(
        make,
        Recipe(name, make, schema, *_arguments(make), may, every_article=every_article, kept=kept),
    )


def step(
    name: str, *, may: tuple[str, ...] = (), checks: bool = False, kept: bool = False
) -> Callable[[_Function], _Function]:
    """Register the decorated function as a step that several tables need; see `Recipe`."""
    return lambda make: _registered(
        make, Recipe(name, make, None, *_arguments(make), may, checks, kept=kept)
    )


def recipes() -> Mapping[str, Recipe]:
    """Return the recipes of all tables and steps by name, in alphabetical order."""
    _import_rooms()
    return {recipe.name: recipe for _, recipe in sorted(_REGISTERED.items())}


def tables() -> Mapping[str, Recipe]:
    """Return the recipes of all tables by name, in alphabetical order."""
    return {name: recipe for name, recipe in recipes().items() if recipe.schema is not None}


def recipe_for(argument: str) -> Recipe:
    """Return the recipe that an argument ("loaded_outlet") names, or raise KeyError."""
    _import_rooms()
    return _REGISTERED[argument]


def parameters_of(name: str) -> list[str]:
    """Return the parameters that a table depends on, directly or by what it needs, as they are declared."""
    every = _needed(name)
    found = {parameter for recipe in every for parameter in recipe.parameters}
    if any("random" in recipe.needs for recipe in every):
        found.add("seed")
    return [parameter for parameter in PARAMETERS if parameter in found]


def modules_of(name: str) -> set[str]:
    """Return the modules in which the recipes stand that make a table, those that it needs included."""
    return {recipe.make.__module__ for recipe in _needed(name)}


def steps_of(name: str) -> set[str]:
    """Return the names of the tables and steps that a table is made from, and its own."""
    return {recipe.name for recipe in _needed(name)}


def _needed(name: str) -> list[Recipe]:
    """Return the recipe of a table and of all that it needs, directly or not."""
    found: dict[str, Recipe] = {}
    waiting = [name.replace("-", "_")]
    while waiting:
        recipe = recipe_for(waiting.pop())
        found[recipe.name] = recipe
        needs = [*recipe.needs, *(may.replace("-", "_") for may in recipe.may)]
        known = {seen.replace("-", "_") for seen in found}
        waiting += [need for need in needs if need not in GIVEN and need not in known]
    return list(found.values())


def _registered(make: _Function, recipe: Recipe) -> _Function:
    known = _REGISTERED.get(recipe.name.replace("-", "_"))
    if known and _place(known.make) != _place(make):
        raise ValueError(f"{recipe.name!r} has a recipe in {known.make.__module__} already")
    _REGISTERED[recipe.name.replace("-", "_")] = recipe
    return make


def _place(make: Callable[..., Any]) -> tuple[str, str]:
    return make.__module__, make.__qualname__


def _arguments(make: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the arguments before and behind the star."""
    arguments = inspect.signature(make).parameters.values()
    behind = tuple(one.name for one in arguments if one.kind is one.KEYWORD_ONLY)
    return tuple(one.name for one in arguments if one.name not in behind), behind


@cache
def _import_rooms() -> None:
    """Import every module in which recipes can stand."""
    for room in _ROOMS:
        _import_all(room)


def _import_all(room: str) -> None:
    for module in pkgutil.iter_modules(import_module(room).__path__, f"{room}."):
        if module.ispkg and module.name != _ELSEWHERE:
            _import_all(module.name)
        elif not module.ispkg:
            import_module(module.name)
