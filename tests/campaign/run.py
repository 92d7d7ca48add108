"""The campaign: `python -m tests.campaign.run MINUTES [SEED [WORD]]` renews docs/reliability.md.

With a word only the kinds of trials with that word in their name are carried out. Rows that other commands
made stay. Ctrl-C ends a campaign before its time.
"""

import csv
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.campaign.trials import Trial, all_trials
from tests.projects import ROOT

PAGE = ROOT / "docs" / "reliability.md"
MEASURED = ROOT / "docs" / "measured" / "campaign.csv"
FIELDS = ("trials", "number", "faults", "command", "day", "fault")
HEAD = """# Reliability of the software

How far coders agree is on [Validity](method/validity.md). This page is about faults of the software: how
often one was found where it was looked for, in generated corpora, damaged files and bundles, commands
killed at any moment, no room for files, and values that look like code. A fault is an article lost or
shifted, a result that is not what its record says and passes, a report that is neither the old nor the new
one, a process or private folder that is left, or an error that ends in a traceback instead of a sentence.

Each trial has a seed of its own, so that the command of a row makes the same trials again: behind its name
stand minutes, the seed and, if there is one, a word in the names of its trials. Trials with another seed
have a row of their own. A short campaign is among the tests. "No room" is a limit on the size of every
file, at five sizes. A disk that fills up is tried with five amounts of room; the command after it has more.

| trials | number | faults | made by `python -m tests.campaign.run` | on |
| --- | ---: | ---: | --- | --- |
"""


@dataclass
class Count:
    """The trials of one kind: how many, and the seeds and words of those that went wrong."""

    number: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)


def tried(name: str, trial: Trial, seed: str, count: Count) -> None:
    """Carry out one trial and count it; an error is a fault."""
    with TemporaryDirectory(prefix="campaign-") as folder:
        try:
            fault = trial(Random(seed), Path(folder))  # noqa: S311  repeatable
        except Exception as error:  # noqa: BLE001  whatever it is, it is not the documented one
            fault = f"{type(error).__name__}: {error}"
    count.number += 1
    if fault:
        count.faults.append((seed, fault))
        print(f"{name}, seed {seed}: {fault}", file=sys.stderr, flush=True)  # noqa: T201


def campaign(minutes: float, seed: int, word: str = "") -> dict[str, Count]:
    """Carry out trials of all kinds by turns for so long, each kind for its part of the time."""
    counts: dict[str, Count] = {}
    with TemporaryDirectory(prefix="campaign-made-") as made:
        trials = {name: one for name, one in all_trials(Path(made)).items() if word in name}
        spent = dict.fromkeys(trials, 0.0)
        begun = time.monotonic()
        with suppress(KeyboardInterrupt):  # what was done until then counts
            while time.monotonic() < begun + 60 * minutes:
                name = min(trials, key=lambda one: spent[one] / trials[one][1])
                count = counts.setdefault(name, Count())
                start = time.monotonic()
                tried(name, trials[name][0], f"{seed}-{name}-{count.number}", count)
                spent[name] += time.monotonic() - start
    return {name: counts[name] for name in trials if name in counts}


def renewed(counts: dict[str, Count], command: str) -> list[dict[str, str]]:
    """Return the rows of the measured file, those of this command anew."""
    rows = {}
    if MEASURED.exists():
        with MEASURED.open(encoding="utf-8", newline="") as file:
            rows = {(row["trials"], row["command"]): row for row in csv.DictReader(file)}
    for name, count in counts.items():
        values = (
            name,
            str(count.number),
            str(len(count.faults)),
            command,
            f"{datetime.now(UTC):%Y-%m-%d}",
            "; ".join(sorted({what for _, what in count.faults})),
        )
        rows[name, command] = dict(zip(FIELDS, values, strict=True))
    return [rows[key] for key in sorted(rows)]


def written(rows: list[dict[str, str]]) -> None:
    """Write the measured file, and the page from it."""
    with MEASURED.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, FIELDS, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    lines = [
        f"| {row['trials']} | {int(row['number']):,} | {row['faults']} | `{row['command']}` | {row['day']} |"
        for row in rows
    ]
    told = [f"- {row['trials']}: {row['fault']}" for row in rows if row["fault"]]
    faults = ["", "What went wrong:", "", *told] if told else []
    PAGE.write_text(HEAD + "\n".join([*lines, *faults]) + "\n", encoding="utf-8")


def main() -> None:
    """Run a campaign, and write what it found."""
    minutes = float(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    counts = campaign(minutes, seed, word)
    written(renewed(counts, " ".join([f"{minutes:g}", str(seed), *([word] if word else [])])))
    sys.exit(any(count.faults for count in counts.values()))


if __name__ == "__main__":
    main()
