"""The stop list: our function words, none, or a file of the user's own."""

import csv
from importlib.resources import files
from pathlib import Path

from analysis.language.words import words_in


def stop_words(choice: str) -> frozenset[str]:
    """Return the words to leave out, folded.

    Parameters
    ----------
    choice
        "on" for the project's English function words (resources/wordlists/function_words.md says
        how they were chosen), "off" for none, else the path of a UTF-8 file with one word a line;
        lines that start with # are comments.

    Raises
    ------
    ValueError
        If the file is missing or a line is not exactly one word; the line is named.
    """
    if choice == "off":
        return frozenset()
    if choice == "on":
        return _function_words()
    path = Path(choice)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(
            f"stop list {choice!r} cannot be read ({error}); give on, off or a UTF-8 text file"
        ) from error
    return frozenset(_one_word(path, number, line) for number, line in _entries(lines))


def _function_words() -> frozenset[str]:
    table = files("analysis.resources").joinpath("wordlists/function_words.tsv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return frozenset(row["word"] for row in rows)


def _entries(lines: list[str]) -> list[tuple[int, str]]:
    numbered = enumerate((line.strip() for line in lines), start=1)
    return [(number, line) for number, line in numbered if line and not line.startswith("#")]


def _one_word(path: Path, number: int, line: str) -> str:
    words = words_in(line)
    if len(words) != 1:
        raise ValueError(f"{path}, line {number}: {line!r} is {len(words)} words; one word a line")
    return words[0]
