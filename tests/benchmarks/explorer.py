"""How long the explorer takes to follow: `python -m tests.benchmarks.explorer --corpus FILE`.

CPU seconds, for every table that the explorer offers: of opening it first, of each change of one of its
controls, of the same change a second time, and of the sentences and the article behind its first row.
FILE is annotated before, as by `framing annotate`, in a cache of its own: --cache names one that is filled,
of which a copy is taken. Beside it the tables that need no model are measured on a large corpus that is
made, unless --counted names one.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from analysis.corpus import Corpus, read_corpus
from analysis.interactive import Explorer, explore
from analysis.interactive.results.answers import answers_of
from analysis.interactive.results.table_subjects import reads_articles, subjects
from analysis.models.cache import FOLDER_VARIABLE
from tests.benchmarks import corpus
from tests.benchmarks.counting import measured_with
from tests.conftest import ROOT

OUT = ROOT / "docs/measured/explorer.txt"
HEAD = ("table", "opened", "controls", "median", "worst", "the worst is", "again", "behind a row")
# what is typed into a control; where a text names a file nothing is
TYPED = {
    "words": "s*",
    "query": "president",
    "follow": "war, tax",
    "stop": "off",
    "actors": "Clinton, Trump",
}
DATES = {"date from": 0.25, "date to": 0.75}  # quantiles of the days
OF_CODINGS = "How sure the numbers are"  # need codings, or are read from a file of the project
OWN_CACHE = "FRAMING_EXPLORER_CACHE"  # tells the measuring process that the cache is its own
FEW = 3  # outlets that are left when outlets are chosen


@dataclass(frozen=True)
class Taken:
    """The CPU seconds of one table."""

    table: str
    opened: float
    controls: dict[str, float]
    again: list[float]
    behind: float


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of a call, those of all threads of this process together."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(file: Path, *, models: bool, only: Sequence[str] = ()) -> Iterator[Taken]:
    """Yield what each table takes; without `models` those only that no model has to read articles for."""
    import scipy.stats  # noqa: F401  loaded meanwhile when a person opens the explorer

    read = read_corpus(file)
    known = set(_kept_tables())
    explorer = _opened(read, models=models)
    for table in [name for name in _tables(models) if not only or name in only]:
        if models:  # nothing is remembered of other tables; a large corpus is counted once
            answers_of(read).forget()
            explorer = _opened(read, models=models)
        opened = cpu_seconds(partial(_tell, explorer, "table", table))
        spent = {
            name: (_change(explorer, name, value), _change(explorer, name, value))
            for name, value in list(_changes(explorer))
        }
        first = {name: seconds for name, (seconds, _) in spent.items()}
        again = [seconds for _, seconds in spent.values()]
        yield Taken(table, opened, first, again, _behind(explorer))
        for new in set(_kept_tables()) - known:  # nothing is at hand for the next table
            new.unlink(missing_ok=True)


def _kept_tables() -> Iterator[Path]:
    """Yield the tables that are kept in the cache of this measuring; none in the user's own."""
    yield from Path(os.environ.get(OWN_CACHE, os.devnull)).glob("tables/*/*.json")


def _opened(read: Corpus, *, models: bool) -> Explorer:
    explorer = explore(read, "outlets", **({} if models else {"copies": "all"}))
    explorer.buttons._heard(None, {"pressed": "read"}, None)
    return explorer


def _tables(models: bool) -> list[str]:
    every = [name for subject, of in subjects().items() if subject != OF_CODINGS for name in of]
    return [name for name in every if models or not reads_articles(name)]


def _change(explorer: Explorer, name: str, value: Any) -> float:
    """Return the seconds of one change, and take it back."""
    before = explorer.view
    spent = cpu_seconds(lambda: _tell(explorer, name, value))
    if explorer.view != before:
        explorer.back()
    return spent


def _tell(explorer: Explorer, name: str, value: Any) -> None:
    explorer.choices._heard(None, {"name": name, "value": value}, None)


def _behind(explorer: Explorer) -> float:
    """Return the seconds of the sentences behind the first row, and of the article of the first of them."""
    if not explorer.rows.total:
        return 0.0
    first = int(explorer.rows._order[0])  # as rows are shown
    spent = cpu_seconds(lambda: explorer.choose(first))
    if explorer.passages.passages:
        spent = max(spent, cpu_seconds(lambda: explorer.open(0)))
        explorer.back()
    explorer.back()
    return spent


