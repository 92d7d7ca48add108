"""Works to cite: the software by its CITATION.cff, and figures and tables made with it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import FramingError
from analysis.files import visible
from analysis.project import PROJECT, project_folder
from analysis.record.forms import NAME_FORM, is_name

CFF = "CITATION.cff"
STUDY = "study.toml"
_SENTENCE = re.compile(r".*?[.!?](?=\s|$)", re.DOTALL)


class CiteError(FramingError):
    """A target that cannot be cited; the message names it and says what would have been right."""


@dataclass(frozen=True)
class Author:
    """A person, or a body with only a `family` name."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def name(self) -> str:
        """Return the name in spoken order."""
        return " ".join(filter(None, [self.given, self.particle, self.family, self.suffix]))


@dataclass(frozen=True)
class Work:
    """The contents of an entry in a bibliography."""

    key: str  # letters, digits, dots, hyphens: how a paper refers to it
    kind: str  # "software", "figure" or "table"
    title: str
    authors: tuple[Author, ...]
    version: str
    issued: date | None = None  # the day of release, if it is known
    licence: str = ""
    url: str = ""
    doi: str = ""
    source: str = ""  # report and corpus behind it; empty for the software

    def __post_init__(self) -> None:
        """Raise CiteError if the key has another form than every format takes as it is."""
        if not is_name(self.key):
            raise CiteError(f"the key {visible(self.key)!r} of a citation is not {NAME_FORM}")

    @property
    def made(self) -> str:
        """Return the software and the sources of a figure or table; "" for the software itself."""
        named = f"{self.kind.capitalize()} {self.key}"
        return f"{named}, made with framing {self.version}, {self.source}" if self.source else ""


def software() -> Work:
    """Return the software by the CITATION.cff of the project or of the installation.

    Raises
    ------
    CiteError
        If there is no such file, or it lacks something that a citation needs.
    """
    places = [folder / CFF for folder in dict.fromkeys((project_folder(), PROJECT))]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise CiteError(f"no {CFF} (looked at {' and at '.join(map(str, places))})")
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CiteError(f"{path}: cannot be read as YAML ({error})") from None
    if not isinstance(said, dict):
        raise CiteError(f"{path}: holds no names and values; see citation-file-format 1.2.0")
    title, version = (_field(said, key, path) for key in ("title", "version"))
    optional = {key: str(said.get(key, "")) for key in ("license", "url", "doi")}
    return Work(
        key=f"framing-{version}",
        kind="software",
        title=title,
        authors=_authors(said.get("authors"), path),
        version=version,
        issued=_day(said.get("date-released"), path),
        licence=optional["license"],
        url=optional["url"] or str(said.get("repository-code", "")),
        doi=optional["doi"],
    )


def makers(given: Sequence[str] = ()) -> tuple[Author, ...]:
    """Return the authors of a study: those given, or else `authors` in the study.toml of the project.

    Each is "Family, Given", or a name that stays as it is. Without either there are none.

    Raises
    ------
    CiteError
        If study.toml cannot be read, or its `authors` is no list of names.
    """
    path = project_folder() / STUDY
    names: object = list(given)
    if not given and path.is_file():
        try:
            names = tomllib.loads(path.read_text(encoding="utf-8")).get("authors", [])
        except (OSError, ValueError) as error:
            raise CiteError(f"{path}: cannot be read as TOML ({error})") from None
    if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
        raise CiteError(f'{path}: authors is {names!r}; give a list of names, as in ["Doe, Jane"]')
    parts = [name.partition(",") for name in names]
    return tuple(Author(family.strip(), first.strip()) for family, _, first in parts)


def made_with(
    tool: Work, record: Mapping[str, Any], *, kind: str, authors: tuple[Author, ...] = ()
) -> Work:
    """Return a figure or table as a work of its makers, by its record, made with the software `tool`.

    It has the day of the release only if its record names the released version.
    """
    version = visible(record["versions"].get("framing", tool.version))
    caption = " ".join(str(record["caption"]).split())
    first = _SENTENCE.match(caption)
    return replace(
        tool,
        key=str(record["id"]),
        kind=kind,
        authors=authors,
        title=visible(first[0] if first else caption).rstrip(". "),
        version=version,
        issued=tool.issued if version == tool.version else None,
        licence="",
        url="",
        doi="",
        source=_source(record),
    )


def _source(record: Mapping[str, Any]) -> str:
    corpus, report = record["corpus"], visible(record["report"].get("name", "unknown"))
    articles = f"{visible(corpus.get('articles', 'unknown'))} articles"
    outlets = f"{visible(corpus.get('outlets', 'unknown'))} outlets"
    digest = visible(corpus.get("digest", "unknown"))
    return f"report {report}, from {articles} of {outlets} (corpus {digest[:19]})"


def _field(said: Mapping[str, Any], key: str, path: Path) -> str:
    if said.get(key) in (None, ""):
        raise CiteError(f"{path}: {key!r} is missing; a citation needs it")
    return str(said[key])


def _authors(said: object, path: Path) -> tuple[Author, ...]:
    entries = said if isinstance(said, list) else []
    authors = tuple(_author(entry, path) for entry in entries)
    if not authors:
        raise CiteError(f"{path}: 'authors' is {said!r}; a citation needs a list of names")
    return authors


def _author(entry: object, path: Path) -> Author:
    said = entry if isinstance(entry, dict) else {}
    parts = {key: str(said.get(key) or "") for key in _PARTS}
    family = parts["family-names"] or parts["name"]
    if not family:
        raise CiteError(f"{path}: the author {entry!r} has neither 'family-names' nor 'name'")
    return Author(family, parts["given-names"], parts["name-particle"], parts["name-suffix"])


_PARTS = ("family-names", "given-names", "name-particle", "name-suffix", "name")


def _day(said: object, path: Path) -> date | None:
    if said is None or isinstance(said, date):
        return said
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise CiteError(f"{path}: 'date-released' is {said!r}, not as in 2026-11-22") from None
