"""What decides the answers of a machine, so that machines that would answer otherwise are refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from sys import version_info

from analysis.cluster.batch import Text, read
from analysis.models.cache import files_digest, key_of

_LIBRARIES = ("numpy", "onnxruntime", "pandas", "regex", "simplemma", "tokenizers")
_LISTS = (".tsv", ".csv", ".txt")
_WEIGHTS = (".onnx", ".json")
# read on every machine by both models: quotations, a paraphrase, plain and loaded words
_PROBE = Text(
    "probe",
    "Council to vote on ferry crews' radical demands",
    "",
    "Council to vote on ferry crews' radical demands\n\n"
    "The council will decide on Monday whether the crews get a new contract, the mayor said. "
    "“We have waited for three years,” said Ana Reyes, who speaks for the crews. “This is a farce.”\n\n"
    "Her opponents claimed that the strike had plunged the city into chaos. According to a report by the "
    "port authority, 14 of 60 sailings were cancelled. Critics denounced the reckless, shameful plan; "
    "the ministry declined to comment.",
)


@dataclass(frozen=True)
class Fingerprint:
    """The versions and digests of one machine.

    `answers` is the digest of what both models say about a short text, as it would be kept: processors of
    another kind round otherwise, and may do so with the same code and the same weights.
    """

    framing: str
    python: str
    libraries: str
    code: str
    lists: str
    weights: str
    answers: str


_CURES = {
    "framing": "install framing {theirs} there",
    "python": "use Python {theirs} there",
    "libraries": "install what requirements-cluster.lock names ({theirs})",
    "code": "its code of framing is another; install the same commit there",
    "lists": "its word lists are others; install the same commit there",
    "weights": "the weights of its models are others; install framing there again",
    "answers": "the same code and weights give other numbers on its processor; use machines of one kind, "
    "and run `framing annotate` on one of them",
}


@lru_cache(maxsize=1)
def fingerprint() -> Fingerprint:
    """Return the fingerprint of this machine; it takes a second or two, once."""
    (answer,) = read([_PROBE], None)
    said = sha256(b"\n".join(entry.body for entry in answer.entries)).hexdigest()
    return Fingerprint(**_versions(), answers=said)


def version_digest() -> str:
    """Return one digest of everything but the processor; no model is loaded."""
    return key_of(*_versions().values())


@lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    package = Path(str(files("analysis")))
    resources = [file for file in (package / "resources").rglob("*.*") if file.is_file()]
    return {
        "framing": version("framing"),
        "python": f"{version_info.major}.{version_info.minor}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        "code": files_digest(package.rglob("*.py")),
        "lists": files_digest(file for file in resources if file.suffix in _LISTS),
        "weights": files_digest(
            file for file in resources if file.suffix in _WEIGHTS and "models" in file.parts
        ),
    }


@lru_cache(maxsize=8)
def differences(theirs: Fingerprint) -> tuple[str, ...]:
    """Return what would have to be done so that this machine answers as the one with `theirs` does.

    The models are asked only if everything else is the same: weights that are not those of framing are not
    loaded at all.
    """
    here = _versions()
    wrong = [name for name, value in here.items() if getattr(theirs, name) != value]
    if not wrong and fingerprint().answers != theirs.answers:
        wrong = ["answers"]
    return tuple(_cures(theirs, wrong))


def _cures(theirs: Fingerprint, wrong: list[str]) -> Iterator[str]:
    here = _versions()
    for name in wrong:
        cure = _CURES[name].format(theirs=getattr(theirs, name))
        yield f"it has {name} {here[name]}: {cure}" if "{theirs}" in _CURES[name] else cure
