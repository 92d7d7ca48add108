"""Give every number in a report's findings a name in LaTeX or typst, so that nobody retypes it."""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.cite.snippets import tex
from analysis.cite.work import CiteError
from analysis.files import visible
from analysis.normal_form import normal_form
from analysis.record.publication import REPORT, displays_of

# days, and numbers with signs, thousands and per cent, but no part of a word
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{4}-\d\d-\d\d|[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?)(?!\w)"
)
_WORD = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")  # numbers change from run to run, keys should not
# tables behind findings, and the numbers of a row that have a key
_TABLES = {
    "contrasts": ("difference", "low", "high"),
    "patterns": ("value", "low", "high"),
    "loaded-contrasts": ("difference", "low", "high"),
    "loaded-outlet": ("value", "low", "high"),
}
_PART = re.compile("[a-z0-9]+")
_HEAD, _BEFORE = 2, 3  # words in a key: from the beginning of the sentence, and before the number

_USE = r"""% \framing{KEY} prints a number as its report states it; a KEY that is not here is an error.
\providecommand{\framing}[1]{\ifcsname framing:#1\endcsname\csname framing:#1\endcsname\else
  \errmessage{No number #1; make the file anew with framing cite}\fi}"""


def report_folder(target: str, root: Path) -> Path:
    """Return the folder of a report (REPORT/RUN, its folder, or a file in it), or raise CiteError."""
    given = Path(target)
    places = (given, given.parent, root / "reports" / target)
    for place in places:
        if (place / REPORT).is_file():
            return place
    raise CiteError(
        f"{target}: not a report; give REPORT/RUN, as in frequency/default, or its page"
    )


def number_macros(folder: Path) -> str:
    r"""Return a LaTeX file that defines `\framing{KEY}` for every number in the findings of a report.

    Numbers about outlets come from the tables behind the findings: their keys are the report, what is
    measured, and the outlet, whatever the data. For other sentences a key is the report, the first words of
    the sentence and the words before the number. If a number is gone, its key is an error in the paper.

    Raises
    ------
    CiteError
        If the report states no number.
    """
    lines = [_USE]
    for sentence, numbers in _stated(folder):
        lines.append(f"% {_line(sentence)}")
        for key, number in numbers:
            lines.append(rf"\expandafter\def\csname framing:{key}\endcsname{{{_value(number)}}}")
    return "\n".join(lines)


def typst_numbers(folder: Path) -> str:
    """Return a typst file with a function `framing(key)`, with the keys and errors of `number_macros`."""
    lines = [
        "// framing(key) gives a number as its report states it; a key that is not here is an error"
    ]
    lines.append("#let framing-numbers = (")
    for sentence, numbers in _stated(folder):
        lines.append(f"  // {_line(sentence)}")
        lines += [f'  "{key}": "{number}",' for key, number in numbers]
    return "\n".join([*lines, ")", "#let framing(key) = framing-numbers.at(key)"])


def _line(sentence: str) -> str:
    """Return a sentence for a comment, which ends with its line."""
    return visible(" ".join(str(sentence).split()))


def _stated(folder: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return sentences, or rows of tables, each with the keys of its numbers and the numbers."""
    report, place = folder.resolve().parent.name, folder.resolve()
    told = [it for it in displays_of(folder / REPORT) if it.get("kind") == "findings"]
    rows = [*_of_tables(report, place.parents[2] / "figures" / report / place.name)]
    # the first findings are those of the tables
    told = told[1:] if rows else told
    given = [display.get("sentences") for display in told]
    lists = [sentences for sentences in given if isinstance(sentences, list)]
    sentences = [one for each in lists for one in each if isinstance(one, str)]
    found = _apart([*rows, *_definitions(report, sentences)])
    if not any(numbers for _, numbers in found):
        raise CiteError(f"{folder}: its findings state no number")
    return found


def _of_tables(report: str, folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the numbers of each table behind findings, by names that do not change with the data."""
    for name, columns in _TABLES.items():
        file = folder / f"{name}.csv"
        for row in _read(file, columns) if file.is_file() else ():
            group = "" if row["group"] == row["category"] else row["group"]
            of = [row["measure"], group, row["category"], row.get("outlet", "")]
            key = "-".join(word for part in (report, *of) for word in _PART.findall(_plain(part)))
            rate = row["unit"].endswith("per 1,000 words")
            numbers = [
                (
                    f"{key}-{column}".removesuffix("-value"),
                    _written(row[column], columns, rate=rate, file=file),
                )
                for column in columns
                if row.get(column)
            ]
            yield f"{name}.csv: {', '.join(filter(None, of))}", numbers


def _read(file: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a table of findings; CiteError if it has not their columns."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, restval="", strict=True)
            rows = list(reader)
    except (OSError, ValueError, csv.Error) as error:
        raise CiteError(f"{file}: cannot be read as a table ({error})") from None
    missing = {"measure", "group", "category", "unit", *columns} - set(reader.fieldnames or ())
    if missing and rows:
        raise CiteError(f"{file}: lacks the columns {', '.join(sorted(missing))}")
    return rows


def _written(value: str, columns: Sequence[str], *, rate: bool, file: Path) -> str:
    """Return a rate as it is, a share in percent, a difference of shares in percentage points."""
    try:
        number = float(value)
    except ValueError:
        raise CiteError(f"{file}: {visible(value)!r} is no number") from None
    if rate:
        return f"{number:.1f}"
    return f"{100 * number:.1f}{'%' if 'value' in columns else ''}"


def _definitions(
    report: str, sentences: Sequence[str]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for sentence in sentences:
        numbers = []
        for found in _NUMBER.finditer(sentence):
            words = [*_words(sentence)[:_HEAD], *_words(sentence[: found.start()])[-_BEFORE:]]
            numbers.append(("-".join([*_words(report), *words]), found[0]))
        yield sentence, numbers


def _apart(
    stated: Sequence[tuple[str, list[tuple[str, str]]]],
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the same with every key once: the second of a name is NAME-2."""
    seen: dict[str, int] = {}
    told = []
    for what, numbers in stated:
        own = []
        for key, number in numbers:
            seen[key] = seen.get(key, 0) + 1
            own.append((f"{key}-{seen[key]}" if seen[key] > 1 else key, number))
        told.append((what, own))
    return told


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    return normal_form("NFKD", text.lower()).encode("ascii", "ignore").decode()


def _value(number: str) -> str:
    minus = number.startswith(("−", "-"))
    return f"$-${tex(number[1:])}" if minus else tex(number)
