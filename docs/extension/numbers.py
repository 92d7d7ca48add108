"""Numbers for the pages, from where they are measured or set: quality tables, word lists, code, notebooks."""

import csv
import re
import tomllib
from importlib import import_module
from pathlib import Path

from analysis.language import PARTS_OF_SPEECH
from analysis.reports.execute.parameters_cell import read_parameters
from docs.extension.parameters import NOTEBOOKS

ROOT = Path(__file__).resolve().parents[2]
PYTHON = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "requires-python"
].strip(">=")
RESOURCES = ROOT / "analysis" / "resources"
QUALITY = {
    "attribution": RESOURCES / "models/attribution/quality.tsv",
    "loaded model": RESOURCES / "models/loaded/quality.tsv",
    "loaded list": RESOURCES / "wordlists/loaded_quality.tsv",
}
# which column tells rows of the same figure apart, beside the figure
_OF = {"attribution": "outlet", "loaded model": "data", "loaded list": "list"}
# rows without a name before the semicolon
_USUAL = {"attribution": "", "loaded model": "BABE, development part", "loaded list": "all"}
_SHARE = re.compile(r"\bfound$|\bprecision$|\bcalled loaded\b")  # names of shares

_RAREST = "in one of five"  # rows of the simulation of intervals
_HELD = re.compile(r"(?<!\S)\.\d+")


def measured(table: str, what: str) -> str:
    """Return a measured figure with its 95% interval, where it has one.

    Parameters
    ----------
    table
        A key of `QUALITY`.
    what
        FIGURE, or WHERE; FIGURE, as in "nyt; direct, found".

    Raises
    ------
    KeyError
        If there is no such row.
    """
    where, _, figure = what.rpartition("; ")
    where = where or _USUAL[table]
    for row in _rows(table):
        if row["figure"] == figure and row[_OF[table]] == where:
            return _with_interval(row)
    raise KeyError(f"no figure {figure!r} of {where!r} in {QUALITY[table].name}")


def quality_table(table: str) -> str:
    """Return a quality table as Markdown: of the attribution model without its outlets."""
    if table == "loaded list":
        return _by_figure(_rows(table))
    rows = [row for row in _rows(table) if table != "attribution" or not row["outlet"]]
    of = "" if table == "attribution" else _OF[table]
    head = [*([of] if of else []), "measure", "value (95% interval)"]
    body = [[*([row[of]] if of else []), row["figure"], _with_interval(row)] for row in rows]
    return markdown_table(head, body)


def _by_figure(rows: list[dict[str, str]]) -> str:
    """Return the table of word lists, a line for each list and a column for each figure."""
    figures = list(dict.fromkeys(row["figure"] for row in rows))
    lists: dict[str, dict[str, str]] = {}
    for row in rows:
        found = lists.setdefault(row["list"], {"entries": f"{int(row['entries']):,}"})
        found[row["figure"]] = _with_interval(row)
    body = [
        [name, found["entries"], *(found[one] for one in figures)] for name, found in lists.items()
    ]
    return markdown_table(["list", "entries", *figures], body)


def value(place: str) -> str:
    """Return a constant of the code, by its full name."""
    module, _, name = place.rpartition(".")
    found = getattr(import_module(module), name)
    return f"{found:,}" if isinstance(found, int) else f"{found}"


def default(parameter: str) -> str:
    """Return the default of a parameter of a report, as in "frequency.top"."""
    report, _, name = parameter.partition(".")
    (notebook,) = NOTEBOOKS.glob(f"[0-9][0-9]_{report}.ipynb")
    defaults = {known.name: known.default for known in read_parameters(notebook)}
    return f"{defaults[name]:g}" if isinstance(defaults[name], float) else str(defaults[name])


def entries(wordlist: str) -> str:
    """Return how many entries a word list has."""
    lines = (RESOURCES / f"wordlists/{wordlist}.tsv").read_text("utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return f"{len(kept) - 1:,}"


def timings() -> str:
    """Return the measured times as a Markdown table."""
    with (ROOT / "docs/timings.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    head = ["run", "articles", "seconds", "memory of the largest process, MB"]
    return markdown_table(head, [list(row.values()) for row in rows])


def benchmark(name: str) -> str:
    """Return what `python -m tests.benchmarks.NAME --out docs/measured/NAME.txt` wrote last."""
    return (ROOT / "docs/measured" / f"{name}.txt").read_text("utf-8").strip()


def measured_table(name: str) -> str:
    """Return a measured file whose columns stand under one another as a Markdown table."""
    head, *rows = (re.split(r" {2,}", line.strip()) for line in benchmark(name).splitlines())
    return markdown_table(head, rows)


def held() -> str:
    """Return in how many of 100 cases an interval over articles holds the rate, at least.

    Of words that stand in one article of five, the rarest that were simulated, it holds it less often.
    """
    lines = benchmark("coverage").splitlines()[1:]
    shares = [share for line in lines if _RAREST not in line for share in _HELD.findall(line)]
    return f"{int(100 * min(map(float, shares)))}"


def parts_of_speech() -> str:
    """Return the parts of speech that can be asked for, with what each takes in, as a Markdown table."""
    told = [[f"`{tag}`", what] for tag, what in PARTS_OF_SPEECH.items() if tag != "X"]
    return markdown_table(["part of speech", "is"], told)


def markdown_table(head: list[str], body: list[list[str]]) -> str:
    """Return a table in Markdown; what would end a cell is escaped."""
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in lines
    )


def _rows(table: str) -> list[dict[str, str]]:
    with QUALITY[table].open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _with_interval(row: dict[str, str]) -> str:
    """Return a value with its interval: a share in percent, any other measure as it is."""
    if _SHARE.search(row["figure"]):
        value, low, high = (
            f"{100 * float(row[name]):.0f}" if row[name] else ""
            for name in ("value", "low", "high")
        )
        return f"{value}% ({low} to {high})" if low else f"{value}%"
    return f"{row['value']} ({row['low']} to {row['high']})" if row["low"] else row["value"]
