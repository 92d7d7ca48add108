"""Run the typesetter: a template and data in, the bytes of a PDF out, the same on every machine."""

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import manimgx_fonts
import manimgx_fonts_cjk
import typst

from analysis.errors import FramingError
from analysis.figures.canvas.fonts import FAMILIES
from analysis.reports.display.rendering import resource

SERIF = "Libertinus Serif"  # a path inside the typesetter, like the next one
MONO = "DejaVu Sans Mono"
_ROOT = Path(__file__).parents[1] / "templates"  # a foreign picture can name no file of the user's
_EPOCH = 0  # seconds: the date of every paper, so that the same report has the same bytes
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ALONE = (
    '#set document(title: "picture")\n'
    '#image(bytes(json(bytes(sys.inputs.data)).bytes), alt: "picture")'
)


class TypesettingError(FramingError):
    """An error of the typesetter, in its own words."""


class RefusedTextError(TypesettingError):
    """Characters without a glyph in their place, such as an odd accent."""

    def __init__(self, message: str, characters: str) -> None:
        super().__init__(message)
        self.characters = characters


def typeset(templates: Sequence[str], data: Mapping[str, Any]) -> bytes:
    """Return the PDF of some templates, one after the other, that read `data`.

    The file is tagged and meets PDF/A-3a and PDF/UA-1; a document that cannot meet them is an error.
    Only the fonts that come with the packages are used, never those of the machine.

    Raises
    ------
    RefusedTextError
        If some characters cannot be shown where they stand.
    TypesettingError
        If the typesetter refuses the document for another reason.
    """
    fonts = {"serif": [SERIF, *FAMILIES], "mono": [MONO, *FAMILIES]}
    return _compiled("\n".join(map(resource, templates)), {**data, "fonts": fonts})


def can_be_drawn(picture: bytes) -> bool:
    """Return whether the typesetter takes a picture (SVG, PNG, JPEG, GIF)."""
    try:
        _compiled(_ALONE, {"bytes": list(picture)})
    except TypesettingError:
        return False
    return True


def _compiled(template: str, data: Mapping[str, Any]) -> bytes:
    try:
        # it warns of fonts in a foreign picture that we do not have
        with warnings.catch_warnings(action="ignore"):
            compiler = typst.Compiler(
                template.encode(),
                root=_ROOT,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(data, allow_nan=False)},
            )
            # an archive with attached files, tagged; and a file that can be heard
            made = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=_EPOCH)
    except RuntimeError as failure:  # typst.TypstError, which carries hints
        raise _error(failure) from failure
    if not isinstance(made, bytes):
        raise TypesettingError(f"the typesetter gave {type(made).__name__}, not one file")
    return made


def _error(failure: RuntimeError) -> TypesettingError:
    message = str(getattr(failure, "message", "") or failure)
    refused = _REFUSED.search(message)
    if refused:
        characters = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), refused[1])
        return RefusedTextError(message, characters)
    return TypesettingError(" ".join([message, *getattr(failure, "hints", [])]))


@cache
def _fonts() -> typst.Fonts:
    folders = [Path(str(module.__file__)).parent for module in (manimgx_fonts, manimgx_fonts_cjk)]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
