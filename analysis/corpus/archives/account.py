"""The account of an import: what was found, what each field holds, and what is odd, in one table.

It becomes import.csv in the folder of the corpus. A line is a count of something (`count`), the number it
is a part of (`of`, empty if none), its share in percent, and up to three examples.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

import pandas as pd

from analysis.corpus.archives.acceptance import Article
from analysis.corpus.archives.cells.html_in_cells import holds_markup
from analysis.corpus.archives.cells.outlet_names import near_equal
from analysis.corpus.archives.contents import Reading
from analysis.corpus.problems import Place, Problem, grouped, shown

EXAMPLES = 3
FIELDS = ("outlet", "date", "title", "author", "url", "language")
SHORT = 200  # characters
EXCEL_CELL = 32_767  # characters, the most that a cell of Excel holds
_CUT = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.)\s*\]|\(more\)|read more|continue reading|\[\+[0-9,]+ chars\])\W{0,3}$",
    re.IGNORECASE,
)
MARKS_OF_A_CUT = "mark of a text that was cut off"


@dataclass(frozen=True)
class Line:
    """One line of the account; `of` is 0 where the count is no part of anything."""

    part: str
    name: str
    count: int
    of: int = 0
    examples: str = ""

    @property
    def percent(self) -> str:
        """The share in percent, with one digit behind the point; "" without `of`."""
        return f"{100 * self.count / self.of:.1f}" if self.of else ""


def account_of(
    articles: Sequence[Article], reading: Reading, left_out: int, languages: dict[str, str]
) -> list[Line]:
    """Return the account; `languages` maps the ids of some articles to the language of their texts."""
    return [
        *_numbers(articles, reading, left_out),
        *_fields(articles),
        *_days(articles),
        *_outlets(articles),
        *_texts(articles, reading),
        *_languages(languages),
        *_taken_out(reading),
        *_problems(reading),
    ]


def as_table(lines: Sequence[Line]) -> pd.DataFrame:
    """Return the account as it stands in import.csv."""
    names = [field.name for field in fields(Line)]
    table = pd.DataFrame([{n: getattr(line, n) for n in names} for line in lines], columns=names)
    table["of"] = [str(line.of or "") for line in lines]
    table.insert(4, "percent", [line.percent for line in lines])
    return table


def announced_problems(reading: Reading) -> Iterator[Problem]:
    """Warn of each file that says it has another number of articles than were found in it."""
    found: dict[str, set[int]] = defaultdict(set)
    for piece in reading.pieces:
        found[shown(piece.place.file)].add(piece.place.row)
    for problem in reading.problems:
        if problem.row:
            found[problem.file].add(problem.row)
    for file, number in reading.announced.items():
        there = len(found[shown(file)])
        if there != number:
            yield Place(file).warning(
                f"says that it has {number:,} articles, but {there:,} were found in it",
                "the whole file as the archive made it",
            )


def _numbers(articles: Sequence[Article], reading: Reading, left_out: int) -> Iterator[Line]:
    found = len(articles) + left_out + reading.absent
    told = sum(reading.announced.values())
    if told:
        yield Line("articles", "announced by the files", told, 0, _few(reading.announced))
    yield Line("articles", "found", found, told)
    yield Line("articles", "imported", len(articles), found)
    if left_out:
        yield Line("articles", "left out because of an error", left_out, found)
    if reading.absent:
        yield Line("articles", "removed by their service before", reading.absent, found)


def _fields(articles: Sequence[Article]) -> Iterator[Line]:
    for name in FIELDS:
        values = [a.day if name == "date" else a.piece.cells[name] for a in articles]
        empty = [
            a.piece.cells["id"] for a, v in zip(articles, values, strict=True) if not v.strip()
        ]
        some = f"empty in {_few(empty)}" if 0 < len(empty) < len(articles) else ""
        yield Line("fields", name, len(articles) - len(empty), len(articles), some)


def _days(articles: Sequence[Article]) -> Iterator[Line]:
    days = Counter(article.day for article in articles if article.day)
    if days:
        yield Line("dates", "first", days[min(days)], len(articles), min(days))
        yield Line("dates", "last", days[max(days)], len(articles), max(days))


def _outlets(articles: Sequence[Article]) -> Iterator[Line]:
    times = Counter(article.piece.cells["outlet"] for article in articles)
    beside = {name: group for group in near_equal(times) for name in group}
    for name, number in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        others = [other for other in beside.get(name, []) if other != name]
        told = f"perhaps the same: {_few(others)}" if others else ""
        yield Line("outlets", name, number, len(articles), told)


def _texts(articles: Sequence[Article], reading: Reading) -> Iterator[Line]:
    marked = {r.article for r in reading.removed if r.reason == MARKS_OF_A_CUT}
    first: dict[str, str] = {}
    doubled = [
        f"{a.piece.cells['id']} as {first[a.piece.text]}"
        for a in articles
        if first.setdefault(a.piece.text, a.piece.cells["id"]) != a.piece.cells["id"]
    ]
    checks: dict[str, Callable[[Article], bool]] = {
        "look cut off": lambda a: (
            a.piece.cells["id"] in marked or bool(_CUT.search(a.piece.text[-40:]))
        ),
        "as long as a cell of Excel can be": lambda a: len(a.piece.text) == EXCEL_CELL,
        f"shorter than {SHORT} characters": lambda a: len(a.piece.text) < SHORT,
        "hold tags or entities of HTML": lambda a: holds_markup(a.piece.text),
    }
    found = {
        name: [a.piece.cells["id"] for a in articles if is_so(a)] for name, is_so in checks.items()
    }
    found["the same as another text"] = doubled
    for name, ids in found.items():
        yield Line("texts", name, len(ids), len(articles), _few(ids))


def _languages(languages: dict[str, str]) -> Iterator[Line]:
    times = Counter(languages.values())
    for code, number in times.most_common():
        ids = [name for name, found in languages.items() if found == code]
        most = number == max(times.values())
        yield Line("languages", code, number, len(languages), "" if most else _few(ids))


def _taken_out(reading: Reading) -> Iterator[Line]:
    passages: dict[str, list[str]] = defaultdict(list)
    for entry in reading.removed:
        passages[entry.reason].append(entry.text)
    for reason, texts in sorted(passages.items()):
        yield Line("taken out", reason, len(texts), 0, " | ".join(map(shown, texts[:EXAMPLES])))
    for name, number in sorted((+reading.cleaning).items()):
        yield Line("taken out", name, number)


def _problems(reading: Reading) -> Iterator[Line]:
    for group in grouped(reading.problems):
        name = f"{group[0].severity}: {group[0].problem}"
        places = [f"{p.file}, row {p.row}" if p.row else p.file for p in group[:EXAMPLES]]
        yield Line("problems", name, len(group), 0, " | ".join(places))


def _few(names: Sequence[str] | dict[str, int]) -> str:
    return ", ".join(shown(name) for name in list(names)[:EXAMPLES])
