"""What `certainty` buys: `python -m tests.validity.certainty FILE` writes docs/measured/certainty.txt.

FILE is the development part of PolNeAR (Newell et al. 2018), `dev.jsonl.gz`; it is third-party data and not
in the project. For some values of the parameter: how many of the attributions that count are left, how many
of these the corpus has, too (precision), and how many of the corpus's own are found (recall). Two are the
same if their contents have three tenths of their characters in common, as in the card of the model.
"""

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.training.attribution.measure import annotated, share_met
from tests.conftest import ROOT

OUT = ROOT / "docs/measured/certainty.txt"
VALUES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


def surer(article: dict, least: float) -> dict:
    """Return an article with those attributions that count and of which the model is so sure."""
    kept = [
        one for one in article["attributions"] if one["act"] != "done" and one["score"] >= least
    ]
    return {**article, "attributions": kept}


def lines(gold: Sequence[dict], found: Sequence[dict]) -> list[str]:
    """Return the table of VALUES."""
    rows = [f"{'certainty':<12}{'left':>6}{'precision':>12}{'recall':>9}"]
    for least in VALUES:
        sure = [surer(one, least) for one in found]
        left = sum(len(one["attributions"]) for one in sure)
        precision, recall = share_met(sure, gold), share_met(gold, sure)
        rows.append(f"{least:<12}{left:>6,}{precision:>12.3f}{recall:>9.3f}")
    return rows


def main() -> None:
    """Read FILE, let the model find attributions, write the table."""
    with gzip.open(Path(sys.argv[1]), "rt", encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    articles = f"PolNeAR, development part, {len(gold)} articles"
    head = f"{articles}; outermost attributions of what is said or thought"
    OUT.write_text(
        "\n".join([head, "", *lines(gold, [annotated(one) for one in gold])]) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
