"""Markup from outside as a tree by allow-list: what is read stays, what acts is taken out.

A page writes the tree as HTML, and a paper as its own.
"""

import re

import mistune
import nh3
from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.element import NavigableString
from bs4.formatter import HTMLFormatter
from markupsafe import Markup

from analysis.reports.display.cleaning import harmless
from analysis.reports.display.outline import Outline

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_names = re.compile(r"\w+").findall
_TAGS = {
    *_HEADINGS,
    *_names("p br hr div span blockquote pre ul ol li dl dt dd a img"),
    *_names("table caption thead tbody tfoot tr th td"),
    *_names("b strong i em u s del ins mark small sub sup code kbd samp var q cite abbr bdi"),
}
_CONTENT_DROPPED = set(
    _names("script style title template noscript iframe object svg math select textarea")
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_LINK = re.compile(r"(?:https?://|mailto:|#(?!harmful-link$))[^\s<>\"]+", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
_COUNT = re.compile(r"[0-9]{1,3}")
_NUMBER = re.compile(r"[-−+]?\d[\d.,]*(?:e[-+]?\d+)?%?")
_TAG = re.compile(r'<(?P<end>/?)(?P<name>\w+)(?: \w+="[^"]*")*>')
_OF_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "ul", "ol")  # hold no words of their own
_DEEPEST = 15  # elements inside each other; what lies deeper is shown as if it did not
_WRITTEN = HTMLFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix="")
_SCROLLS = {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": "Table"}


def foreign_tree(source: str, outline: Outline, *, picture_alt: str) -> Tag:
    """Return markup from an output by allow-list: no style, script, id, form or remote picture.

    `source` is any HTML, hostile or not; its headings go below level 2 of the page and stay unlisted. Its
    pictures without an alternative text get `picture_alt`.
    """
    return _fitted(source, outline, listed=False, picture_alt=picture_alt)


def markdown_tree(source: str, outline: Outline) -> Tag:
    """Return what a Markdown cell says; raw HTML is shown as text, headings get an id and are listed.

    A picture that is not part of the cell becomes its description and address, as text.
    """
    rendered = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])(
        harmless(source)
    )
    tree = _fitted(str(rendered), outline, listed=True, picture_alt="picture")
    for table in tree.find_all("table"):  # scrolls by itself on a phone
        table.wrap(Tag(name="div", attrs=dict(_SCROLLS)))
    return tree


def tree_html(tree: Tag) -> Markup:
    """Return what is in a tree as HTML."""
    return Markup(tree.decode_contents(formatter=_WRITTEN))  # noqa: S704 - it is cleaned, and escaped here


def _fitted(source: str, outline: Outline, *, listed: bool, picture_alt: str) -> Tag:
    """Return markup cleaned and fitted to the page that it goes into."""
    page = BeautifulSoup(f"<body>{_flattened(_cleaned(source))}</body>", "html.parser")
    tree = page.find_all("body", limit=1)[0]
    for it in tree.find_all("img"):
        _fit_picture(it, picture_alt)
    for it in tree.find_all("a"):
        _fit_link(it)
    for it in tree.find_all(_HEADINGS):
        _fit_heading(it, outline, listed=listed)
    tree.smooth()  # texts side by side are one again
    _fit_others(tree)
    return tree


def _cleaned(source: str) -> str:
    # Controls go before and after: "java\x01script:" must be judged as what it will be.
    cleaned = nh3.clean(
        harmless(source),
        tags=_TAGS,
        clean_content_tags=_CONTENT_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )
    return harmless(cleaned)


def _flattened(cleaned: str) -> str:
    """Return balanced markup without the tags of what lies too deep; its words stay."""
    open_tags = [("", 0)]  # each with the number of those kept so far

    def kept(found: re.Match[str]) -> str:
        above, depth = open_tags[-1]
        if found["name"] in ("br", "hr", "img"):
            return found.group()
        if found["end"]:
            open_tags.pop()
            return found.group() if open_tags[-1][1] < depth else ""
        # the rows and cells of a table that is just shallow enough stay with it
        shallow = depth < _DEEPEST + 3 * (above in _OF_PARTS)
        open_tags.append((found["name"], depth + 1) if shallow else ("", depth))
        return found.group() if shallow else ""

    return _TAG.sub(kept, cleaned)


def _fit_picture(it: Tag, picture_alt: str) -> None:
    source, alt = str(it.get("src", "")), str(it.get("alt", "")).strip()
    if _PICTURE.fullmatch(source):
        it.attrs = {"src": "".join(source.split()), "alt": alt or picture_alt}
        return
    address = source if source.startswith(("http:", "https:")) else ""
    told = " ".join(part for part in ("picture not shown:", alt, address) if part)
    it.replace_with(f"[{told}]")


def _fit_link(it: Tag) -> None:
    address = str(it.get("href", ""))
    if not _LINK.fullmatch(address):
        it.unwrap()
        return
    it.attrs = {"href": address, "rel": "noopener noreferrer"}
    if not it.decode_contents().strip():
        it.append(address)  # a link without text cannot be followed by ear


def _fit_heading(it: Tag, outline: Outline, *, listed: bool) -> None:
    text = " ".join(it.get_text().split())
    if not text or it.find_parent(_HEADINGS):
        it.unwrap()
        return
    deeper, highest = (0, 2) if listed else (2, 3)
    level = outline.fit(int(it.name[1]) + deeper, highest=highest)
    it.name = f"h{level}"
    it.attrs = {"id": outline.add_heading(level, text)} if listed else {}


def _fit_others(tree: Tag) -> None:
    """Leave to elements what counts, and say what headers head and which cells are numbers."""
    rows = 0
    for it in tree.find_all():
        if it.name in (*_HEADINGS, "a", "img"):
            continue
        it.attrs = {key: value for key, value in it.attrs.items() if _COUNT.fullmatch(str(value))}
        rows = 0 if it.name == "table" else rows + (it.name == "tr")
        if it.name == "th":
            it["scope"] = "col" if rows == 1 else "row"
        inside = it.contents[0] if it.name == "td" and len(it.contents) == 1 else None
        if isinstance(inside, NavigableString) and not it.attrs and _NUMBER.fullmatch(inside):
            it["class"] = "number"
