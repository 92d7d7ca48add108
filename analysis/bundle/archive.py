"""Everything about some runs in one zip: what they made, what they were made from, and its description."""

import hashlib
import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from analysis.bundle.crate import METADATA, metadata
from analysis.bundle.deposit import Deposit, codecheck, dataverse, zenodo
from analysis.bundle.drift import drift
from analysis.bundle.exhibits import exhibits
from analysis.bundle.payload import CORPUS, contents_of
from analysis.bundle.readme import Package, makefile, readme
from analysis.bundle.wheel import wheel
from analysis.cite.work import makers, software
from analysis.corpus import Corpus, CorpusError, read_corpus
from analysis.files import write_whole
from analysis.project import notebook_files
from analysis.record.claims import Claim, ClaimError, run_claim
from analysis.reports.execute.ledger import Ledger

NO_LICENCE = "not stated: ask those who made this bundle"
NO_RIGHTS = "not stated; news articles belong to their publishers unless these have said otherwise"
SOFTWARE = "software"  # the folder of the wheel
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same content gives the same bytes


@dataclass(frozen=True)
class Wish:
    """What is to be bundled: REPORT/RUN names, with or without texts and software, under which licence.

    `rights` says who may pass on the texts of the articles, and by whose leave.
    """

    runs: Sequence[str]
    texts: bool = True
    licence: str = NO_LICENCE
    rights: str = NO_RIGHTS
    software: bool = False


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
    loud = [claim.name for claim in claims if claim.record["settings"].get("texts", "all") == "all"]
    if not wish.texts and loud:
        raise ClaimError(
            f"{loud[0]} shows the texts of articles; make it with `framing run --no-text`"
        )
    corpora = {corpus.digest: corpus for corpus in (_corpus(claim, root) for claim in claims)}
    if len(corpora) != 1:
        raise ClaimError(f"the runs have {len(corpora)} corpora; bundle those of one corpus")
    (corpus,) = corpora.values()
    contents = dict(contents_of(claims, corpus, root, texts=wish.texts))
    name, packed = wheel() if wish.software else ("", b"")
    if name:
        contents[f"{SOFTWARE}/{name}"] = packed
        digest = hashlib.sha256(packed).hexdigest()
        contents["software.txt"] = f"./{SOFTWARE}/{name} --hash=sha256:{digest}\n".encode()
    contents |= _explained(wish, claims, contents, root)
    sizes = {n: (len(c), hashlib.sha256(c).hexdigest()) for n, c in sorted(contents.items())}
    described = metadata(_about(wish, claims), sizes, _runs(claims), software())
    write_whole(out, _zipped({METADATA: described, **contents}))
    return [METADATA, *contents]


def _explained(
    wish: Wish, claims: Sequence[Claim], contents: Mapping[str, bytes], root: Path
) -> dict[str, bytes]:
    """Return what is written about the other files: for readers, replicators, codecheckers, repositories."""
    known, ledger = notebook_files(), Ledger(root)
    made = [exhibit for claim in claims for exhibit in exhibits(claim)]
    wheels = [name for name in contents if name.startswith(f"{SOFTWARE}/")]
    package = Package(
        claims=claims,
        exhibits=made,
        notebooks={report: f"notebooks/{path.name}" for report, path in known.items()},
        corpus=CORPUS,
        texts=wish.texts,
        licence=wish.licence,
        rights=wish.rights,
        software="".join(wheels),
        costs={claim.name: ledger.cost(claim.name) for claim in claims},
        files={name: len(content) for name, content in contents.items()},
        drift=[*drift(claims, contents)],
        metadata=METADATA,
    )
    about = _about(wish, claims)
    deposit = Deposit(
        title=about["name"],
        description=about["description"],
        authors=makers(),
        day=about["datePublished"],
        licence="" if wish.licence == NO_LICENCE else wish.licence,
        software=software(),
    )
    explained = {
        "README.md": readme(package).encode(),
        "codecheck.yml": codecheck(deposit, made),
        ".zenodo.json": zenodo(deposit),
        "dataverse.json": dataverse(deposit),
    }
    return explained | ({"Makefile": makefile(package).encode()} if wheels else {})


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


def _about(wish: Wish, claims: Sequence[Claim]) -> dict[str, Any]:
    version = str(claims[0].record["versions"].get("framing", ""))
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


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()
