"""What may keep the figures of a bundle from coming out the same: other software, versions or files."""

import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.bundle.payload import place_of
from analysis.files import visible
from analysis.record.claims import Claim
from analysis.record.provenance import digests_now, own_files

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def drift(claims: Sequence[Claim], contents: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a sentence on each thing that may keep figures from coming out the same."""
    locked: dict[str, set[str]] = {}
    for name, number in _LOCKED.findall(contents.get("requirements.lock", b"").decode()):
        locked.setdefault(name.lower(), set()).add(number)
    for claim in claims:
        record, report = claim.record, str(claim.record["report"].get("name"))
        now, then = digests_now(report, record["settings"]), record["digests"]
        other = sorted(what for what in then.keys() | now.keys() if then.get(what) != now.get(what))
        if other:
            named = ", ".join(other)
            yield f"The software here is not the one that made {claim.name}; it differs in: {named}."
        for name, number in record["versions"].items():
            if name in locked and number not in locked[name]:
                yield f"{claim.name} was made with {name} {number}; requirements.lock has another version."
        for path in own_files(record["settings"]):
            if place_of(path) not in contents:
                yield f"{claim.name} needs a file of its makers that is not here: {visible(path.name)}."
