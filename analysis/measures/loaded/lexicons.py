"""Read word lists of loaded language: our own TSV, LIWC's .dic, and quanteda's dictionaries in YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.language.words import WORD, fold

CATEGORIES = (
    "evaluative",
    "emotive",
    "intensifier",
    "hedge",
    "booster",
    "violence",
    "moral",
    "label",
    "doubt",
    "accusing",
)
PARTS = ("", "noun", "verb", "adjective", "adverb")


class LexiconError(FramingError):
    """A word list that cannot be used; the message names file, line and what would be right."""

    def __init__(self, file: str, line: int, wrong: str) -> None:
        super().__init__(f"{file}, line {line}: {wrong}")


@dataclass(frozen=True)
class Entry:
    """One line of a word list.

    A word of `words` with "*" at its end stands for all words with that beginning. `weight` is the share of
    its occurrences that people marked as loaded, drawn towards the mean of its category (decision 25);
    0 to 1.
    """

    term: str  # as the file has it
    words: tuple[str, ...]  # folded
    categories: tuple[str, ...]  # more than one only in formats that allow it
    part: str = ""  # the only part of speech for which it counts, "" for any
    weight: float = 1.0
    n: float = 0.0  # its occurrences in the texts behind the weight; 0 if there were none


@dataclass(frozen=True)
class Lexicon:
    """A word list: its name and its entries, each term once for a part of speech."""

    name: str
    entries: tuple[Entry, ...]


def words_of_term(term: str) -> tuple[str, ...] | None:
    """Return the words of a term for matching, or None if no text can ever match it.

    Words follow the one definition in `analysis.language.words`; a "*" may end a word.
    """
    found = []
    for part in term.split():
        word = fold(part.removesuffix("*"))
        if not WORD.fullmatch(word):
            return None
        found.append(word + "*" * part.endswith("*"))
    return tuple(found) or None


def collected(file: str, name: str, lines: list[tuple[int, Entry]]) -> Lexicon:
    """Return the entries as a Lexicon, or refuse an entry that stands there twice."""
    first: dict[tuple[tuple[str, ...], str], int] = {}
    for number, entry in lines:
        key = entry.words, entry.part
        if key in first:
            raise LexiconError(
                file, number, f"{entry.term!r} is repeated, first in line {first[key]}; one of them"
            )
        first[key] = number
    if not lines:
        raise LexiconError(file, 1, "no entry; a list has at least one")
    return Lexicon(name, tuple(entry for _, entry in lines))


OWN = "loaded"
_NEEDED = ("term", "category")
_KNOWN = (*_NEEDED, "pos", "weight", "n", "marked")
_DECLARES = "# category:"


def own_lexicon() -> Lexicon:
    """Return the list of the project; resources/wordlists/loaded.md is its card."""
    file = files("analysis.resources").joinpath("wordlists/loaded.tsv")
    return _tsv("loaded.tsv", OWN, file.read_text(encoding="utf-8"))


def read_lexicon(path: str) -> Lexicon:
    """Read a word list of the user's own.

    Parameters
    ----------
    path
        A UTF-8 file. `.tsv`: columns `term` and `category`, if wanted `pos` (noun, verb, adjective,
        adverb) and `weight` (0 to 1); a category that is not ours is declared by a line
        "# category: NAME". `.dic`: LIWC's format. `.yml` or `.yaml`: a dictionary of quanteda, keys
        inside keys joined by ".". A "*" at the end of a word stands for any ending.

    Raises
    ------
    LexiconError
        If the file cannot be read or a line cannot be used; it names the file and the line.
    """
    file = Path(path)
    readers = {".tsv": _tsv, ".dic": _dic, ".yml": _yaml, ".yaml": _yaml}
    suffix = file.suffix.lower()
    if suffix not in readers:
        raise LexiconError(path, 1, f"ends with {file.suffix!r}; lists end with .tsv, .dic or .yml")
    try:
        text = as_begun(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(path, 1, f"cannot be read ({error}); give a UTF-8 file") from error
    return readers[suffix](path, file.stem, text)


def _tsv(file: str, name: str, text: str) -> Lexicon:
    lines = text.splitlines()
    declared = {
        line.removeprefix(_DECLARES).strip() for line in lines if line.startswith(_DECLARES)
    }
    numbered = [
        (number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")
    ]
    if not numbered:
        raise LexiconError(file, 1, "no header; the first line names the columns")
    header, *rows = (line.split("\t") for _, line in numbered)
    for column in _NEEDED:
        if column not in header:
            raise LexiconError(file, numbered[0][0], f"no column {column!r}; it has {header}")
    for column in header:
        if column not in _KNOWN:
            known = ", ".join(_KNOWN)
            raise LexiconError(file, numbered[0][0], f"unknown column {column!r}; there is {known}")
    found = []
    for (number, _), row in zip(numbered[1:], rows, strict=True):
        if len(row) != len(header):
            wrong = f"{len(row)} columns where the header has {len(header)}"
            raise LexiconError(file, number, wrong)
        cells = dict(zip(header, row, strict=True))
        found.append((number, _entry(file, number, cells, {*CATEGORIES, *declared})))
    return collected(file, name, found)


def _entry(file: str, number: int, cells: dict[str, str], known: set[str]) -> Entry:
    category, part = cells["category"], cells.get("pos", "")
    if category not in known:
        wrong = f"unknown category {category!r}; there is {', '.join(sorted(known))}"
        raise LexiconError(file, number, f'{wrong}; declare others as "{_DECLARES} NAME"')
    if part not in PARTS:
        raise LexiconError(file, number, f"unknown pos {part!r}; there is {', '.join(PARTS[1:])}")
    return Entry(
        cells["term"],
        _words(file, number, cells["term"]),
        (category,),
        part,
        _number(file, number, "weight", cells.get("weight", "1"), 1),
        _number(file, number, "n", cells.get("n", "0"), 1e12),
    )


def _number(file: str, number: int, name: str, written: str, most: float) -> float:
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise LexiconError(file, number, f"{name} {written!r} is no number from 0 to {most:g}")
    return value


def _words(file: str, number: int, term: str) -> tuple[str, ...]:
    words = words_of_term(term)
    if words is None:
        raise LexiconError(
            file,
            number,
            f"{term!r} can never match: a term is words of letters and digits, with apostrophes and "
            "hyphens inside them, each with a * at its end if any ending will do",
        )
    return words


def _dic(file: str, name: str, text: str) -> Lexicon:
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    marks = [place for place, (_, line) in enumerate(lines) if line == "%"]
    if len(marks) != 2:
        raise LexiconError(file, 1, f"{len(marks)} lines with %; categories stand between two")
    categories = {}
    for number, line in lines[marks[0] + 1 : marks[1]]:
        key, label = [*line.split(maxsplit=1), "", ""][:2]
        if not label:
            raise LexiconError(file, number, f"{line!r} is no number and name of a category")
        categories[key] = label
    terms = [(number, line) for number, line in lines[marks[1] + 1 :] if line]
    found = [(at, _dic_entry(file, at, line, categories)) for at, line in terms]
    return collected(file, name, found)


def _dic_entry(file: str, number: int, line: str, categories: dict[str, str]) -> Entry:
    term, *keys = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if not keys:
        raise LexiconError(file, number, f"{term!r} has no category; they follow after tabs")
    for key in keys:
        if key not in categories:
            known = ", ".join(categories)
            raise LexiconError(file, number, f"unknown category {key!r}; there is {known}")
    labels = tuple(dict.fromkeys(categories[key] for key in keys))
    return Entry(term, _words(file, number, term), labels)


def _yaml(file: str, name: str, text: str) -> Lexicon:
    import yaml  # noqa: PLC0415  only for those who have such a list

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise LexiconError(file, line, "is not YAML") from error
    except RecursionError as error:
        raise LexiconError(file, 1, "is too deep; categories in categories are wanted") from error
    by_term: dict[str, tuple[int, dict[str, None]]] = {}
    for number, category, term in _leaves(file, root, (), set()):
        _, labels = by_term.setdefault(term, (number, {}))
        if category in labels:
            raise LexiconError(file, number, f"{term!r} is repeated in {category!r}")
        labels[category] = None
    found = [
        (number, Entry(term, _words(file, number, term), tuple(labels)))
        for term, (number, labels) in by_term.items()
    ]
    return collected(file, name, found)


def _leaves(
    file: str, node: Any, path: tuple[str, ...], seen: set[int]
) -> Iterator[tuple[int, str, str]]:
    """Yield line, category and term of every value of a composed YAML document.

    `seen` are the nodes that were read: an alias may lead back into itself, or make millions of values.
    """
    line = node.start_mark.line + 1 if node is not None else 1
    if id(node) in seen:
        raise LexiconError(file, line, "an alias (*) leads here; its words have to be written out")
    seen.add(id(node))
    match getattr(node, "id", None):
        case "mapping":
            for key, value in node.value:
                if key.id != "scalar":
                    raise LexiconError(file, key.start_mark.line + 1, "a key is not a plain name")
                yield from _leaves(file, value, (*path, str(key.value)), seen)
        case "sequence":
            for item in node.value:
                yield from _leaves(file, item, path, seen)
        case "scalar" if path:
            yield line, ".".join(path), str(node.value)
        case _:
            raise LexiconError(file, line, "no dictionary; keys with lists of words are wanted")
