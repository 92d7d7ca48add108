"""How other tools, and people, do on the texts on which the project is measured.

`python -m tests.benchmarks.peers --shared DIR` writes docs/measured/peers.txt. DIR has the texts, the
programs that score, and what was recorded of tools whose answers were not kept (README.md); it is not part of
the project. The column `made by` says of each row which it is: worked out by this command, and from which
file, or read as it was recorded.
"""

import argparse
import json
import re
import runpy
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib.metadata import version
from itertools import permutations
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from textblob import TextBlob

from analysis.training.loaded.lexicon_measure import f1
from tests.benchmarks.comparison import GOLD
from tests.conftest import ROOT
from tests.validity.annotators import read

OUT = ROOT / "docs/measured/peers.txt"
TITLE = "Other tools and people on the texts on which the project is measured."
POLNEAR, BABE, SEESAW = "PolNeAR, development part", "BABE, development part", "SEESAW"
_MARKED = "data/polnear/train.multi.jsonl.gz"  # articles that several people marked
_RECORDED = "recorded in README.md of the data when it was run; the answers were not kept"
_TOOLS = {
    "Gender Gap Tracker": "Gender Gap Tracker",
    "textacy, mended": "textacy, mended",
    "method of Citron, trained on PolNeAR": "Citron's method, retrained on train",
}  # and their columns in README.md
_STEPS = [step / 100 for step in range(1, 100)]  # thresholds that are tried


class Peer(NamedTuple):
    """A line of the file."""

    figure: str
    on: str
    who: str
    value: float
    made_by: str


def recorded(readme: str, row: str, column: str) -> list[float]:
    """Return the numbers in a cell of the tables of README.md, by the words its row and column begin with."""
    for table in re.findall(r"(?:^\|.*\n)+", readme, flags=re.MULTILINE):
        head, _, *rows = (
            [cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()
        )
        at = [place for place, name in enumerate(head) if name == column]
        for cells in rows:
            if at and cells[0].startswith(row):
                return [float(number) for number in re.findall(r"\.\d+", cells[at[0]])]
    raise KeyError(f"README.md has no cell {row!r}, {column!r}")


def attributions(shared: Path) -> Iterator[Peer]:
    """Yield the tools as they were recorded, and each annotator held against each other one."""
    readme = (shared / "README.md").read_text(encoding="utf-8")
    scorer = runpy.run_path(str(shared / "eval/attribution.py"))
    by_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in read(shared / _MARKED):
        by_article[one["id"]].append(one)
    pairs = [two for told in by_article.values() for two in permutations(told, 2)]
    counted = [scorer["count"](a["text"], a["attributions"], b["attributions"]) for a, b in pairs]
    people = scorer["results"](scorer["total"](counted))
    among = f"PolNeAR, {len(by_article)} articles of the training part"
    by = f"eval/attribution.py on {_MARKED}, {len(pairs)} ordered pairs"
    for figure, row, key in (
        ("all three exactly, F1", "all three spans exact", "exact.all.F"),
        (
            "the same with source and cue, F1",
            "the same with speaker and cue",
            "match0.8.iou.full.F",
        ),
    ):
        for who, column in _TOOLS.items():
            yield Peer(figure, POLNEAR, who, recorded(readme, row, column)[-1], _RECORDED)
        yield Peer(figure, among, "one person against another", people[key], by)


def macro_f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return the mean F1 of (true, found) pairs for both classes."""
    return fmean((f1(pairs), f1(pairs, of=False)))


@cache
def subjectivity(text: str) -> float:
    """Return what TextBlob says of a sentence, 0 to 1."""
    return float(TextBlob(text).sentiment.subjectivity)


def found_subjective(rows: Sequence[dict[str, Any]], threshold: float) -> list[tuple[bool, bool]]:
    """Return for each sentence whether experts call it biased, and whether TextBlob's number is as high."""
    return [(row["biased"], subjectivity(row["text"]) >= threshold) for row in rows]


def expert_and_others(rows: Sequence[dict[str, Any]]) -> list[tuple[bool, bool]]:
    """Return what most of the other experts say of a sentence and what one says; ties are left out."""
    pairs = []
    for row in rows:
        votes = [bool(one["biased"]) for one in row["annotations"]]
        for place, vote in enumerate(votes):
            others = votes[:place] + votes[place + 1 :]
            if 2 * sum(others) != len(others):
                pairs.append((2 * sum(others) > len(others), vote))
    return pairs


def loaded(shared: Path) -> Iterator[Peer]:
    """Yield VADER and the best list as recorded; TextBlob and the experts are worked out."""
    readme = (shared / "README.md").read_text(encoding="utf-8")
    train, dev = (read(shared / f"data/babe/{part}.jsonl.gz") for part in ("train", "dev"))
    best = max(_STEPS, key=lambda step: macro_f1(found_subjective(train, step)))
    peer = partial(Peer, "sentences, macro-F1", BABE)
    yield peer("VADER", recorded(readme, "VADER", "macro-F1")[0], _RECORDED)
    by = f"textblob {version('textblob')} on data/babe; {best:.2f} or more, from the training part"
    yield peer("TextBlob", macro_f1(found_subjective(dev, best)), by)
    (list_f1,) = recorded(readme, "best single list", "macro-F1")
    yield peer("best single word list", list_f1, _RECORDED)
    by = "annotations in data/babe/dev.jsonl.gz; one expert and most of the others, ties left out"
    yield peer("one expert against the others", macro_f1(expert_and_others(dev)), by)


def comparison(shared: Path) -> Iterator[Peer]:
    """Yield the baselines, run anew and scored."""
    rules, data = shared / "eval/comparison", shared / "data/comparison"
    with TemporaryDirectory() as folder:
        made = [sys.executable, rules / "baselines.py", data, folder]
        subprocess.run(made, check=True, capture_output=True)
        for figure, who, task, answers, keys in (
            ("events with dates, B-cubed F1", "TF-IDF and average linkage", "events",
             "events_seesaw_average.csv", ("bcubed", "f1")),
            ("shared quotations, labelled pairs, F1", "a run of six words in common", "quotes",
             "quotes_run_quoted.jsonl", ("labelled", "f1")),
        ):  # fmt: skip
            asked, *names = GOLD[task]
            gold = [data / name for name in names]
            words = [sys.executable, rules / "comparison.py", asked, *gold, Path(folder) / answers]
            done = subprocess.run(words, check=True, capture_output=True)
            group, name = keys
            by = f"eval/comparison/baselines.py, {answers}, scored by comparison.py"
            yield Peer(figure, SEESAW, who, json.loads(done.stdout)[group][name], by)


def table(peers: Sequence[Peer]) -> str:
    """Return the lines of the file, in columns."""
    rows = [("figure", "on", "who", "value", "made by")]
    rows += [(*one[:3], f"{one.value:.3f}", one.made_by) for one in peers]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join([TITLE, "", *lines]) + "\n"


def measured(shared: Path) -> str:
    """Return the file."""
    return table([*attributions(shared), *loaded(shared), *comparison(shared)])


def main() -> None:
    """Measure, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    given.out.write_text(measured(given.shared.resolve()), encoding="utf-8")


if __name__ == "__main__":
    main()
