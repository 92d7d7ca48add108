"""The text of each row, from its cell or its file, held against its digest."""

from collections.abc import Callable, Iterator
from hashlib import sha256

from analysis.corpus.checks import UNUSABLE, is_unusable
from analysis.corpus.columns import Names
from analysis.corpus.decode import decoded, mostly_controls
from analysis.corpus.given import Table, Written
from analysis.corpus.problems import Problem, UnreadableError


def texts_of(table: Table, names: Names, read: Callable[[str], bytes]) -> list[str]:
    """Return the text of each row, "" where there is none; why becomes a problem of the table.

    `read` returns the bytes of a text file. They are decoded, and nothing else is done to them.
    """
    column = names.theirs.get(names.where_text or "")
    if column is None:
        return [""] * len(table.rows)
    texts: list[str] = []
    for index, cell in enumerate(table.columns[column]):
        text = ""
        try:
            if names.where_text == "text":
                text = _usable(_string(cell))
                table.problems += _mismatch(table, names, index, text.encode())
            elif cell.strip() and not is_unusable(cell):  # else said already, as of any cell
                content = read(cell)
                table.problems += _mismatch(table, names, index, content)
                text = _usable(decoded(content))
        except UnreadableError as error:
            table.problems.append(error.at(table.cell(index, column)))
        texts.append(text)
    return texts


def _string(cell: str) -> str:
    if type(cell) is Written:
        raise UnreadableError("is not a string", "the text of the article, as a string")
    return cell


def _usable(text: str) -> str:
    if not text.strip():
        raise UnreadableError("the text is empty", "an article with a text")
    if is_unusable(text):
        hint = "; UTF-16 needs a byte order mark" if "\0" in text else ""
        raise UnreadableError(UNUSABLE[0], UNUSABLE[1] + hint)
    if mostly_controls(text.encode()):
        raise UnreadableError("is mostly control characters, as in a binary file", "plain text")
    return text


def _mismatch(table: Table, names: Names, index: int, content: bytes) -> Iterator[Problem]:
    if "sha256" not in names.theirs:
        return
    place = table.cell(index, names.theirs["sha256"])
    given, found = place.value.strip().lower(), sha256(content).hexdigest()
    if given and given != found:
        yield place.error(
            f"the digest of the text is {found}", "the bytes that the digest was made of, unchanged"
        )
