"""What two records differ in: corpus, code, notebook, word lists, models, versions, parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.record.described import visible

_SHOWN = 20  # characters of a digest
NOTHING = "nothing"


@dataclass(frozen=True)
class Difference:
    """One thing that two records say otherwise: what, and both values as a reader can see them."""

    what: str
    then: str
    now: str


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Return what differs between two records, in a fixed order; what one of them lacks counts not.

    Parameters
    ----------
    then, now
        Records, or the groups of one: settings, corpus, digests, versions.
    """
    return [
        *_of_corpus(then.get("corpus", {}), now.get("corpus", {})),
        *_of_digests(then.get("digests", {}), now.get("digests", {})),
        *_of_versions(then.get("versions", {}), now.get("versions", {})),
        *_of_settings(then, now),
    ]


def moved(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Return whether the corpus was read from another place, whatever it holds."""
    keys = ("source", "columns")
    one, other = then["corpus"], now["corpus"]
    return any(one.get(key) != other.get(key) for key in keys)


def _of_corpus(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    if then.get("digest", "") == now.get("digest", then.get("digest", "")):
        return []
    return [Difference("corpus", _articles(then), _articles(now))]


def _articles(corpus: Mapping[str, Any]) -> str:
    return (
        f"{short(corpus.get('digest'))} with {visible(corpus.get('articles', 'unknown'))} articles"
    )


def _of_digests(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(visible(key), short(then[key]), short(now[key]))
        for key in then
        if key in now and then[key] != now[key]
    ]


def _of_versions(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    own = {"framing": "version of framing", "Python": "version of Python"}
    return [
        Difference(own.get(name, f"library {visible(name)}"), visible(old), visible(now[name]))
        for name, old in then.items()
        if name in now and old != now[name]
    ]


def _of_settings(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    if "settings" not in then or "settings" not in now:
        return []
    old, new = then["settings"], now["settings"]
    return [
        Difference(
            f"parameter {visible(name)}",
            visible(old[name]) if name in old else NOTHING,
            visible(new[name]) if name in new else NOTHING,
        )
        for name in dict.fromkeys([*old, *new])
        if name not in old or name not in new or old[name] != new[name]
    ]


def short(digest: object) -> str:
    """Return the start of a digest, enough to tell two apart."""
    return f"{visible(digest)[:_SHOWN]}…"
