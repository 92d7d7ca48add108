"""What the resolution of speakers takes and gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One attribution as far as its speaker matters; `start` is where its cue or content begins."""

    id: str
    source: str
    cue: str
    start: int
    place: int
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Speaker:
    """Who speaks; the fields are the columns of Speakers, `form` tells people from the rest."""

    speaker: str
    kind: str
    affiliation: str
    named: bool
    rule: str
    form: str = ""


NOBODY = Speaker("", "anonymous", "", named=False, rule="no source")
