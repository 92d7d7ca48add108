"""The files of a bundle: what runs made, and everything that they were made from."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.language.words import find_words
from analysis.project import PROJECT, notebook_files
from analysis.record.claims import Claim
from analysis.record.dependencies import resources_used
from analysis.record.provenance import own_files
from analysis.table_files import jsonl_bytes
from analysis.tables.places import texts_given

CORPUS = "corpus/articles.jsonl"
NAMED = ("id", "outlet", "date", "language")  # of an article whose text is not there
LENGTHS = ("sha256", "characters", "words")  # in place of its text
_CARDS = (".tsv", ".md")
_WITH_TEXT = ("sample", "codings", "corrections")  # own files that may quote articles


def contents_of(
    claims: Sequence[Claim], corpus: Corpus, root: Path, *, texts: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file that runs made or were made from."""
    known = notebook_files()
    for claim in claims:
        yield from _published(claim)
        yield from _own(claim, texts=texts)
    reports = dict.fromkeys(str(claim.record["report"].get("name")) for claim in claims)
    for report in reports:
        if report in known:
            yield f"notebooks/{known[report].name}", known[report].read_bytes()
            for name, path in resources_used(known[report]).items():
                yield from _resource(name, path)
    settings = {claim.name: claim.record for claim in claims}
    yield "settings.json", (json.dumps(settings, ensure_ascii=False, indent=1) + "\n").encode()
    for name in ("requirements.lock", "CITATION.cff"):
        place = next((p / name for p in (root, PROJECT) if (p / name).is_file()), None)
        if place:
            yield name, place.read_bytes()
    yield CORPUS, jsonl_bytes(articles_of(corpus, texts=texts))


def _published(claim: Claim) -> Iterator[tuple[str, bytes]]:
    for made in claim.files:
        part, _, name = made.place.partition("/")
        yield f"{part}/{claim.name}/{name}", made.path.read_bytes()


def _own(claim: Claim, *, texts: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the parameters of a run name, such as a word list of its makers."""
    settings = claim.record["settings"]
    quoting = [] if texts else own_files(settings, _WITH_TEXT)
    for path in own_files(settings):
        if path not in quoting and place_of(path):
            yield place_of(path), path.read_bytes()


def place_of(path: Path) -> str:
    """Return where a file of the makers lies in a bundle; "" for one from outside the project."""
    inside_project = not path.is_absolute() and ".." not in path.parts
    return path.as_posix() if inside_project else ""


def _resource(name: str, path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a word list, or for a model what is said of it: the weights belong to the software."""
    folder = name.rpartition("/")[0]
    beside = [path.with_suffix(".md")] if path.suffix == ".tsv" else []
    cards = [path.parent / "card.md"] if folder.startswith("models/") else beside
    if path.suffix in _CARDS:
        yield f"resources/{name}", path.read_bytes()
    for card in cards:
        if card.is_file():
            yield f"resources/{folder}/{card.name}", card.read_bytes()


def articles_of(corpus: Corpus, *, texts: bool) -> pd.DataFrame:
    """Return the corpus under the names that the runs know its columns by."""
    read = corpus.articles
    table = read.assign(
        text=texts_given(read), date=read["date"].dt.strftime("%Y-%m-%d").fillna("")
    ).drop(columns="put_before")
    if not texts:
        table = table[[*NAMED, "text"]]
        table = table.assign(
            sha256=[hashlib.sha256(text.encode()).hexdigest() for text in table["text"]],
            characters=table["text"].str.len(),
            words=[len(find_words(text)) for text in table["text"]],
        ).drop(columns="text")
    return table.rename(columns=dict(corpus.columns))