def _changes(explorer: Explorer) -> Iterator[tuple[str, Any]]:
    """Yield another value for each control that is shown."""
    for group in explorer.choices.groups:
        for field in group["fields"]:
            value = _other(field, explorer)
            if field["name"] != "table" and value is not None:
                yield field["name"], value


def _other(field: dict[str, Any], explorer: Explorer) -> Any:
    """Return another value than a control has; None where there is none to choose or type."""
    name, value = field["name"], field["value"]
    offered = [of for _, of in field["options"]]
    days = explorer._corpus.articles["date"].dropna()
    few = offered[:FEW] if len(offered) > FEW else offered[:1]
    other = {
        "choice": lambda: next((of for of in offered if of != value), None),
        "checks": lambda: few if few != value else None,
        "search": lambda: offered[:1] or None,
        "switch": lambda: not value,
        "number": lambda: f"{float(value) * 2 or 0.5:g}",
        "text": lambda: TYPED.get(name),
    }
    if name in DATES:
        return f"{days.quantile(DATES[name]):%Y-%m-%d}"
    return other[field["kind"]]()


def row_of(taken: Taken) -> list[str]:
    """Return the cells of a table."""
    spent = taken.controls
    worst = max(spent, key=lambda name: spent[name], default="")
    return [
        taken.table,
        f"{taken.opened:.2f}",
        f"{len(spent)}",
        f"{statistics.median(spent.values()):.2f}" if spent else "",
        f"{spent[worst]:.2f}" if spent else "",
        worst,
        f"{max(taken.again, default=0):.2f}",
        f"{taken.behind:.2f}",
    ]


def report(found: Sequence[Taken], told: str) -> str:
    """Return what was measured as a Markdown table, with one line for all tables."""
    spent = [one for taken in found for one in taken.controls.values()]
    again = max((one for taken in found for one in taken.again), default=0)
    opened, behind = max(one.opened for one in found), max(one.behind for one in found)
    whole = ["all", f"{opened:.2f}", f"{len(spent)}", f"{statistics.median(spent):.2f}"]
    whole += [f"{max(spent):.2f}", "", f"{again:.2f}", f"{behind:.2f}"]
    lines = [HEAD, ["---"] * len(HEAD), whole, *map(row_of, found)]
    return "\n".join([told, "", *(f"| {' | '.join(line)} |" for line in lines)])


def in_a_process(file: Path, tables: Sequence[str], cache: Path, *, models: bool) -> str:
    """Return what was measured in a process of its own, with a cache that is its own."""
    own = os.environ | {FOLDER_VARIABLE: str(cache), OWN_CACHE: str(cache)}
    if models:
        annotate = [sys.executable, "-m", "analysis.cli", "annotate", str(file)]
        subprocess.run(annotate, check=True, cwd=ROOT, env=own, stdout=subprocess.DEVNULL)
    call = [sys.executable, "-m", "tests.benchmarks.explorer", "--only", str(file)]
    call += [*(["--models"] if models else []), "--tables", *tables]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT, env=own)
    found = [Taken(**json.loads(line)) for line in done.stdout.splitlines()]
    kind = "Annotated" if models else "Counted, without a model"
    return report(found, f"{kind}: {measured_with(len(read_corpus(file).articles))}")


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--corpus", type=Path, help="annotated articles, any that read_corpus reads"
    )
    options.add_argument("--counted", type=Path, help="a large corpus, instead of a made one")
    options.add_argument("--articles", type=int, default=100_000, help="made, without --counted")
    options.add_argument("--cache", type=Path, help="a cache in which the articles are annotated")
    options.add_argument("--out", type=Path, help="write the tables there, too")
    options.add_argument("--tables", nargs="*", default=[], help="these tables only")
    options.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--models", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.only:
        for taken in measure(given.only, models=given.models, only=given.tables):
            print(json.dumps(asdict(taken)), flush=True)  # noqa: T201
        return
    beside = (
        given.cache.resolve().parent if given.cache else None
    )  # links need the same file system
    with tempfile.TemporaryDirectory(dir=beside, prefix="framing-explorer-") as folder:
        cache, large = Path(folder) / "cache", given.counted or Path(folder) / "made.parquet"
        if given.cache:
            shutil.copytree(given.cache, cache, copy_function=os.link)
        if not given.counted:
            corpus.make(given.articles, large)
        sides = [(given.corpus.resolve(), True)] if given.corpus else []
        sides += [(large.resolve(), False)]
        told = [in_a_process(file, given.tables, cache, models=models) for file, models in sides]
    print("\n\n".join(told))  # noqa: T201
    if given.out:
        given.out.write_text("\n\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
