"""Write a figure as a set of files that can be cited and checked: SVG, PDF, PNG, CSV and JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from analysis.files import write_whole
from analysis.record.digests import digest_of
from analysis.record.forms import checked_name
from analysis.record.picture_store import Pictures


@dataclass(frozen=True)
class Citation:
    """The texts that stand with a figure everywhere."""

    id: str  # see `digests.figure_id`
    name: str
    caption: str  # one or more sentences, without the id
    alt: str  # a description of the picture, for readers who cannot see it

    def __post_init__(self) -> None:
        """Raise FramingError if the name has another form than names of figures have."""
        checked_name(self.name)


def record_of(
    citation: Citation, table: pd.DataFrame, data: bytes, provenance: Mapping[str, object]
) -> dict[str, object]:
    """Return the record of a figure: its citation, the digest of its data, and what it was made from."""
    return {**asdict(citation), "data": digest_of(data), "rows": len(table), **provenance}


def write_figure_set(
    pictures: Pictures, record: Mapping[str, object], data: bytes, *, folder: Path
) -> list[str]:
    """Write NAME.svg, .pdf, .png (300 dpi), .csv (the data) and .json; return the file names.

    All three pictures carry the id, caption and alternative text, the record (as in the JSON) and the
    CSV. The JSON also has the digests of the pictures. The same figure gives the same bytes. Raises
    OSError if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    contents = dict(pictures.contents)
    about = {**record, "pictures": {e: digest_of(picture) for e, picture in contents.items()}}
    contents["csv"] = data
    contents["json"] = (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()
    for ending, content in contents.items():
        write_whole(folder / f"{record['name']}.{ending}", content)
    return [f"{record['name']}.{ending}" for ending in contents]
