"""Give every number in a report's findings a name in LaTeX or typst, so that nobody retypes it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.cite.snippets import tex
from analysis.cite.work import CiteError
from analysis.record.publication import REPORT, displays_of

# days, and numbers with signs, thousands and per cent, but no part of a word
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{4}-\d\d-\d\d|[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?)(?!\w)"
)
_WORD = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")  # numbers change from run to run, keys should not
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

    A key consists of the report, the first words of the sentence and the words before the number. If a
    sentence is gone, its key is an error in the paper and never another number.

    Raises
    ------
    CiteError
        If the report states no number.
    """
    lines = [_USE]
    for sentence, numbers in _stated(folder):
        lines.append(f"% {' '.join(sentence.split())}")
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
        lines.append(f"  // {' '.join(sentence.split())}")
        lines += [f'  "{key}": "{number}",' for key, number in numbers]
    return "\n".join([*lines, ")", "#let framing(key) = framing-numbers.at(key)"])


def _stated(folder: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the sentences of the findings, each with the keys of its numbers and the numbers."""
    sentences = [
        sentence
        for display in displays_of(folder / REPORT)
        if display.get("kind") == "findings"
        for sentence in display.get("sentences", [])
    ]
    found = [*_definitions(folder.resolve().parent.name, sentences)]
    if not any(numbers for _, numbers in found):
        raise CiteError(f"{folder}: its findings state no number")
    return found


def _definitions(
    report: str, sentences: Sequence[str]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    seen: dict[str, int] = {}
    for sentence in sentences:
        numbers = []
        for found in _NUMBER.finditer(sentence):
            words = [*_words(sentence)[:_HEAD], *_words(sentence[: found.start()])[-_BEFORE:]]
            key = "-".join([*_words(report), *words])
            seen[key] = seen.get(key, 0) + 1
            key += f"-{seen[key]}" if seen[key] > 1 else ""
            numbers.append((key, found[0]))
        yield sentence, numbers


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _WORD.findall(plain)


def _value(number: str) -> str:
    minus = number.startswith(("−", "-"))
    return f"$-${tex(number[1:])}" if minus else tex(number)
