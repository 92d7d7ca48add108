"""Write marked text as HTML that shows and never acts.

The page keeps the characters of the text exactly. Active ones (markup, characters that turn the text around,
control characters) are written in a form without effect. Signs are
empty elements that the style sheet fills from their attributes, so that copying the text out gives
the text.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from analysis.reports.display.cleaning import harmless
from analysis.reports.display.marks import ELEMENTS, Attribution, Mark, Sign, pieces_and_signs

# characters that need another form: line ends that HTML would change, controls, reordering characters
_SPECIAL = re.compile("\r\n|[\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NEVER = {0, *range(0x80, 0xA0)}  # HTML has no way to write these


def marked_html(
    text: str, marks: Iterable[Mark], *, start: int = 0, signs: Sequence[Sign] = ()
) -> Markup:
    """Return `text` with its marks and signs as HTML whose text is `text`, character by character.

    NUL, the control characters from U+0080 to U+009F and lone surrogates are left out: no page can hold
    them. The style sheet shows the code point of each of them, and of each other control or reordering
    character. `start` is the offset of `text` in the text to which marks and signs refer.
    """
    out = []
    for it in pieces_and_signs(text, marks, start=start, signs=signs):
        if isinstance(it, Sign):
            out.append(_sign_html(it))
        else:
            out.append(_in_elements(_written(text, it.start - start, it.end - start), it.parts))
    return Markup("".join(out))  # noqa: S704 - built from escaped pieces


def _in_elements(content: str, parts: Sequence[str]) -> str:
    for part in (part for part in parts if part in ELEMENTS):
        content = f'<{ELEMENTS[part]} class="is-{part}">{content}</{ELEMENTS[part]}>'
    names = " ".join(f"is-{part}" for part in parts if part not in ELEMENTS)
    return f'<span class="{escape(names)}">{content}</span>' if names else content


def _written(text: str, start: int, end: int) -> str:
    """Return `text[start:end]` as HTML that shows it and that a parser reads back unchanged."""
    out, done = [], start
    for match in _SPECIAL.finditer(text, start, end):
        out.append(escape(text[done : match.start()], quote=False))
        out.append(_special(match.group(), text[match.end() : match.end() + 1]))
        done = match.end()
    out.append(escape(text[done:end], quote=False))
    return re.sub("[\ud800-\udfff]", lambda half: _code(ord(half.group())), "".join(out))


def _special(characters: str, following: str) -> str:
    if characters == "\r\n":
        return "&#13;\n"
    if characters == "\r":
        return "&#13;" if following == "\n" else "&#13;<br>"
    return _code(ord(characters))


def _code(number: int) -> str:
    """Return an element that shows the code point of a character, and holds it if HTML can."""
    never = number in _NEVER or 0xD800 <= number < 0xE000
    held = "" if never else f"&#{number};"
    name = f"U+{number:04X}"
    return f'<span class="unshown" data-code="{name}" title="character {name}">{held}</span>'


def _sign_html(sign: Sign) -> str:
    if sign.said:
        return _note_html(sign.said)
    shown = {"name" if sign.kind == "section" else "number": sign.text} if sign.text else {}
    return f'<span class="{sign.kind}"{_data(**shown)}></span>'


def _note_html(said: Attribution) -> str:
    told = escape(harmless(f"Attribution {said.number}: {said.who} ({said.how})"))
    kind = "note nested" if said.nested else "note"
    shown = _data(number=said.number, who=said.brief, how=said.how)
    return f'<span class="{kind}" role="note" aria-label="{told}" title="{told}"{shown}></span>'


def _data(**data: str) -> str:
    return "".join(f' data-{name}="{escape(harmless(value))}"' for name, value in data.items())
