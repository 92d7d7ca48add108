"""Write the files of an imported corpus: all of them or none."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from analysis.corpus.archives.acceptance import Article
from analysis.corpus.archives.contents import COLUMNS
from analysis.corpus.archives.reader import Found


def corpus_files(found: Found) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of corpus.csv, of each text, and of import.json.

    corpus.csv has id, outlet, date, title, author, url, language, file, sha256 (of the file), source
    (the place of the article there), and the other columns of the table it came from.
    """
    yield "corpus.csv", _corpus_csv(found.articles)
    for article in found.articles:
        yield article.file, text_bytes(article.piece.text)
    yield "import.json", _record(found)


def text_bytes(text: str) -> bytes:
    """Return the bytes that `read_corpus` reads as exactly this text."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""  # a reader takes the first one away
    return (mark + text).encode()


def _corpus_csv(articles: list[Article]) -> bytes:
    extra = list(dict.fromkeys(name for article in articles for name in article.piece.more))
    own = [*COLUMNS, "file", "sha256", *(["source"] if "source" not in extra else [])]
    out = io.StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
    rows.writerow([*own, *extra])
    for article in articles:
        piece = article.piece
        cells = {**piece.cells, "date": article.day, "file": article.file}
        cells |= {"sha256": sha256(text_bytes(piece.text)).hexdigest()}
        cells |= {"source": f"{piece.place.file}, {piece.place.row}"} | dict(piece.more)
        rows.writerow([cells.get(name, "") for name in [*own, *extra]])
    return out.getvalue().encode()


def _record(found: Found) -> bytes:
    asked, reading = found.asked, found.reading
    removed = Counter(entry.reason for entry in reading.removed)
    about = {
        "made by": f"framing {version('framing')}",
        "format": asked.format,
        "from": Path(asked.path).name,
        "files": [{"name": n, "sha256": d} for n, d in sorted(found.digests.items())],
        "encodings": dict(sorted(Counter(reading.encodings.values()).items())),
        "taken": reading.taken,
        "articles": len(found.articles),
        "left out": found.left_out,
        "text": reading.made,
        "removed": dict(sorted(removed.items())),
        "cleaning": dict(sorted((+reading.cleaning).items())),
    }
    return (json.dumps(about, indent=1, ensure_ascii=False) + "\n").encode(
        "utf-8", "backslashreplace"
    )
