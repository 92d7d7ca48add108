"""Names of outlets that may be names of one outlet."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from analysis.corpus.archives.contents import Reading
from analysis.corpus.checks import plain_outlet
from analysis.corpus.problems import Place, Problem, shown

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE = re.compile(
    r"(?:the|der|die|das|le|la|les|el|los|il|de|het|o|a)\s+|l['’]|www\.", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?:\.(?:com|co\.uk|org|net|de|fr)|,?\s+(?:online|blogs?|web ?site|web edition|print edition))$",
    re.IGNORECASE,
)


def near_equal(names: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield names that differ in case, white space, punctuation, brackets or an article, most often first.

    `names` maps each name to how often it occurs.
    """
    group_of: dict[str, int] = {}
    groups: dict[int, list[str]] = defaultdict(list)
    for number, name in enumerate(sorted(names, key=lambda name: (-names[name], name))):
        keys = [f"same {plain_outlet(name)}", f"bare {_bare(name)}"]
        group = next((group_of[key] for key in keys if key in group_of), number)
        for key in keys:
            group_of.setdefault(key, group)
        groups[group].append(name)
    yield from (group for group in groups.values() if len(group) > 1)


def _bare(name: str) -> str:
    inside = _BRACKETS.sub(" ", name).strip()
    bare = _BEHIND.sub("", _ARTICLE.sub("", inside, count=1) if _ARTICLE.match(inside) else inside)
    return plain_outlet(bare) if bare.strip() else plain_outlet(name)


def outlet_problems(reading: Reading, label: str) -> Iterator[Problem]:
    """Warn of outlets that may be one, side by side."""
    times: dict[str, int] = defaultdict(int)
    for piece in reading.pieces:
        times[piece.cells["outlet"]] += bool(piece.cells["outlet"].strip())
    for group in near_equal({name: n for name, n in times.items() if n}):
        told = ", ".join(f"{shown(name)!r} ({times[name]:,})" for name in group)
        same = len({plain_outlet(name) for name in group}) == 1
        how = "differ only in case, white space or punctuation" if same else "look like one outlet"
        yield Place(label, 0, "outlet").warning(
            f"{len(group)} names {how}, and count as different outlets: {told}",
            "one name for each outlet; if they are one, mend the column outlet in corpus.csv",
        )
