"""Everything about some runs in one zip: what they made, what they were made from, and its description."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.bundle.crate import METADATA, metadata
from analysis.cite.work import software
from analysis.corpus import Corpus, CorpusError, read_corpus
from analysis.files import write_whole
from analysis.language.words import find_words
from analysis.project import PROJECT, notebook_files
from analysis.record.claims import Claim, ClaimError, run_claim
from analysis.record.dependencies import resources_used
from analysis.table_files import jsonl_bytes
from analysis.tables.places import texts_given

CORPUS = "corpus/articles.jsonl"
NO_LICENCE = "not stated: ask those who made this bundle"
_CARDS = (".tsv", ".md")
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same content gives the same bytes
_README = """# {name}

Runs of `framing`, version {version}: {runs}.

- reports/ and figures/: what they made. notebooks/, settings.json and requirements.lock: what made it.
- resources/: the word lists and the cards of the models that were used.
- corpus/: {corpus}
- {metadata}: a description of all files with their SHA-256 (RO-Crate 1.1).

`framing verify THIS.zip{option}` checks the files, runs the reports again and says what differs.
"""


@dataclass(frozen=True)
class Wish:
    """What is to be bundled: REPORT/RUN names, with or without texts, under which licence."""

    runs: Sequence[str]
    texts: bool = True
    licence: str = NO_LICENCE


def write_bundle(wish: Wish, root: Path, out: Path) -> list[str]:
    """Write a zip of runs published below `root`; return the names of its files.

    Without texts, corpus/articles.jsonl has for each article its id, outlet, date, language, SHA-256,
    characters and words, and runs that show texts are refused.

    Raises
    ------
    ClaimError
        If a run is not there or shows texts that should not be in, or its corpus is not there or not
        the one that it was made from.
    """
    claims = [run_claim(root, name) for name in wish.runs]
    shown = [claim.name for claim in claims if claim.record["settings"].get("texts") != "none"]
    loud = [claim.name for claim in claims if claim.record["settings"].get("texts", "all") == "all"]
    if not wish.texts and loud:
        raise ClaimError(
            f"{loud[0]} shows the texts of articles; make it with `framing run --no-text`"
        )
    corpora = {corpus.digest: corpus for corpus in (_corpus(claim, root) for claim in claims)}
    if len(corpora) != 1:
        raise ClaimError(f"the runs have {len(corpora)} corpora; bundle those of one corpus")
    (corpus,) = corpora.values()
    contents = dict(_contents(claims, corpus, root, texts=wish.texts))
    version = str(claims[0].record["versions"].get("framing", ""))
    contents["README.md"] = _readme(wish, version, snippets=bool(shown)).encode()
    sizes = {n: (len(c), hashlib.sha256(c).hexdigest()) for n, c in sorted(contents.items())}
    described = metadata(_about(wish, version), sizes, _runs(claims), software())
    write_whole(out, _zipped({METADATA: described, **contents}))
    return [METADATA, *contents]


def _contents(
    claims: Sequence[Claim], corpus: Corpus, root: Path, *, texts: bool
) -> Iterator[tuple[str, bytes]]:
    known = notebook_files()
    for claim in claims:
        for made in claim.files:
            part, _, name = made.place.partition("/")
            yield f"{part}/{claim.name}/{name}", made.path.read_bytes()
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
    yield CORPUS, jsonl_bytes(_articles(corpus, texts=texts))


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


def _articles(corpus: Corpus, *, texts: bool) -> pd.DataFrame:
    """Return the corpus under the names that the runs know its columns by."""
    read = corpus.articles
    table = read.assign(
        text=texts_given(read), date=read["date"].dt.strftime("%Y-%m-%d").fillna("")
    ).drop(columns="put_before")
    if not texts:
        table = table[["id", "outlet", "date", "language", "text"]]
        table = table.assign(
            sha256=[hashlib.sha256(text.encode()).hexdigest() for text in table["text"]],
            characters=table["text"].str.len(),
            words=[len(find_words(text)) for text in table["text"]],
        ).drop(columns="text")
    return table.rename(columns=dict(corpus.columns))


def _corpus(claim: Claim, root: Path) -> Corpus:
    about, settings = claim.record["corpus"], claim.record["settings"]
    columns = dict(pair.split("=", 1) for pair in about.get("columns", []))
    source = Path(str(about.get("source")))
    place = source if source.is_absolute() or source.exists() else root / source
    try:
        corpus = read_corpus(place, columns=columns, skip_bad=bool(settings.get("skip_bad")))
    except CorpusError as error:
        raise ClaimError(f"{claim.name}: its corpus cannot be read: {error}") from error
    if corpus.digest != about.get("digest"):
        raise ClaimError(f"{claim.name}: {place} is no longer what it was made from; run it again")
    return corpus


def _runs(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    known, runs = notebook_files(), []
    for claim in claims:
        report = str(claim.record["report"].get("name"))
        read = [f"notebooks/{known[report].name}"] if report in known else []
        made = [
            f"{part}/{claim.name}/{name}"
            for part, _, name in (file.place.partition("/") for file in claim.files)
        ]
        named = {"name": claim.name.replace("/", "-"), "report": report}
        record = {part: claim.record[part] for part in ("settings", "versions")}
        runs.append({**named, **record, "read": [*read, CORPUS], "made": made})
    return runs


def _about(wish: Wish, version: str) -> dict[str, Any]:
    return {
        "name": f"Runs of framing: {', '.join(wish.runs)}",
        "description": f"How news outlets frame the same events: reports made with framing {version}.",
        "datePublished": _today().isoformat(),
        "license": wish.licence,
    }


def _today() -> date:
    """Return the day, that of SOURCE_DATE_EPOCH where it is set, so that a bundle can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def _readme(wish: Wish, version: str, *, snippets: bool) -> str:
    without = "ids, digests and lengths of the articles, without their texts"
    without += "; reports show at most 15 words of one in a row" if snippets else ""
    told = "the articles as they were read" if wish.texts else without
    return _README.format(
        name=", ".join(wish.runs),
        version=version,
        runs=", ".join(wish.runs),
        corpus=f"{told}.",
        metadata=METADATA,
        option="" if wish.texts else " --corpus PATH",
    )


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()
