"""Single modules of NLTK: all of it takes a second to import, most of that for scipy.stats.

NLTK gives up a match after five seconds by the clock. A machine that sleeps, or is busy with other work, may
need longer for a word: a report of 100,000 articles failed so. Its own patterns need no such limit.
"""

import sys
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from threading import Lock
from types import ModuleType

_LOCK = Lock()


@cache
def part_of_nltk(name: str) -> ModuleType:
    """Return a module of NLTK by its name below `nltk`, as "tokenize.punkt", without limits of time.

    The packages around it are there while it is imported, but do not run. It is a copy of its own: an NLTK
    that is imported stays as it is, and a plain `import nltk` after that imports all, as always. A module
    that needs more than that is imported the usual way.
    """
    with _LOCK:
        theirs = _taken_out()
        try:
            return _alone(f"nltk.{name}")
        except (ImportError, AttributeError):
            pass
        finally:
            _taken_out()
            sys.modules.update(theirs)
        return import_module(f"nltk.{name}")


def _taken_out() -> dict[str, ModuleType]:
    """Take all modules of NLTK from those that are imported, and return them."""
    # a list first: another thread may import something meanwhile
    known = [one for one in list(sys.modules) if one.split(".")[0] == "nltk"]
    return {one: sys.modules.pop(one) for one in known}


def _alone(full: str) -> ModuleType:
    parents = full.split(".")[:-1]
    for depth in range(1, len(parents) + 1):
        package = ".".join(parents[:depth])
        above = sys.modules[".".join(parents[: depth - 1])].__path__ if depth > 1 else None
        found = PathFinder.find_spec(package, above)
        if found is None:
            raise ImportError(f"no package {package}")
        sys.modules[package] = made = ModuleType(package)
        made.__path__ = list(found.submodule_search_locations or [])
    module = import_module(full)
    limits = sys.modules.get("nltk.redos")
    if limits is not None:
        vars(limits)["DEFAULT_TIMEOUT"] = None
    return module
