"""The article of a saved web page, and what the page says about it; nothing is fetched."""

from dataclasses import dataclass
from typing import Any

from analysis.corpus.archives.factiva import shown_page
from analysis.corpus.problems import UnreadableError

MOST = 20 * 1024**2  # characters of one page
EXPECTED = "a page with one article, saved whole"


@dataclass(frozen=True)
class WebPage:
    """The text, the fields that the page tells, and what else it shows."""

    text: str
    cells: dict[str, str]
    removed: list[tuple[str, str]]


def web_page(html: str) -> WebPage:
    """Return the article of a page; UnreadableError if there is none.

    Source
    ------
    Barbaresi 2021 (trafilatura): the main text by the structure of the page. The day is the one that the
    page's own description names, never one found in its text.
    """
    import trafilatura  # noqa: PLC0415  takes a second

    if len(html) > MOST:
        raise UnreadableError(f"has more than {MOST:,} characters", EXPECTED)
    found: Any = trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (found.text or "").strip() if found else ""
    if not text:
        raise UnreadableError("no article is found in the page", EXPECTED)
    told = {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "url": found.url,
        "outlet": found.sitename,
        "language": found.language,
    }
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    kept = {" ".join(line.split()) for line in paragraphs}
    whole = " ".join(kept)
    left = [
        line
        for line in shown_page(html).splitlines()
        if line.strip()
        and " ".join(line.split()) not in kept
        and " ".join(line.split()) not in whole
    ]
    removed = [("\n".join(left), "shown by the page outside of its article")] if left else []
    return WebPage("\n\n".join(paragraphs), {k: str(v) for k, v in told.items() if v}, removed)
