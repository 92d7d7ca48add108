"""The software as a wheel, made from its installed files, so that a bundle brings along what made it."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import analysis
from analysis.project import PROJECT

_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same software gives the same bytes
_SHARED = ("CITATION.cff", "requirements.lock", "notebooks/*.ipynb", "seeds/[!.]*")
_ABOUT = ("METADATA", "entry_points.txt", "top_level.txt", "licenses/*", "LICENSE")
_WHEEL = """Wheel-Version: 1.0
Generator: framing
Root-Is-Purelib: true
Tag: py3-none-any
"""


def wheel() -> tuple[str, bytes]:
    """Return name and content of a wheel of this installation.

    It holds the package, and the notebooks, seeds, lock and citation that an installation has beside it.
    Those of a checkout are taken from it, whether it was changed or not.

    Source
    ------
    Binary distribution format 1.0 (PEP 427).
    """
    about = distribution("framing")
    named = f"framing-{about.version}"
    contents = dict(_contents(named))
    contents[f"{named}.dist-info/WHEEL"] = _WHEEL.encode()
    record = f"{named}.dist-info/RECORD"
    lines = [_line(name, content) for name, content in sorted(contents.items())]
    contents[record] = "\n".join([*lines, f"{record},,", ""]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return f"{named}-py3-none-any.whl", out.getvalue()


def _contents(named: str) -> Iterator[tuple[str, bytes]]:
    package = Path(str(analysis.__file__)).resolve().parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield f"analysis/{path.relative_to(package).as_posix()}", path.read_bytes()
    for pattern in _SHARED:
        for path in sorted(PROJECT.glob(pattern)):
            place = f"{named}.data/data/share/framing/{path.relative_to(PROJECT).as_posix()}"
            yield place, path.read_bytes()
    for file in distribution("framing").files or ():
        _, _, name = file.as_posix().partition(".dist-info/")
        if name and any(Path(name).match(pattern) for pattern in _ABOUT):
            yield f"{named}.dist-info/{name}", Path(str(file.locate())).read_bytes()


def _line(name: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}"
