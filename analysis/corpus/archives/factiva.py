"""Read Factiva's HTML (article format, with or without indexing); an article is a div.article.

With indexing ("Full Article/Report plus Indexing") each field is a row of a table: HD headline, BY
author, WC words, PD day, ET time, SN source, SC its code, LA language, CY copyright, LP lead paragraph,
TD the rest, AN number of the document. Without, they are lines of their own in a fixed order: headline
(span.xxHeadline), div.author, "612 words", day, time, source, code, language, copyright, then
p.articleParagraph. The words of these lines are in the language of the interface; only their order counts.
The text is as a browser shows it: white space of the source between words is one space, an entity is its
character, and a paragraph is a paragraph. The page is walked without recursion and each node once.
"""

import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import (
    Comment,
    Declaration,
    Doctype,
    NavigableString,
    PageElement,
    ProcessingInstruction,
)

from analysis.corpus.archives.contents import COLUMNS, JOINED, Asked, Piece, Reading, Removed
from analysis.corpus.archives.dates import possible_days
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.languages import code_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.checks import UNUSABLE, is_unusable
from analysis.corpus.problems import Place, Problem, UnreadableError, shown

PAGES = (".html", ".htm", ".xhtml")
OURS = {"HD": "title", "BY": "author", "SN": "outlet", "PD": "date", "AN": "id", "LA": "language"}
TEXTS = ("LP", "TD")
CODE_LINE = "code of the source"
EXPECTED = 'a page that Factiva saved in article format: each article in a <div class="article">'
PARAGRAPH, BREAK = "\ufdd0", "\ufdd1"  # no characters, so they stand in no text
_CODE = re.compile(r"[A-Z]{2,3}")
_WORDS = re.compile(r"[0-9][0-9,. \xa0\u202f]{0,12}[^\W\d_]+")
_TIME = re.compile(r"[0-9]{1,2}[:.][0-9]{2}.{0,12}")
# a word and the number: code of the source, day, and nine letters or digits
_NUMBER = re.compile(
    r"(?:Document|Dokument|Documento)\s+(\S+)|\D{0,24}?([A-Z][A-Z0-9]{2,15}[0-9]{8}[0-9a-z]{9})"
)
_OWN_ID = re.compile(r"article-(\S+)")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{3,10}")
_LANGUAGE_CLASS = re.compile(r"([a-z]{2})(?:Article|Headline|articleParagraph)")
_UNCLOSED = re.compile(r"<[^<>]*+(?=<|\Z)")
_MOST_UNCLOSED = 5_000
_DEEPEST = 10_000  # tags in tags
_SPACE = re.compile("[ \t\n\r\f]+")  # and no other white space: HTML 5, 4.5
# elements that begin on a new line
BLOCKS = {
    "p", "div", "table", "tr", "td", "th", "li", "ul", "ol", "hr", "pre", "blockquote", "section",
    "h1", "h2", "h3", "h4", "h5", "h6", "article", "header", "footer", "dl", "dt", "dd", "body",
}  # fmt: skip
_UNSHOWN = ("script", "style", "template", "noscript", "iframe", "object")
_UNSEEN = (Comment, Declaration, Doctype, ProcessingInstruction)


