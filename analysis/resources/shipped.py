"""Files of the models that the project ships, read only if they are what was shipped.

A model with a few bits turned over gives other results and no error. `models/SHA256SUMS` has the digest of
each file; `python -m analysis.resources.shipped` writes it anew after a training.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from analysis.errors import FramingError

MODELS = Path(__file__).resolve().parent / "models"
SUMS = MODELS / "SHA256SUMS"
_KINDS = (".onnx", ".json")


class DamagedModelError(FramingError):
    """A file of a model is not the one that the project ships."""


class MissingModelError(DamagedModelError, FileNotFoundError):
    """A file of a model is not there."""


def model_bytes(file: Path) -> bytes:
    """Return the bytes of a file of a model; a file that is not in `MODELS` is taken as it is.

    Raises
    ------
    DamagedModelError
        If the file is not there, or is another one than was shipped.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise MissingModelError(f"{file} is missing; install framing again") from None
    except OSError as error:
        raise DamagedModelError(
            f"{file}: cannot be read ({error.strerror}); install framing again"
        ) from None
    place = file.resolve()
    if place.is_relative_to(MODELS):
        name = place.relative_to(MODELS).as_posix()
        if _digests().get(name) != sha256(content).hexdigest():
            raise DamagedModelError(
                f"{file}: is not the file that framing ships (its SHA-256 is not that of {SUMS.name}); "
                "install framing again"
            )
    return content


@lru_cache(maxsize=1)
def _digests() -> dict[str, str]:
    lines = SUMS.read_text("utf-8").splitlines() if SUMS.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def sums() -> str:
    """Return the digests of all files of models, a line each as `sha256sum` writes it."""
    found = sorted(file for file in MODELS.rglob("*") if file.suffix in _KINDS)
    lines = (
        f"{sha256(file.read_bytes()).hexdigest()}  {file.relative_to(MODELS).as_posix()}\n"
        for file in found
    )
    return "".join(lines)


if __name__ == "__main__":
    SUMS.write_text(sums(), encoding="utf-8")
