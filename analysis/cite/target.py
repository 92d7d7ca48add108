"""Find the figure or table to cite: a picture from anywhere, or a file or id of the project."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.cite.work import CiteError
from analysis.project import from_here
from analysis.record.claims import Claim, ClaimError, Made, claims_of
from analysis.record.digests import figure_id
from analysis.record.extraction import NotCarriedError, carried_by
from analysis.record.forms import NAME_FORM, is_name
from analysis.record.publication import REPORT, displays_of, figure_sets_in

UNFIT = "the data in the file do not fit this id"
_ENDINGS = (".pdf", ".png", ".svg")


@dataclass(frozen=True)
class Cited:
    """A figure or table: its kind, record, data (CSV), and its pictures, from the current folder."""

    kind: str
    record: Mapping[str, Any]
    data: bytes
    pictures: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()  # contradictions between its record and its data

    @property
    def id(self) -> str:
        """Return the id, which is the key of its citation."""
        return str(self.record["id"])

    def picture(self, *endings: str) -> Path:
        """Return the first picture with one of `endings`, or raise CiteError."""
        of_ending = {path.suffix.lower(): path for path in self.pictures}
        found = next((of_ending[ending] for ending in endings if ending in of_ending), None)
        if found is None:
            there = ", ".join(map(str, self.pictures))
            raise CiteError(f"{there}: a picture ending with {' or '.join(endings)} is needed")
        return found


def cited(target: str, root: Path) -> Cited:
    """Return the figure or table behind a path or an id.

    Raises
    ------
    CiteError
        If it is neither a picture with provenance nor a file or id of a published run.
    """
    path = Path(target)
    try:
        if path.is_dir():
            raise CiteError(f"{path}: a folder; give one figure or table, a file or an id")
        (claim,) = claims_of(target, root)
        made = _main_file(claim, target)
        return _cited_table(made, claim) if made.path.suffix == ".csv" else _cited_figure(made.path)
    except (ClaimError, NotCarriedError) as error:
        raise CiteError(str(error)) from None


def _main_file(claim: Claim, target: str) -> Made:
    """Return the picture of a claim, or its data if it has no picture."""
    files = list(claim.files)
    beside = [Made(m.path.with_suffix(e), m.place) for m in files for e in (*_ENDINGS, ".csv")]
    # a file of a published run: its figure, if it belongs to one
    if files[0].path.suffix in (".csv", ".json"):
        files = [made for made in beside if made.path.is_file()]
    if not files or not files[0].place.startswith("figures/"):
        raise CiteError(f"{target}: not a figure or table; give a file of figures/, or an id")
    return files[0]


def _cited_figure(path: Path) -> Cited:
    carried = carried_by(path)
    beside = [path.with_suffix(ending) for ending in _ENDINGS]
    same = [other for other in beside if path.suffix in _ENDINGS and other.is_file()]
    pictures = tuple(map(from_here, same or [path]))
    return Cited("figure", carried.record, carried.data, pictures, tuple(carried.problems))


def _cited_table(made: Made, claim: Claim) -> Cited:
    data = made.path.read_bytes()
    name = made.path.stem
    if not is_name(name):
        raise CiteError(f"{made.path}: the name of a table is not {NAME_FORM}")
    folder = made.path.parent
    report = folder.parents[2] / "reports" / folder.parent.name / folder.name
    displays = displays_of(report / REPORT) + figure_sets_in(folder)
    captions = [d["caption"] for d in displays if d.get("name") == name and "caption" in d]
    about = {"id": figure_id(name, data), "name": name, "caption": str((captions or [name])[0])}
    return Cited("table", {**claim.record, **about}, data)
