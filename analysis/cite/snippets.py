"""Write a figure or table for a paper: as LaTeX, typst or Markdown.

Texts are escaped: LaTeX prints them and obeys nothing in them, and braces are balanced for BibTeX.
"""

import csv
import io
import math
import re
from collections.abc import Sequence

from analysis.cite.target import UNFIT, Cited
from analysis.cite.work import CiteError
from analysis.files import visible
from analysis.tables.labels import labels_of

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # \{ is right for LaTeX, but BibTeX counts it as a brace
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
}


def tex(text: str) -> str:
    """Return text for LaTeX in UTF-8 (with the font encoding T1, LuaLaTeX or XeLaTeX), on one line."""
    line = " ".join(text.split())
    return "".join(_SPECIAL.get(char, char) for char in visible(line))


_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~!&$^@{}])")


def latex_figure(cited: Cited) -> str:
    """Return a figure environment with the picture, caption, label and alternative text.

    `alt` is a key of graphicx from 2021 on.
    """
    return "\n".join(
        [
            r"\begin{figure}",
            r"  \centering",
            rf"  \includegraphics[width=\linewidth, alt={{{tex(_alt(cited))}}}]{{{_tex_path(cited)}}}",
            rf"  \caption{{{tex(_caption(cited))}}}",
            rf"  \label{{fig:{cited.id}}}",
            r"\end{figure}",
        ]
    )


def markdown_figure(cited: Cited) -> str:
    """Return an image with its alternative text, and its caption below."""
    picture = cited.picture(".svg", ".png").as_posix()
    place = f"<{picture}>" if re.search(r"[\s()]", picture) else picture
    if re.search(r"[<>\\\x00-\x1f\x7f]", picture):
        raise CiteError(f"{visible(picture)}: Markdown cannot show a file of this name; rename it")
    return f"![{markdown(_alt(cited))}]({place})\n\n*{markdown(_caption(cited))}*"


def typst_figure(cited: Cited) -> str:
    """Return a typst figure with the picture, caption, label and alternative text."""
    picture, alt, caption = (
        _typst(text)
        for text in (cited.picture(".svg", ".png").as_posix(), _alt(cited), _caption(cited))
    )
    return "\n".join(
        [
            "#figure(",
            f"  image({picture}, alt: {alt}),",
            f"  caption: {caption},",
            f") <{cited.id}>",
        ]
    )


def _typst(text: str) -> str:
    """Return text as a typst string that holds it, on one line."""
    written = visible(" ".join(text.split()))
    return '"' + written.replace("\\", "\\\\").replace('"', '\\"') + '"'


def latex_table(cited: Cited, columns: Sequence[str] = ()) -> str:
    """Return the data of a figure or table as a LaTeX table; needs the package booktabs.

    The heads are those of the report, numbers have its digits; the CSV has all. `columns` are the columns to
    show by their name in the CSV, in this order; all if empty.
    """
    header, rows, numeric = _columns_shown(cited, columns)
    aligned = "".join("r" if is_number else "l" for is_number in numeric)
    lines = [" & ".join(map(_tex_cell, row)) + r" \\" for row in [header, *rows]]
    return "\n".join(
        [
            r"\begin{table}",
            r"  \centering",
            rf"  \caption{{{tex(_caption(cited))}}}",
            rf"  \label{{tab:{cited.id}}}",
            rf"  \begin{{tabular}}{{{aligned}}}",
            r"    \toprule",
            f"    {lines[0]}",
            r"    \midrule",
            *(f"    {line}" for line in lines[1:]),
            r"    \bottomrule",
            r"  \end{tabular}",
            r"\end{table}",
        ]
    )


def markdown_table(cited: Cited, columns: Sequence[str] = ()) -> str:
    """Return the data of a figure or table as a Markdown table with its caption below.

    Numbers are rounded and columns chosen as in `latex_table`.
    """
    header, rows, numeric = _columns_shown(cited, columns)
    rule = ["---:" if is_number else "---" for is_number in numeric]
    cells = [[markdown(cell) for cell in row] for row in [header, *rows]]
    lines = [f"| {' | '.join(row)} |" for row in [cells[0], rule, *cells[1:]]]
    return "\n".join([*lines, "", f"*{markdown(_caption(cited))}*"])


def markdown(text: str) -> str:
    """Return text as Markdown that shows it, on one line."""
    return _MARKDOWN.sub(r"\\\1", visible(" ".join(text.split())))


def _caption(cited: Cited) -> str:
    caption = str(cited.record["caption"]).strip()
    version = cited.record["versions"].get("framing", "")
    stop = "" if caption.endswith((".", "!", "?")) else "."
    unfit = f" But {UNFIT}." if cited.problems else ""
    return f"{caption}{stop} {cited.kind.capitalize()} {cited.id}, framing {version}.{unfit}"


def _alt(cited: Cited) -> str:
    return str(cited.record.get("alt", ""))


def _tex_path(cited: Cited) -> str:
    path = cited.picture(".pdf", ".png").as_posix()
    if set(path) & set('\\{}%#~^"') or not path.isprintable():
        raise CiteError(
            f"{visible(path)}: LaTeX cannot include a file of this name; rename it first"
        )
    return path


def _columns_shown(
    cited: Cited, columns: Sequence[str]
) -> tuple[list[str], list[list[str]], Sequence[bool]]:
    header, rows = _rows_in(cited.data, cited.id)
    unknown = [name for name in columns if name not in header]
    if unknown:
        raise CiteError(f"{cited.id}: no column {unknown[0]!r}; it has {', '.join(header)}")
    places = [header.index(name) for name in columns or header]
    known = labels_of(header)
    names = [header[i] for i in places]
    digits = [known[name].digits if name in known else None for name in names]
    cells = [[row[i] for i in places] for row in rows]
    numeric = [all(_is_number(row[i]) for row in cells if row[i]) for i in range(len(places))]
    shown = [[_rounded(*of) for of in zip(row, digits, strict=True)] for row in cells]
    return [known[name].text if name in known else name for name in names], shown, numeric


def _rows_in(data: bytes, of: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a CSV; CiteError if it is no table."""
    text = data.decode("utf-8", "replace")
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (ValueError, csv.Error) as error:
        raise CiteError(f"{of}: its data are no table ({error})") from None
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise CiteError(
                f"{of}: row {number} of its data has {len(row)} cells, not {len(header)}"
            )
    return header, rows


def _tex_cell(cell: str) -> str:
    return f"$-${tex(cell[1:])}" if cell.startswith("-") and _is_number(cell) else tex(cell)


def _rounded(cell: str, digits: int | None) -> str:
    """Return a number that is not whole as its table shows it, else with four digits; texts as they are."""
    if not _is_number(cell) or not set(cell) & set(".e"):
        return cell
    number = float(cell)
    if digits is not None and math.isfinite(number):
        return f"{number:z.{digits}f}"
    return f"{number:.0f}" if 1000 <= abs(number) < 1e15 else f"{number:.4g}"


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
