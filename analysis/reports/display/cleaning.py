"""Text and markup from outside made harmless: what is read stays, what acts is taken out."""

import re
from html import escape
from html.parser import HTMLParser

import mistune
import nh3
from markupsafe import Markup

from analysis.reports.display.outline import Outline

# Reordering controls can turn around the text after them; article text never needs them to be read.
_REORDERING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_CONTROLS = [*range(0x20), 0x7F, *range(0x80, 0xA0)]
_HARMLESS: dict[int, str | None] = (
    dict.fromkeys([*_REORDERING, *_CONTROLS])
    | {ord("\t"): "\t", ord("\n"): "\n", 0x85: "\n", 0x0B: " ", 0x0C: " "}
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a pair cannot be written as UTF-8
)
_ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)"  # window titles, links
    r"|\x1b[ -/]*[0-~]"
)
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
_NUMBER_CELL = re.compile(r"<td>(?=[-−+]?\d[\d.,]*(?:e[-+]?\d+)?%?</td>)")


def harmless(text: str) -> str:
    """Return `text` without control and text-reordering characters; tabs and line ends stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_HARMLESS)


def plain(text: str) -> str:
    """Return what a terminal would show of `text`: no colours, no overwritten progress bars."""
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return harmless(_ANSI.sub("", "\n".join(lines)))


def foreign_html(source: str, outline: Outline, *, picture_alt: str) -> Markup:
    """Return markup from an output by allow-list: no style, script, id, form or remote picture.

    Parameters
    ----------
    source
        Any HTML, hostile or not.
    outline
        The headings of the page so far; headings in `source` go below level 2 and stay unlisted.
    picture_alt
        Alternative text for pictures that have none.
    """
    fitted = _Fitted(outline, listed=False, picture_alt=picture_alt)
    return fitted.write(_cleaned(source))


def markdown_html(source: str, outline: Outline) -> Markup:
    """Return a Markdown cell as HTML; raw HTML is shown as text, headings get an id and are listed.

    A picture that is not part of the cell becomes its description and address, as text.
    """
    rendered = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])(
        harmless(source)
    )
    return _Fitted(outline, listed=True, picture_alt="picture").write(_cleaned(str(rendered)))


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


class _Fitted(HTMLParser):
    """Writes cleaned markup anew, tag by tag, fitted to the page that it goes into."""

    def __init__(self, outline: Outline, *, listed: bool, picture_alt: str) -> None:
        super().__init__(convert_charrefs=True)
        self._outline, self._listed, self._picture_alt = outline, listed, picture_alt
        self._out: list[str] = []
        self._heading: tuple[int, str] | None = None  # place in the output and tag of an open one
        self._nested = 0
        self._link: tuple[int, str] | None = None
        self._rows = 0

    def write(self, cleaned: str) -> Markup:
        self.feed(cleaned)
        self.close()
        return Markup(_NUMBER_CELL.sub('<td class="number">', "".join(self._out)))  # noqa: S704 - built from escaped pieces

    def handle_data(self, data: str) -> None:
        self._out.append(escape(data, quote=False))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _HEADINGS:
            self._open_heading(tag)
        elif tag == "img":
            self._out.append(self._picture(given))
        elif tag == "a":
            self._open_link(given.get("href", ""))
        elif tag in _TAGS:
            self._rows = 0 if tag == "table" else self._rows + (tag == "tr")
            self._out.append(self._frame(tag, opens=True))
            self._out.append(f"<{tag}{self._kept(tag, given)}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._close_heading()
        elif tag == "a":
            self._close_link()
        elif tag in _TAGS and tag not in ("br", "hr", "img"):
            self._out.append(f"</{tag}>{self._frame(tag, opens=False)}")

    def _frame(self, tag: str, *, opens: bool) -> str:
        """Return what surrounds a table in prose, so that it scrolls by itself on a phone."""
        if tag != "table" or not self._listed:
            return ""
        region = 'class="scroll" role="region" tabindex="0" aria-label="Table"'
        return f"<div {region}>" if opens else "</div>"

    def _kept(self, tag: str, given: dict[str, str]) -> str:
        kept = [
            f' {name}="{value}"' for name, value in sorted(given.items()) if _COUNT.fullmatch(value)
        ]
        if tag == "th":
            kept.append(' scope="col"' if self._rows == 1 else ' scope="row"')
        return "".join(kept)

    def _picture(self, given: dict[str, str]) -> str:
        source, alt = given.get("src", ""), given.get("alt", "").strip()
        if _PICTURE.fullmatch(source):
            return f'<img src="{"".join(source.split())}" alt="{escape(alt or self._picture_alt)}">'
        address = source if source.startswith(("http:", "https:")) else ""
        told = " ".join(part for part in ("picture not shown:", alt, address) if part)
        return f"[{escape(told)}]"

    def _open_heading(self, tag: str) -> None:
        if self._heading:
            self._nested += 1
            return
        self._heading = len(self._out), tag
        self._out.append("")

    def _close_heading(self) -> None:
        if self._nested or not self._heading:
            self._nested = max(0, self._nested - 1)
            return
        place, tag = self._heading
        self._heading = None
        text = " ".join(Markup("".join(self._out[place:])).striptags().split())  # noqa: S704 - as in write
        if not text:
            return
        deeper, highest = (0, 2) if self._listed else (2, 3)
        level = self._outline.fit(int(tag[1]) + deeper, highest=highest)
        anchor = f' id="{self._outline.add_heading(level, text)}"' if self._listed else ""
        self._out[place] = f"<h{level}{anchor}>"
        self._out.append(f"</h{level}>")

    def _open_link(self, address: str) -> None:
        if _LINK.fullmatch(address):
            self._link = len(self._out), address
            self._out.append(f'<a href="{escape(address)}" rel="noopener noreferrer">')

    def _close_link(self) -> None:
        if self._link:
            place, address = self._link
            if not "".join(self._out[place + 1 :]).strip():
                self._out.append(escape(address))  # a link without text cannot be followed by ear
            self._out.append("</a>")
        self._link = None
