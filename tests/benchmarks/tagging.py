"""How often parts of speech are right: `python -m tests.benchmarks.tagging --tagged FILE`.

FILE has sentences with Penn Treebank tags, one or more a line, each word as word/TAG. The words are
put together to plain text again, which is read as any other. What Penn does not distinguish is one
here, prepositions and subordinating conjunctions, determiners and pronouns, or left out: to.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.language import find_words, parts_of_speech

_OF_PENN = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "DET", "IN": "ADP", "JJ": "ADJ", "MD": "AUX",
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET", "POS": "PART",
    "PRP": "DET", "PRP$": "DET", "RB": "ADV", "RP": "ADV", "TO": "", "UH": "INTJ", "WDT": "DET",
    "WP": "DET", "WP$": "DET", "WRB": "ADV", "JJR": "ADJ", "JJS": "ADJ", "RBR": "ADV", "RBS": "ADV",
}  # fmt: skip
_ONE = {"SCONJ": "ADP", "PRON": "DET"}
_BE = {"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"}
_DO_HAVE = {"have", "has", "had", "having", "'ve", "'d", "do", "does", "did", "doing", "done"}
_TOLD = ("NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV")


def gold_of(word: str, tag: str) -> str:
    """Return the part of speech that a Penn tag stands for."""
    if tag.startswith("VB"):
        return "AUX" if word.lower() in _BE | _DO_HAVE else "VERB"
    if word.lower() in ("n't", "not"):
        return "PART"
    return _OF_PENN.get(tag, "X")


def sentences_in(file: Path) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield each sentence as text, with the place and part of speech of its tokens."""
    for line in file.read_text(encoding="utf-8").splitlines():
        text, placed = "", list[tuple[int, str]]()
        for token in line.split():
            word, _, tag = token.replace("&slash;", "/").rpartition("/")
            joined = (
                word[0] in "'’%,.;:?!)" or word in ("n't", "''") or text.endswith(("$", "``", "("))
            )
            text += "" if joined or not text else " "
            placed.append((len(text), gold_of(word, tag)))
            text += word
            if word in (".", "?", "!"):
                yield text, placed
                text, placed = "", []
        if placed:
            yield text, placed


def compared(file: Path) -> Counter[tuple[str, str]]:
    """Return how often each part of speech of the file was given as which."""
    counted: Counter[tuple[str, str]] = Counter()
    for text, placed in sentences_in(file):
        gold = dict(placed)
        for word, found in zip(find_words(text), parts_of_speech(text), strict=True):
            if gold.get(word.start):
                counted[gold[word.start], _ONE.get(found, found)] += 1
    return counted


def table(counted: Counter[tuple[str, str]]) -> str:
    """Return the table for the documentation."""
    total = sum(counted.values())
    right = sum(n for (gold, found), n in counted.items() if gold == found)
    lines = [
        f"{total:,} words; {right / total:.3f} of them right.",
        "",
        "| | words | precision | recall | most often taken for |",
        "| --- | --- | --- | --- | --- |",
    ]
    for part in _TOLD:
        both = counted[part, part]
        own = {found: n for (gold, found), n in counted.items() if gold == part}
        given = sum(n for (_, found), n in counted.items() if found == part)
        wrong = Counter({found: n for found, n in own.items() if found != part}).most_common(1)
        size = sum(own.values())
        if not size or not given:
            continue
        taken = "".join(f"{found} ({n / size:.3f})" for found, n in wrong)
        shares = f"{both / given:.3f} | {both / size:.3f}"
        lines.append(f"| {part} | {size:,} | {shares} | {taken} |")
    return "\n".join(lines)


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tagged", type=Path, required=True, help="sentences with Penn tags")
    options.add_argument("--out", type=Path, help="write the table there, too")
    given = options.parse_args()
    told = table(compared(given.tagged))
    print(told)  # noqa: T201
    if given.out:
        given.out.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
