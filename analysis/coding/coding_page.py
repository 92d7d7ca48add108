"""Write the page on which a person codes a sample: one file that works offline and asks for nothing."""

import hashlib
import json
import re
from base64 import b64encode
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from analysis.coding.code_book import instructions
from analysis.coding.sample_folder import Drawn, Sample, read_sample

_PLACE = re.compile(r"\{\{(\w+)\}\}")


def coding_page(sample_folder: Path | str, *, coder: str = "", blind: bool = False) -> str:
    """Return the page on which one person codes a sample, as HTML.

    Parameters
    ----------
    sample_folder
        The folder of a sample.
    coder
        The name of the person; the page asks for it if empty.
    blind
        Whether the answers of the model, its outlets and days are left out of the page. The spans stay.

    Returns
    -------
    HTML that runs its own script and nothing else, and sends nothing. Answers are kept in the browser,
    apart for each sample and coder, and downloaded as codings (`read_codings`).
    """
    sample = read_sample(sample_folder)
    script, style = resource("coding.js"), resource("coding.css")
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    told = {"policy": policy, "title": escape(f"Coding: {sample.measure}"), "style": style}
    told |= {"sample": _json(_content(sample, coder, blind=blind)), "script": script}
    return _PLACE.sub(lambda place: told[place[1]], resource("coding.html"))


def resource(name: str) -> str:
    """Return a file of the coding page."""
    folder = resources.files("analysis.resources").joinpath("coding")
    return folder.joinpath(name).read_text(encoding="utf-8")


def shuffled(sample: Sample) -> list[Drawn]:
    """Return the articles in an order of their own: not by stratum, which tells what the model says."""

    def key(article: Drawn) -> bytes:
        given = f"{sample.digest}\n{article.id}"
        return hashlib.sha256(given.encode("utf-8", "surrogatepass")).digest()

    return sorted(sample.articles.values(), key=key)


def _content(sample: Sample, coder: str, *, blind: bool) -> dict[str, Any]:
    articles = [_article(sample, article, blind=blind) for article in shuffled(sample)]
    return {
        "digest": _key(sample),
        "measure": sample.measure,
        "question": sample.question,
        "labels": sample.labels,
        "spans": sample.spans,
        "closed": sample.closed,
        "book": instructions(sample, blind=blind, form="page"),
        "blind": blind,
        "coder": coder.strip(),
        "articles": articles,
    }


def _key(sample: Sample) -> str:
    """Return what keeps answers apart: the sample, and what may be answered."""
    told = [sample.digest, sample.measure, sample.question, *sample.labels, str(sample.spans)]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def _article(sample: Sample, article: Drawn, *, blind: bool) -> dict[str, Any]:
    items = [
        {
            "item": item.item,
            "field": item.field,
            "start": item.start,
            "end": item.end,
            "context": item.context,
            "label": "" if blind else item.label,
            **({"beside": item.beside} if item.beside else {}),
        }
        for item in sample.items_of(article.id)
    ]
    known = {} if blind else {"outlet": article.outlet, "date": article.date}
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "items": items,
        **known,
    }


def _json(content: object) -> str:
    """Return JSON that is safe inside a script element: nothing in it can end the element."""
    written = json.dumps(content)  # all that is not ASCII is escaped
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def _digest(content: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
