"""Write a work as a sentence, BibTeX, CSL-JSON or RIS."""

import json
from collections.abc import Mapping
from urllib.parse import quote

from analysis.cite.snippets import tex
from analysis.cite.work import Author, Work
from analysis.files import visible


def sentence(work: Work) -> str:
    """Return a work as one or two sentences for a paper."""
    who = ", ".join(author.name for author in work.authors)
    year = str(work.issued.year) if work.issued else "no date"
    if not work.source:
        return f"{who} ({year}). {work.title}. Version {work.version}.{_where(work)}"
    by = f"{who}. " if who else ""
    return f"{by}{work.title} ({work.kind} {work.key}). Made with framing {work.version}, {work.source}."


def bibtex(work: Work) -> str:
    """Return a work as an entry of a .bib file in UTF-8; the title keeps its capitals.

    The kind is `misc`, which every style of BibTeX and biblatex has.
    """
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in work.authors),
        "title": f"{{{tex(work.title)}}}",
        "year": str(work.issued.year) if work.issued else "",
        "version": tex(work.version),
        "howpublished": "Software" if work.kind == "software" else work.kind.capitalize(),
        "note": tex(work.made),
        "doi": _address(work.doi),
        "url": _address(work.url),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{work.key},", *lines, "}"])


def csl(work: Work) -> str:
    """Return a work as CSL-JSON, a list of one item, as citation managers and pandoc read it."""
    kinds = {"software": "software", "figure": "figure", "table": "dataset"}
    item: dict[str, object] = {"id": work.key, "type": kinds[work.kind], "title": work.title}
    item["author"] = [_csl_name(author) for author in work.authors]
    if work.issued:
        day = work.issued
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    known = {"version": work.version, "license": work.licence, "note": work.made}
    known |= {"URL": work.url, "DOI": work.doi}
    item |= {name: value for name, value in known.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1)


def ris(work: Work) -> str:
    """Return a work as a RIS record."""
    kinds = {"software": "COMP", "figure": "FIGURE", "table": "DATA"}
    lines = [("TY", kinds[work.kind]), ("ID", work.key), ("TI", work.title)]
    lines += [("AU", _ris_name(author)) for author in work.authors]
    if work.issued:
        lines += [("PY", f"{work.issued.year}"), ("DA", work.issued.strftime("%Y/%m/%d"))]
    lines += [("ET", work.version), ("N1", work.made), ("DO", work.doi), ("UR", work.url)]
    return "\n".join([f"{tag}  - {visible(v)}" for tag, v in lines if v] + ["ER  - "])


def _bibtex_name(author: Author) -> str:
    """Return a name that BibTeX parses correctly: the name of a body stays whole in braces."""
    if not author.given:
        whole = " ".join(filter(None, [author.particle, author.family, author.suffix]))
        return f"{{{tex(whole)}}}"
    family = " ".join(filter(None, [_braced(author.particle), _braced(author.family)]))
    return ", ".join(filter(None, [family, _braced(author.suffix), _braced(author.given)]))


def _address(text: str) -> str:
    """Return an address or DOI for a field that LaTeX takes literally: other signs as %XX of a URL."""
    return quote(text, safe="/:?=&@+,;!*()'-._~[]%#")


def _braced(name: str) -> str:
    special = "," in name or " and " in f" {name.lower()} "
    return f"{{{tex(name)}}}" if special else tex(name)


def _csl_name(author: Author) -> Mapping[str, str]:
    if not author.given:
        return {"literal": author.name}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    parts["non-dropping-particle"] = author.particle
    return {part: value for part, value in parts.items() if value}


def _ris_name(author: Author) -> str:
    family = " ".join(filter(None, [author.particle, author.family]))
    return ", ".join(filter(None, [family, author.given, author.suffix]))


def _where(work: Work) -> str:
    place = f"https://doi.org/{work.doi}" if work.doi else work.url
    return f" {place}" if place else ""
