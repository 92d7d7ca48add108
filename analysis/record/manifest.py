"""List all files of a published run with their digests, so that damage shows without a run."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.record.forms import from_json

MANIFEST = "files.json"  # beside the report
_BINARY = (".pdf", ".png")


def places_in(folders: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield place, such as "figures/NAME.svg", and path of each file of a run.

    `folders` are those of its figures and reports, by "figures" and "reports".
    """
    for part, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not path.name.startswith("."):
                yield f"{part}/{name}", path


def manifest_with(digests: Mapping[str, str]) -> bytes:
    """Return the list for files by place, without the list itself: JSON with the digest of each."""
    listed = {place: digests[place] for place in sorted(digests.keys() - {f"reports/{MANIFEST}"})}
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()


def listed_in(report: Path) -> dict[str, str]:
    """Return the digests by place from the list beside a report; {} if it is missing or damaged."""
    try:
        listed = from_json(with_plain_line_ends(report / MANIFEST))
    except (OSError, ValueError):
        return {}
    if not isinstance(listed, dict):
        return {}
    return {str(place): str(digest) for place, digest in listed.items()}


def with_plain_line_ends(path: Path) -> bytes:
    """Return the content of a file with its original line ends.

    A checkout may have turned every LF of a text into CR LF. If only some are CR LF, it was no checkout.
    """
    content = path.read_bytes()
    ends = content.count(b"\n")
    if path.suffix in _BINARY or not ends or ends != content.count(b"\r\n"):
        return content
    return content.replace(b"\r\n", b"\n")
