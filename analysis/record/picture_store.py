"""Pictures of figures, drawn once: a later run that would draw the same has them from the user's cache.

The key is the digest of the figure's function, of exactly what it draws and how, of the record that the
pictures carry, and of code, styles and libraries.
"""

import base64
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from hashlib import sha256

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import Spot, spots_of, style
from analysis.models.cache import Cache, key_of
from analysis.record.embedding import png_texts, with_provenance
from analysis.table_store import bytes_of, cache_for, code_version

PICTURES = ("svg", "pdf", "png")
DPI = 300
_MOST = 2**30  # bytes of all kept pictures together
_OURS = "analysis.figures."  # the code of other functions is not in the key


@dataclass(frozen=True)
class Pictures:
    """A drawn figure: the bytes of each picture by ending, the width in inches, and the spots of numbers."""

    contents: Mapping[str, bytes]
    across: float
    spots: tuple[Spot, ...]


def pictures_of(figure: Figure, record: Mapping[str, object], data: bytes) -> Pictures:
    """Return the pictures of a figure, which carry its record and its data."""
    contents = {ending: _picture(figure, ending, record, data) for ending in PICTURES}
    return Pictures(contents, figure.get_figwidth(), tuple(spots_of(figure)))


class PictureStore:
    """The pictures of the reports of one corpus; those of small corpora are drawn in no time, and not kept.

    Parameters
    ----------
    articles
        The number of articles of the corpus.
    kept
        Where pictures lie; the usual folder if None.
    """

    def __init__(self, articles: int, *, kept: Cache | None = None) -> None:
        self._kept = cache_for("pictures", articles, most=_MOST) if kept is None else kept

    def drawn(
        self,
        draw: Callable[..., Figure],
        table: pd.DataFrame,
        knobs: Mapping[str, object],
        record: Mapping[str, object],
        data: bytes,
    ) -> Pictures:
        """Return the pictures of `draw(table, **knobs)`, drawn now or by an earlier run."""
        key = self._key(draw, table, knobs, record)
        known = self._kept.get(key) if key else None
        if known is not None:
            contents = {name: base64.b64decode(known["pictures"][name]) for name in PICTURES}
            return Pictures(contents, known["across"], tuple(Spot(*one) for one in known["spots"]))
        made = pictures_of(draw(table, **knobs), record, data)
        if key:
            coded = {name: base64.b64encode(one).decode() for name, one in made.contents.items()}
            spots = [
                [one if isinstance(one, str) else float(one) for one in spot] for spot in made.spots
            ]
            self._kept.put(key, {"pictures": coded, "across": float(made.across), "spots": spots})
        return made

    def _key(
        self,
        draw: Callable[..., Figure],
        table: pd.DataFrame,
        knobs: Mapping[str, object],
        record: Mapping[str, object],
    ) -> str:
        """Return what names these pictures, "" where something has no digest."""
        rows = bytes_of(table.reset_index(drop=True))
        if self._kept.folder is None or rows is None or not draw.__module__.startswith(_OURS):
            return ""
        try:
            told = json.dumps([knobs, record], default=_fields)
        except TypeError:
            return ""
        name = f"{draw.__module__}.{draw.__qualname__}"
        return key_of(code_version(), name, sha256(rows).hexdigest(), told)


def _fields(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{value!r} has no digest")


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
