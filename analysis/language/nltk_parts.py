"""Single modules of NLTK: all of it takes a second to import, most of that for scipy.stats."""

import sys
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from threading import Lock
from types import ModuleType

_LOCK = Lock()


@cache
def part_of_nltk(name: str) -> ModuleType:
    """Return a module of NLTK by its name below `nltk`, as "tokenize.punkt".

    The packages around it are there while it is imported, but do not run; after that a plain
    `import nltk` finds nothing of it and imports all, as always. A module that needs more than that, or
    an NLTK that is imported already, is imported the usual way.
    """
    with _LOCK:
        if "nltk" not in sys.modules:
            try:
                return _alone(f"nltk.{name}")
            except (ImportError, AttributeError):
                pass
        return import_module(f"nltk.{name}")


def _alone(full: str) -> ModuleType:
    try:
        parents = full.split(".")[:-1]
        for depth in range(1, len(parents) + 1):
            package = ".".join(parents[:depth])
            above = sys.modules[".".join(parents[: depth - 1])].__path__ if depth > 1 else None
            found = PathFinder.find_spec(package, above)
            if found is None:
                raise ImportError(f"no package {package}")
            sys.modules[package] = made = ModuleType(package)
            made.__path__ = list(found.submodule_search_locations or [])
        return import_module(full)
    finally:
        # a list first: another thread may import something meanwhile
        for known in [one for one in list(sys.modules) if one.split(".")[0] == "nltk"]:
            del sys.modules[known]