def read_factiva(asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read the pages of a store, each article a piece, in order; UnreadableError without a page."""
    reading = Reading(made=JOINED)
    names = store.of_kind("page", *PAGES)
    reading.taken |= {ours: code for code, ours in OURS.items()} | {"text": "HD, LP and TD"}
    for name in names:
        try:
            html = strict(text_of(store.read(name), name, asked.encoding, reading))
            _read_page(_parsed(html), name, reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _parsed(html: str) -> BeautifulSoup:
    if is_unusable(html) or PARAGRAPH in html or BREAK in html:
        raise UnreadableError(*UNUSABLE)
    # the parser looks for the end of each in all that follows
    opened = sum(1 for _ in _UNCLOSED.finditer(html))
    if opened > _MOST_UNCLOSED:
        raise UnreadableError(f"{opened:,} tags begin and do not end", EXPECTED)
    with warnings.catch_warnings():  # that it looks like XML or like an address
        warnings.simplefilter("ignore", UserWarning)
        return BeautifulSoup(html, "html.parser")


def _read_page(page: BeautifulSoup, name: str, reading: Reading) -> None:
    unshown = list(_unshown(page))
    articles = [*_articles(page)]
    if not articles:
        raise UnreadableError("holds no article", EXPECTED)
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    for number, div in enumerate(articles, 1):
        _read_article(div, Place(name, number), codes, reading)
    for div in articles:
        div.extract()
    outside = shown_text(page)
    reading.removed += (Removed("", text, "not shown by a browser") for text in unshown)
    if outside:
        reading.removed.append(Removed("", outside, "outside of the articles"))
    reading.problems += _several_names(codes, name)


def _articles(page: BeautifulSoup) -> Iterator[Tag]:
    """Yield the outermost div.article of a page; UnreadableError if tags are nested too deeply."""
    stack = [iter(page.contents)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif isinstance(node, Tag):
            if node.name == "div" and "article" in node.get_attribute_list("class"):
                yield node
            else:
                stack.append(iter(node.contents))
        if len(stack) > _DEEPEST:
            raise UnreadableError(f"tags are nested more than {_DEEPEST:,} deep", EXPECTED)


def _several_names(codes: dict[str, Counter[str]], file: str) -> Iterator[Problem]:
    """Warn of sources that have several names, although Factiva has one code for each."""
    for code, names in codes.items():
        if len(names) > 1:
            told = ", ".join(f"{shown(outlet)!r} ({times:,})" for outlet, times in names.items())
            yield Place(file, 0, "SN", code).warning(
                f"one source has {len(names)} names, which count as different outlets: {told}",
                "one name for each outlet; mend the column outlet in corpus.csv",
            )


def _unshown(page: BeautifulSoup) -> Iterator[str]:
    """Take out the elements that no browser shows, and yield their texts."""
    for tag in page.find_all(_UNSHOWN):
        if not tag.decomposed:
            yield str(tag)
            tag.decompose()
    head = page.find("head")
    if isinstance(head, Tag):
        yield str(head)
        head.decompose()
    for node in page.find_all(string=lambda text: isinstance(text, Comment)):
        yield f"<!--{node}-->"


def _read_article(div: Tag, place: Place, codes: dict[str, Counter[str]], reading: Reading) -> None:
    cells = dict.fromkeys(COLUMNS, "")
    removed: list[tuple[str, str]] = []
    marked = _marked_language(div)
    coded = list(_coded(div))
    paragraphs = _from_codes(coded, cells, removed) if coded else _from_lines(div, cells, removed)
    for tag in (tag for _, tag in coded):
        row = tag.find_parent("tr")
        if row is not None:
            row.extract()
    if coded and (rest := shown_text(div)):
        removed.append((rest, "outside of the fields"))
    if number := _NUMBER.fullmatch(cells["id"]):
        cells["id"] = number[1] or number[2]
    elif not cells["id"] and (own := _OWN_ID.fullmatch(str(div.get("id", "")))):
        cells["id"] = own[1]
    cells["language"] = code_of(cells["language"]) or marked
    code = next((text for text, reason in removed if reason in {"SC", CODE_LINE}), "")
    if code and cells["outlet"]:
        codes[code][cells["outlet"]] += 1
    head = [cells["title"]] if cells["title"] and paragraphs else []
    reading.pieces.append(Piece(place, cells, "\n\n".join([*head, *paragraphs])))
    reading.removed += (Removed(cells["id"], text, reason) for text, reason in removed)


def _marked_language(div: Tag) -> str:
    """Return the language that the class of an article, its headline or a paragraph begins with."""
    for tag in (div, *div.find_all(["div", "span", "p"])):
        for name in tag.get_attribute_list("class"):
            if match := _LANGUAGE_CLASS.fullmatch(str(name)):
                return match[1]
    return ""


def _coded(div: Tag) -> Iterator[tuple[str, Tag]]:
    """Yield code and cell of each row of a table whose first cell is a code."""
    for row in div.find_all("tr"):
        cells = [cell for cell in row.find_all(["td", "th"], recursive=False)]
        if len(cells) >= 2 and _CODE.fullmatch(shown_text(cells[0]).strip("\xa0 ")):
            yield shown_text(cells[0]).strip("\xa0 "), cells[1]


def _from_codes(
    coded: list[tuple[str, Tag]], cells: dict[str, str], removed: list[tuple[str, str]]
) -> list[str]:
    paragraphs: list[str] = []
    for code, tag in coded:
        ours = OURS.get(code)
        if code in TEXTS:
            paragraphs += _blocks(tag)
        elif ours and not cells[ours]:
            cells[ours] = shown_text(tag)
        else:
            removed.append((shown_text(tag), code))
    return paragraphs


def _from_lines(div: Tag, cells: dict[str, str], removed: list[tuple[str, str]]) -> list[str]:
    """Read an article without codes: the day and the source follow the number of words."""
    paragraphs = []
    for tag in div.find_all("p", class_="articleParagraph"):
        paragraphs += _blocks(tag)
        tag.extract()
    for ours, named in (("title", re.compile("Headline$")), ("author", re.compile("^author$"))):
        found = div.find(class_=named)
        if isinstance(found, Tag):
            cells[ours] = shown_text(found)
            found.extract()
    lines = _blocks(div)
    places = _places(lines)
    cells |= {ours: lines[k] for ours, k in places.items() if ours in cells}
    for k, line in enumerate(lines):
        if k == places.get("code"):
            removed.append((line, CODE_LINE))
        elif _NUMBER.fullmatch(line):
            cells["id"] = line
        elif k not in places.values():
            removed.append((line, "neither headline nor paragraph"))
    return paragraphs


def _places(lines: list[str]) -> dict[str, int]:
    """Return the lines of date, outlet, code of the source, and language, by their order."""
    counted = (k + 1 for k, line in enumerate(lines) if _WORDS.fullmatch(line))
    dated = (k for k, line in enumerate(lines) if possible_days(line))
    day = next(counted, next(dated, len(lines)))
    outlet = day + 1
    if outlet < len(lines) and _TIME.fullmatch(lines[outlet]):
        outlet += 1
    places = {"date": day, "outlet": outlet}
    if outlet + 1 < len(lines) and _SOURCE_CODE.fullmatch(lines[outlet + 1]):
        places["code"] = outlet + 1
    named = (k for k, line in enumerate(lines) if k > outlet and code_of(line) and " " not in line)
    places["language"] = next(named, len(lines))
    return {ours: k for ours, k in places.items() if k < len(lines)}


def shown_page(html: str) -> str:
    """Return the text of a page as a browser shows it; UnreadableError if it cannot be read."""
    page = _parsed(html)
    for tag in page.find_all(_UNSHOWN):
        tag.decompose()
    return "\n\n".join(_blocks(page))


def shown_text(tag: Tag) -> str:
    """Return the text that a browser shows, with <br> and the borders of blocks as line breaks."""
    return "\n".join(_blocks(tag))


def _blocks(tag: Tag) -> list[str]:
    """Return all texts in a tag in order: those of its blocks, and those between the blocks."""
    pieces: list[str] = []
    stack: list[tuple[Iterator[PageElement], bool]] = [(iter(tag.contents), False)]
    while stack:
        node = next(stack[-1][0], None)
        if node is None:
            pieces += PARAGRAPH if stack.pop()[1] else ""
        elif isinstance(node, Tag):
            block = node.name in BLOCKS
            pieces += PARAGRAPH if block else BREAK if node.name == "br" else ""
            stack.append((iter(node.contents), block))
        elif isinstance(node, NavigableString) and not isinstance(node, _UNSEEN):
            pieces.append(str(node))
    return [text for part in "".join(pieces).split(PARAGRAPH) if (text := _trimmed(part))]


def _trimmed(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip(" ") for line in text.split(BREAK))
    return "\n".join(lines).strip("\n")
