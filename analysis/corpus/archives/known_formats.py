"""The formats that can be imported, by name: what each is, how it is recognised, and its reader."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from analysis.corpus.archives import recognition
from analysis.corpus.archives.contents import Asked, Reading
from analysis.corpus.archives.documents.europresse import looks_europresse, read_europresse
from analysis.corpus.archives.documents.one_each import looks_document, read_documents
from analysis.corpus.archives.documents.proquest_page import (
    looks_proquest_page,
    read_proquest_pages,
)
from analysis.corpus.archives.documents.web_archive import looks_web_archive, read_web_archives
from analysis.corpus.archives.downloads.text_files import looks_download, read_downloads
from analysis.corpus.archives.factiva import read_factiva
from analysis.corpus.archives.nexis import read_nexis
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.structured.json_objects import looks_json, read_json, read_json_lines
from analysis.corpus.archives.structured.news_markup import looks_news_markup, read_news_markup
from analysis.corpus.archives.structured.proquest_records import (
    looks_proquest,
    read_proquest_records,
)
from analysis.corpus.archives.structured.references import looks_ris, read_references
from analysis.corpus.archives.structured.spreadsheets import (
    looks_spreadsheet,
    read_spreadsheets,
)
from analysis.corpus.archives.tables import read_tables
from analysis.corpus.problems import UnreadableError


@dataclass(frozen=True)
class Format:
    """One format of sources.

    `meaning` is what help shows. `read` takes the request, the source, and the texts beside it.
    `looks` takes a file's name and its first 64 KiB and returns why it is of this format, or "".
    `several` if the source may be many files of this format: zips inside a folder are opened, and one bad
    file costs only itself.
    """

    meaning: str
    read: Callable[[Asked, Store, Store | None], Reading]
    looks: Callable[[str, bytes], str]
    several: bool = False


FORMATS = {
    "csv": Format("a table with any column names", read_tables, recognition.looks_csv),
    "jsonl": Format("one JSON object a line", read_json_lines, recognition.looks_jsonl),
    "folder": Format(
        "text files, with a table about them or in a folder for each outlet",
        read_tables, recognition.looks_text,
    ),
    "zip": Format("the same in a zip", read_tables, recognition.looks_like_nothing),
    "nexis-docx": Format(
        "Word files of Nexis Uni or Lexis+", read_nexis, recognition.looks_nexis, several=True
    ),
    "factiva-html": Format(
        "pages that Factiva saved in article format",
        read_factiva, recognition.looks_factiva, several=True,
    ),
    "spreadsheet": Format(
        "sheets of Excel or LibreOffice: .xlsx, .xls, .ods", read_spreadsheets, looks_spreadsheet
    ),
    "json": Format(
        "JSON: a list of articles, alone or inside an answer, or one article a file",
        read_json, looks_json, several=True,
    ),
    "download": Format(
        "text, RTF or old HTML with many articles, of LexisNexis, Nexis, ProQuest or Factiva",
        read_downloads, looks_download, several=True,
    ),
    "documents": Format(
        "one article a file: Word, PDF, web page, RTF or text; --name for fields in file names",
        read_documents, looks_document, several=True,
    ),
    "europresse-html": Format(
        "pages that Europresse saved", read_europresse, looks_europresse, several=True
    ),
    "proquest-html": Format(
        "pages of ProQuest with full texts", read_proquest_pages, looks_proquest_page, several=True
    ),
    "proquest-xml": Format(
        "records of ProQuest's TDM Studio and Historical Newspapers",
        read_proquest_records, looks_proquest, several=True,
    ),
    "ris": Format("references with texts in their abstracts", read_references, looks_ris, several=True),
    "news-xml": Format(
        "NITF and NewsML-G2, as agencies send them", read_news_markup, looks_news_markup, several=True
    ),
    "warc": Format("web archives of crawlers", read_web_archives, looks_web_archive, several=True),
    "mediacloud-csv": Format(
        "a story list of Media Cloud, with --texts", read_tables, recognition.looks_mediacloud
    ),
    "polnear": Format("PolNeAR as JSON lines", read_tables, recognition.looks_like_nothing),
}  # fmt: skip

# what any program may have written; a file that also looks like another format is of that one
GENERAL = ("csv", "jsonl", "folder", "zip", "documents")

FEW = 50  # files of one ending that are looked at
SAY = "framing import FORMAT PATH"


def recognised(store: Store) -> tuple[str, str]:
    """Return the format of a source and why; UnreadableError if none or several fit."""
    why: dict[str, str] = {}
    fits: dict[str, set[str]] = defaultdict(set)
    for name in _looked_at(store):
        start = store.start(name, recognition.START)
        for kind, known in FORMATS.items():
            if reason := known.looks(PurePosixPath(name).name, start):
                fits[kind].add(name)
                why.setdefault(kind, f"{name} is {reason}")
    special = [kind for kind in fits if kind not in GENERAL]
    found = special if len(special) > 1 else _most(special, fits) or _general(fits, store)
    if len(found) == 1:
        return found[0], why.get(found[0]) or "; ".join(
            why[kind] for kind in GENERAL if kind in why
        )
    if found:
        ways = ", or ".join(f"{kind} ({why.get(kind, 'text files')})" for kind in found)
        raise UnreadableError(f"may be {ways}", f"{SAY}, with one of these formats")
    endings = sorted({PurePosixPath(name).suffix.lower() or name for name in store.names})
    raise UnreadableError(
        f"no format is recognised; the files are {', '.join(endings) or 'none'}",
        f"{SAY}, with one of {', '.join(FORMATS)}",
    )


def _looked_at(store: Store) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name in store.names:
        ending = PurePosixPath(name).suffix.lower()
        seen[ending] += 1
        if seen[ending] <= FEW:
            yield name


def _most(special: list[str], fits: dict[str, set[str]]) -> list[str]:
    """Return the one special format, with "folder" beside it if most files are texts of no archive."""
    texts = fits["folder"].union(*(fits[kind] for kind in GENERAL))
    for kind in special:
        if FORMATS[kind].several and len(texts - fits[kind]) > len(fits[kind]):
            return [kind, "folder"]
    return special


def _general(fits: dict[str, set[str]], store: Store) -> list[str]:
    if fits["documents"]:
        return ["documents"]
    if fits["folder"]:
        return ["zip" if store.label.lower().endswith(".zip") else "folder"]
    return [kind for kind in ("csv", "jsonl") if fits[kind]]
