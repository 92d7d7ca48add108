"""Find the files that a run made: all files of a published run, or pictures in any place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.errors import FramingError
from analysis.record.digests import figure_id
from analysis.record.extraction import NotCarriedError, carried_by
from analysis.record.manifest import listed_in, places_in
from analysis.record.publication import digests_in, given_in, record_in

_PICTURES = (".svg", ".pdf", ".png")
_ID = re.compile(r"(?P<name>[\w.-]+)-(?P<digest>[0-9a-f]{8})")
_NOT_RUNS = ("failed", "grids")  # folders in reports/ that hold no published runs


class ClaimError(FramingError):
    """A target that cannot be verified; the message names it."""


@dataclass(frozen=True)
class Made:
    """A file and its place in a run: "figures/NAME.svg" or "reports/report.html"."""

    path: Path
    place: str


@dataclass(frozen=True)
class Claim:
    """Files to check, and the statement that one run made them."""

    name: str  # REPORT/RUN for a published run, the path for a picture from elsewhere
    record: Mapping[str, Any]  # report, settings, corpus, digests, versions
    files: tuple[Made, ...]
    whole: bool = False  # whether these are all files that the run published
    # by "figures" and "reports"; empty for a picture from elsewhere
    folders: Mapping[str, Path] = field(default_factory=dict)
    # of all files of the run, by place, from the list beside its report
    listed: Mapping[str, str] = field(default_factory=dict)
    # digests or ids of contents, by place, from its notebook and figures
    digests: Mapping[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()  # parameters with values from the user, default or not
    problem: str = ""  # why these files cannot be checked


def claims_of(target: str, root: Path) -> list[Claim]:
    """Return the claims to check for a file, a folder or an id; "" means all of the project.

    Raises
    ------
    ClaimError
        If there is no such file, folder or id, or no file of a run in it.
    """
    path = Path(target) if target else root
    if path.is_dir():
        found = [*_in_folder(path.resolve())]
        if not found:
            raise ClaimError(f"{path}: no published run and no picture with provenance in it")
        return found
    return [_of_file(path) if path.is_file() else _of_id(target, root)]


def run_claim(root: Path, name: str) -> Claim:
    """Return the claim of the published run REPORT/RUN below `root`, or raise ClaimError if it has none."""
    places = {part: root / part / name for part in ("figures", "reports")}
    files = tuple(Made(path, place) for place, path in places_in(places))
    record = record_in(places["figures"], places["reports"])
    if not record:
        raise ClaimError(f"{name}: nothing in it says what it was made from; run it anew")
    return Claim(
        name,
        record,
        files,
        whole=True,
        folders=places,
        listed=listed_in(places["reports"]),
        digests=digests_in(places["figures"], places["reports"]),
        given=given_in(places["reports"]),
    )


def _in_folder(folder: Path) -> Iterator[Claim]:
    root = next((p for p in (folder, *folder.parents) if _has_runs(p)), None)
    names = [] if root is None else sorted(_runs_in(root, folder))
    for name in names:
        try:
            yield run_claim(root or folder, name)
        except ClaimError as error:
            yield Claim(name, {}, (), problem=str(error))
    if not names:
        pictures = [path for path in sorted(folder.iterdir()) if path.is_file()]
        yield from (_if_readable(p) for p in pictures if p.suffix.lower() in _PICTURES)


def _if_readable(path: Path) -> Claim:
    try:
        return _of_picture(path)
    except ClaimError as error:
        return Claim(str(path), {}, (), problem=str(error))


def _has_runs(folder: Path) -> bool:
    return (folder / "figures").is_dir() or (folder / "reports").is_dir()


def _runs_in(root: Path, folder: Path) -> set[str]:
    """Return the runs below `root` that have files in `folder`."""
    runs = [run for part in ("figures", "reports") for run in (root / part).glob("*/*")]
    return {
        f"{run.parent.name}/{run.name}"
        for run in runs
        if run.is_dir()
        and run.parent.name not in _NOT_RUNS
        and (run.is_relative_to(folder) or folder.is_relative_to(run))
    }


def _of_file(path: Path) -> Claim:
    found = _place_of(path.resolve())
    if found is None:
        return _of_picture(path)
    root, name, place = found
    claim = run_claim(root, name)
    return replace(claim, name=str(path), files=(Made(path, place),), whole=False)


def _place_of(path: Path) -> tuple[Path, str, str] | None:
    """Return root, run and place of a file in a published run, or None."""
    if len(path.parents) < 4 or path.parents[2].name not in ("figures", "reports"):
        return None
    name, part = f"{path.parents[1].name}/{path.parent.name}", path.parents[2].name
    return path.parents[3], name, f"{part}/{path.name}"


def _of_picture(path: Path) -> Claim:
    try:
        carried = carried_by(path)
    except NotCarriedError as error:
        raise ClaimError(str(error)) from None
    place = f"figures/{carried.record['name']}.{carried.format}"
    return Claim(str(path), carried.record, (Made(path, place),))


def _of_id(target: str, root: Path) -> Claim:
    found = _ID.fullmatch(target)
    if not found:
        raise ClaimError(
            f"{target}: no such file or folder, and no id, which looks like keyness-115dfcff"
        )
    known = []
    for path in sorted(root.glob("figures/*/*/*.csv")):
        known.append(figure_id(path.stem, path.read_bytes()))
        if known[-1] == target:
            return _of_set(path)
    alike = [name for name in known if name.startswith(f"{found['name']}-")]
    there = f"there is {', '.join(sorted(set(alike)))}" if alike else "see figures/"
    raise ClaimError(f"{target}: no figure or table here has this id; {there}")


def _of_set(table: Path) -> Claim:
    claim = run_claim(table.parents[3], f"{table.parents[1].name}/{table.parent.name}")
    files = [made for made in claim.files if made.path.parent == table.parent]
    same = tuple(made for made in files if made.path.stem == table.stem)
    return replace(claim, name=f"{claim.name}, {table.stem}", files=same, whole=False)
