"""Write a figure as a set of files that can be cited and checked: SVG, PDF, PNG, CSV and JSON."""

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import style
from analysis.files import write_whole
from analysis.record.digests import digest_of
from analysis.record.embedding import png_texts, with_provenance
from analysis.record.forms import checked_name
from analysis.table_files import csv_bytes

PICTURES = ("svg", "pdf", "png")
DPI = 300


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


def write_figure_set(
    figure: Figure,
    table: pd.DataFrame,
    citation: Citation,
    *,
    folder: Path,
    provenance: Mapping[str, object],
) -> list[str]:
    """Write NAME.svg, .pdf, .png (300 dpi), .csv (the data) and .json; return the file names.

    All three pictures carry the id, caption and alternative text, the record (as in the JSON) and the
    CSV. The JSON also has the digests of the pictures. The same figure gives the same bytes. Raises
    OSError if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = csv_bytes(table)
    record = {**asdict(citation), "data": digest_of(data), "rows": len(table), **provenance}
    contents = {ending: _picture(figure, ending, record, data) for ending in PICTURES}
    about = {**record, "pictures": {e: digest_of(picture) for e, picture in contents.items()}}
    contents["csv"] = data
    contents["json"] = (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()
    for ending, content in contents.items():
        write_whole(folder / f"{citation.name}.{ending}", content)
    return [f"{citation.name}.{ending}" for ending in contents]


def _picture(figure: Figure, ending: str, record: Mapping[str, object], data: bytes) -> bytes:
    out = io.BytesIO()
    metadata = _metadata(ending, record)
    if ending == "png":
        metadata |= png_texts(record, data)
    with style():
        figure.savefig(out, format=ending, dpi=DPI, metadata=metadata)
    return with_provenance(out.getvalue(), ending, record=record, data=data)


def _metadata(ending: str, record: Mapping[str, object]) -> dict[str, str | None]:
    """Return the citation in the format's own keys; None removes entries that change from run to run."""
    title, name, alt = (str(record[key]) for key in ("caption", "id", "alt"))
    match ending:
        case "svg":
            return {"Date": None, "Title": title, "Identifier": name, "Description": alt}
        case "pdf":
            changing = {"CreationDate": None, "Producer": None}
            return {**changing, "Title": title, "Keywords": name, "Subject": alt}
        case _:
            return {"Software": None, "Title": title, "Identifier": name, "Description": alt}
