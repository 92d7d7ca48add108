"""A sample as a folder that a coder gets: which articles, which items, and what is asked."""

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.coding.sample_folder import ABOUT, ARTICLES, ITEMS, SampleError
from analysis.corpus.folder import new_folder
from analysis.files import as_begun
from analysis.study import Study
from analysis.table_files import csv_bytes, csv_text
from analysis.tables.places import texts_given
from analysis.tables.validity import Items
from analysis.validity.measurands import doubts_of, items_of, measurand, sections_of_study
from analysis.validity.strata import draw, strata_of

_KEYS = (
    "measure",
    "question",
    "labels",
    "spans",
    "seed",
    "corpus_digest",
    "digest",
    "created",
    "articles",
)
# what some readers take for the end of a line
_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
_DRAWN = ("article", "outlet", "stratum", "probability")


@dataclass(frozen=True, eq=False)
class Draw:
    """Articles drawn to be coded.

    `about` is sample.json without its articles; `drawn` has `article`, `outlet`, `stratum`, `probability`;
    `items` is Items of these articles; `texts` has `id`, `outlet`, `date`, `title`, `text`.
    """

    about: Mapping[str, Any]
    drawn: pd.DataFrame
    items: pd.DataFrame
    texts: pd.DataFrame


def sample_of(
    study: Study, measure: str, *, per_outlet: int, seed: int = 0, created: datetime | None = None
) -> Draw:
    """Draw articles of a study to be coded for one measure.

    Parameters
    ----------
    study
        The study.
    measure
        A name in `analysis.validity.measurands.MEASURANDS`.
    per_outlet
        Articles of each outlet.
    seed
        Decides the draw.
    created
        The time that the sample is said to be of; now by default.

    Returns
    -------
    Draw.

    Raises
    ------
    FramingError
        If the measure is unknown, or fewer than two articles of an outlet are asked for.
    """
    asked = measurand(measure)
    study = study.without("corrections")  # coders judge what the model found
    items, articles = items_of(study, measure), study["articles"]
    strata = strata_of(items, articles, doubts_of(study, measure))
    drawn = draw(strata, per_outlet=per_outlet, seed=seed)
    own = items[items["article"].isin(drawn["article"])].reset_index(drop=True)
    dates = articles["date"].dt.strftime("%Y-%m-%d").fillna("")
    given = articles.assign(text=texts_given(articles), date=dates)
    texts = given.set_index("id", drop=False).loc[drawn["article"]].reset_index(drop=True)
    texts = texts[["id", "outlet", "date", "title", "text"]]
    about = {
        "measure": asked.name,
        "question": asked.question,
        "labels": list(asked.labels),
        "spans": asked.spans,
        "closed": asked.closed,
        "sections": list(sections_of_study(study)),
        "seed": seed,
        "corpus_digest": study.corpus.digest,
        "digest": _digest(_item_bytes(own), _text_bytes(texts)),
        "created": (created or datetime.now(UTC)).isoformat(timespec="seconds"),
    }
    return Draw(about, drawn, own, texts)


def write_sample(sample: Draw, folder: Path) -> None:
    """Write a sample as a new folder, whole or not at all.

    UnreadableError if `folder` exists and is not empty, or cannot be made.
    """
    drawn = sample.drawn[list(_DRAWN)].to_dict("records")
    about = json.dumps({**sample.about, "articles": drawn}, ensure_ascii=False, indent=1)
    with new_folder(folder) as private:
        (private / ITEMS).write_bytes(_item_bytes(sample.items))
        (private / ARTICLES).write_bytes(_text_bytes(sample.texts))
        (private / ABOUT).write_bytes(f"{about}\n".encode())


def read_draw(folder: Path) -> Draw:
    """Read a sample that `write_sample` wrote.

    Raises
    ------
    SampleError
        If a file is missing, cannot be read, or is not as it was written.
    """
    about = _about(folder)
    items, texts = (_bytes(folder / name) for name in (ITEMS, ARTICLES))
    if _digest(items, texts) != about["digest"]:
        raise SampleError(
            f"{folder}: {ITEMS} and {ARTICLES} are not those that {ABOUT} was written with; "
            "take the folder as it was drawn, or draw again"
        )
    rows = [json.loads(line) for line in texts.decode().splitlines()]
    ids = [str(row["id"]) for row in rows]
    drawn = _drawn(about.pop("articles"), ids, folder / ABOUT)
    return Draw(about, drawn, _items(items), pd.DataFrame(rows))


def _drawn(rows: object, ids: Sequence[str], file: Path) -> pd.DataFrame:
    """Return the articles drawn, checked: each stands there once, with a probability."""
    if not isinstance(rows, list):
        raise SampleError(f"{file}, articles: {rows!r}; expected a list, one entry an article")
    left = set(ids)
    for number, row in enumerate(rows, 1):
        place = f"{file}, articles, row {number}"
        if not isinstance(row, dict):
            raise SampleError(f"{place}: {row!r}; expected {', '.join(_DRAWN)}")
        for name, said in _faults(row, left):
            raise SampleError(f"{place}, {name}: {row.get(name)!r}; expected {said}")
        left.remove(row["article"])
    if left:
        raise SampleError(f"{file}, articles: {min(left)!r} of {ARTICLES} is missing; draw again")
    return pd.DataFrame(rows, columns=list(_DRAWN)).astype({"probability": float})


def _faults(row: Mapping[str, Any], left: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each name with a value that cannot be right in a row of the draw, and what would be right."""
    if row.get("article") not in left:
        yield "article", f"an article of {ARTICLES}, each in one row"
    for name in ("outlet", "stratum"):
        if not isinstance(row.get(name), str):
            yield name, "a text"
    chance = row.get("probability")
    if isinstance(chance, bool) or not isinstance(chance, (int, float)) or not 0 < chance <= 1:
        yield "probability", "a number above 0 and at most 1, as the article was drawn with"


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads(_bytes(folder / ABOUT))
    except ValueError as error:
        raise SampleError(f"{folder / ABOUT}: no JSON ({error}); draw the sample again") from None
    missing = [key for key in _KEYS if not isinstance(about, dict) or key not in about]
    if missing:
        raise SampleError(f"{folder / ABOUT}: lacks {missing[0]!r}; needed are {', '.join(_KEYS)}")
    return dict(about)


def _bytes(path: Path) -> bytes:
    try:
        return as_begun(str(path)).read_bytes()
    except OSError as error:
        raise SampleError(
            f"{path}: {error.strerror}; give a folder that `framing sample` wrote"
        ) from None


def _digest(items: bytes, texts: bytes) -> str:
    return f"sha256:{sha256(items + texts).hexdigest()}"


def _item_bytes(items: pd.DataFrame) -> bytes:
    return csv_bytes(Items.validate(items))


def _text_bytes(texts: pd.DataFrame) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) for row in texts.to_dict("records"))
    return "".join(f"{line.translate(_ENDS)}\n" for line in lines).encode(
        "utf-8", "backslashreplace"
    )


def _items(content: bytes) -> pd.DataFrame:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    table = pd.DataFrame([[csv_text(cell) for cell in row] for row in rows[1:]], columns=rows[0])
    beside = table.get("beside", "")  # samples of earlier versions have none
    return Items.validate(table.assign(score=pd.to_numeric(table["score"]), beside=beside))
