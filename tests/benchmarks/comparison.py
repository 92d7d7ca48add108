"""How well outlets are compared on one event.

`python -m tests.benchmarks.comparison --data DIR --scorer FILE` writes docs/measured/comparison.txt. DIR
has articles and what people marked in them, FILE is the program that holds an export against it; neither
is part of the project. Events, copies and acts are found from scratch, so that it takes some minutes.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.conftest import ROOT
from tests.projects import FRAMING

OUT = ROOT / "docs/measured/comparison.txt"
GOLD = {
    "events": ("events", "events_seesaw_gold.csv", "events_seesaw.jsonl.gz"),
    "dateless": ("events", "events_seesaw_nodate_gold.csv", "events_seesaw_nodate.jsonl.gz"),
    "ecb": ("events", "events_ecb_gold.csv", "events_ecb.jsonl.gz"),
    "copies": ("wire", "wire_gold.csv", "wire.jsonl.gz", "--threshold=.3"),
    "halves": ("wire", "wire_gold.csv", "wire.jsonl.gz", "--threshold=.5"),
    "quotes": ("quotes", "quotes_pairs.jsonl", "quotes_exhaustive.jsonl", "events_seesaw_gold.csv"),
    "naming": ("naming", "naming_gold.jsonl", "naming_actors.csv"),
    "agency": ("agency", "agency_gum_gold.jsonl"),
}  # what the scorer is asked, and the files of DIR that it needs
EXPORTS = {
    "events": ("events", "events_seesaw"),
    "dateless": ("events", "events_seesaw_nodate"),
    "ecb": ("events", "events_ecb"),
    "copies": ("copies", "wire"),
    "halves": ("copies", "wire"),
    "quotes": ("shared-quotations", "events_seesaw"),
    "naming": ("naming", "naming"),
    "agency": ("agency", "agency_gum"),
}  # the table, and the articles that it is made of
_ALL_OUTLETS = "cross_outlet_pairs"


@dataclass(frozen=True)
class Figure:
    """A line of the file: its name, the corpus, where the scorer says the value, and of how many."""

    name: str
    on: str
    task: str
    value: str  # keys, with points between them
    number: Sequence[str]  # keys of the numbers that are added up
    of: str


FIGURES = (
    Figure("events with dates, B-cubed F1", "SEESAW", "events", "bcubed.f1", ["articles"], "articles"),
    Figure("events without dates, B-cubed F1", "SEESAW", "dateless", "bcubed.f1", ["articles"], "articles"),
    Figure("pairs of outlets without dates, precision", "SEESAW", "dateless", f"{_ALL_OUTLETS}.precision",
           [f"{_ALL_OUTLETS}.tp", f"{_ALL_OUTLETS}.fp"], "pairs"),
    Figure("events, B-cubed F1", "ECB+", "ecb", "bcubed.f1", ["articles"], "articles"),
    Figure("copies from a share of .3 on, precision", "cut from SEESAW", "copies", "all.precision",
           ["all.tp", "all.fp"], "pairs"),
    Figure("copies from a share of .3 on, recall", "cut from SEESAW", "copies", "all.recall",
           ["all.tp", "all.fn"], "pairs"),
    Figure("copies from a share of .5 on, recall", "cut from SEESAW", "halves", "all.recall",
           ["all.tp", "all.fn"], "pairs"),
    Figure("direction where the words do not tell it", "cut from SEESAW", "copies", "direction.other.share",
           ["direction.other.of"], "pairs"),
    Figure("shared quotations, labelled pairs, F1", "SEESAW", "quotes", "labelled.f1",
           ["labelled.found.of", "labelled.refused.of"], "pairs"),
    Figure("shared quotations, whole stories, precision", "SEESAW", "quotes", "exhaustive.precision",
           ["exhaustive.predictions"], "pairs found"),
    Figure("shared quotations, whole stories, recall", "SEESAW", "quotes", "exhaustive.recall",
           ["exhaustive.pairs"], "pairs"),
    Figure("quoted against paraphrased, recall", "SEESAW", "quotes",
           "labelled.recall_by_kind.quote_vs_paraphrase.share",
           ["labelled.recall_by_kind.quote_vs_paraphrase.of"], "pairs"),
    Figure("naming, end to end, F1", "NewsWCL50", "naming", "end_to_end.f1",
           ["end_to_end.tp", "end_to_end.fn"], "mentions"),
    Figure("descriptions without the name, recall", "NewsWCL50", "naming",
           "recall_by_kind.description.share", ["recall_by_kind.description.of"], "mentions"),
    Figure("naming, right actor", "NewsWCL50", "naming", "assignment.share", ["assignment.of"], "mentions"),
    Figure("passives, F1", "GUM news", "agency", "passives.f1", ["passives.tp", "passives.fn"], "passives"),
    Figure("agents of passives, F1", "GUM news", "agency", "roles_passive.agent.f1",
           ["roles_passive.agent.tp", "roles_passive.agent.fn"], "agents"),
)  # fmt: skip


def scores(data: Path, scorer: Path, folder: Path) -> dict[str, Any]:
    """Return what the scorer says of each export."""
    said = {}
    for task, (table, articles) in EXPORTS.items():
        out = folder / f"{table}-{articles}.csv"
        options = ["-p", f"actors={data / 'naming_actors.csv'}"] if task == "naming" else []
        words = ["export", table, "--corpus", data / f"{articles}.jsonl.gz", "--out", out]
        if not out.exists():
            subprocess.run([FRAMING, *words, "--skip-bad", *options], check=True)
        asked, *files = GOLD[task]
        names = [data / name for name in files if not name.startswith("-")]
        flags = [name for name in files if name.startswith("-")]
        done = [sys.executable, scorer, asked, *names, out, *flags]
        said[task] = json.loads(subprocess.run(done, check=True, capture_output=True).stdout)
    labelled = said["quotes"]["labelled"]
    for name, kinds in (("found", "recall_by_kind"), ("refused", "false_by_kind")):
        labelled[name] = {"of": sum(kind["of"] for kind in labelled[kinds].values())}
    return said


def _at(said: Any, keys: str) -> float:
    for key in keys.split("."):
        said = said[key]
    return float(said)


def table(said: dict[str, Any], figures: Sequence[Figure] = FIGURES) -> str:
    """Return the lines of the file, in columns."""
    rows = [("figure", "measured on", "value", "number")]
    for one in figures:
        number = sum(int(_at(said[one.task], keys)) for keys in one.number)
        value = f"{_at(said[one.task], one.value):.3f}"
        rows.append((one.name, one.on, value, f"{number:,} {one.of}"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        text = table(scores(given.data.resolve(), given.scorer.resolve(), Path(folder)))
    given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
