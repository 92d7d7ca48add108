"""Learn where sentences end: `python -m analysis.training.punkt --data DIR --out DIR`.

Reads the texts of PolNeAR (train), without their annotation, and writes `punkt.json`.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from nltk.tokenize.punkt import PunktParameters, PunktTrainer

from analysis.language.sentences import abbreviations
from analysis.training.attribution.polnear import read

_ABBREVIATION = re.compile(r"[a-z]+(?:[.&-]+[a-z]+)*")
_INITIALS = set("bcdefghjklmnopqrstuvwxyz")  # initials of names; "a" and "i" are words
_NAMES_AND_LETTERS = {"clinton", "cruz", "full", "jerome", "q", "sanders", "trump"}
_FEWEST = 10  # occurrences, at least, of a word whose spelling is remembered


def learned(texts: list[str]) -> PunktParameters:
    """Return the abbreviations, sentence starters and spellings of these texts (Kiss & Strunk 2006)."""
    trainer = PunktTrainer()
    for text in texts:
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    return trainer.get_params()


def _more() -> set[str]:
    """Return the abbreviations that never end a sentence or may end one, of our own table."""
    return {word for word, kind in abbreviations().items() if kind != "number"}


def main() -> None:
    """Read the arguments, learn, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    texts = [record["text"] for record in read(given.data, "train")]
    found = learned(texts)
    count = Counter(word.strip(".,:;!?'\"“”()") for text in texts for word in text.lower().split())
    stored = {
        "abbreviations": sorted(
            _INITIALS | _more() | set(filter(_ABBREVIATION.fullmatch, found.abbrev_types))
        ),
        # names of persons begin sentences too, but after "Mr." they do not
        "starters": sorted(found.sent_starters - _NAMES_AND_LETTERS),
        "spellings": {
            word: seen
            for word, seen in sorted(found.ortho_context.items())
            if count[word] >= _FEWEST and word.isalpha()
        },
    }
    (given.out / "punkt.json").write_text(json.dumps(stored, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
