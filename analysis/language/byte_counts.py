"""Count the words of many texts without a Python object for each: the same words in less time.

The definition stays in `words.py`. A run of ASCII characters is searched here in bytes, where the
definition comes down to letters, digits, and single apostrophes or hyphens between them. A run with any
other character, or with a mark that may join ("u.s.", "1,000"), is handed to `words_in`, once for each
distinct run (decision 75).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.language.words import Ids, Integers, words_in

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_BATCH = 8 << 20  # characters counted at once; bounds the memory
_BLOCK = 8  # bytes compared as one number
_REMEMBERED = 1_000_000  # runs beyond ASCII, of which each is searched once while it is remembered
_LONGEST = 3  # blocks; longer words are rare and looked up one by one

# classes of bytes; bytes.translate looks them up far faster than an array does
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_IN_WORD = bytes(byte in _LETTERS for byte in range(256))
_MAY_JOIN = bytes(byte in b".,:/" for byte in range(256))
_JOINER = bytes(byte in b"'-" for byte in range(256))
_MARKS = "“”–—…"  # end a word and change no neighbour's fold, as white space does
# white space never belongs to a word and never changes how its neighbours fold
_SPACE = bytes(byte in b" \t\n\v\f\r" for byte in range(256))
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(_BLOCK + 1)], np.uint64)


class Batch(NamedTuple):
    """Occurrences in some texts: `n` of word `ids`; the first `sizes[0]` are those of the first text."""

    sizes: Integers
    ids: npt.NDArray[np.int32]
    n: npt.NDArray[np.int32]


class Tally(NamedTuple):
    """Occurrences in texts, batch by batch in their order; `ids` are positions in `vocabulary`."""

    batches: list[Batch]
    vocabulary: list[str]


def tally(texts: Iterable[str]) -> Tally:
    """Count the words of each text: exactly those of `words_in`, in no particular order."""
    numbers: dict[str, int] = {}
    runs: dict[bytes, list[int]] = {}
    counted = []
    for batch in _batches(texts):
        counted.append(_count(batch, numbers, runs))
        if len(runs) > _REMEMBERED:
            runs.clear()
    return Tally(counted or [_count([], numbers, runs)], list(numbers))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch, size = list[str](), 0
    for text in texts:
        batch.append(text)
        size += len(text) + 1
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _count(texts: Sequence[str], numbers: dict[str, int], runs: dict[bytes, list[int]]) -> Batch:
    """Count the words of some texts; new ones are added to `numbers`, and odd runs to `runs`."""
    encoded = [_plain(text).encode("utf-8", "surrogatepass") for text in texts]
    raw = b"".join(part + b"\n" for part in encoded) + bytes(_BLOCK * _LONGEST)
    ends = np.cumsum([len(part) + 1 for part in encoded], dtype=np.int64)
    in_word = _marked(raw, _IN_WORD).copy()
    other = _other_runs(raw, in_word)
    for start, end in other.tolist():
        in_word[start:end] = False
    places, ids = _ascii_words(raw, in_word, numbers)
    far_places, far_ids = _other_words(raw, other, numbers, runs)
    rows, far_rows = _texts_of(places, ends), _texts_of(far_places, ends)
    between = np.searchsorted(rows, far_rows, side="right")  # both are in order
    rows, every = np.insert(rows, between, far_rows), np.insert(ids, between, far_ids)
    found = summed(rows, every, np.ones(len(every), np.int32), (len(texts), len(numbers)))
    return Batch(np.diff(found.indptr).astype(np.int64), found.indices, found.data)


def _plain(text: str) -> str:
    """Return `text` with the commonest characters beyond ASCII as ASCII that counts alike."""
    if not text.isascii():
        text = text.replace("’", "'")
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text


def summed(
    rows: Integers | Ids, columns: Ids, n: npt.NDArray[np.int32], shape: tuple[int, int]
) -> "scipy.sparse.csr_array":
    """Add up `n` by row and column, of rows in ascending order; columns are in order within each row.

    It goes by way of the columns, which sorts without comparing.
    """
    return scipy.sparse.coo_array((n, (rows, columns)), shape=shape).tocsc().tocsr()


def _texts_of(places: Integers, ends: Integers) -> Ids:
    """Return the number of the text that holds each of the ascending `places`."""
    before = np.searchsorted(places, ends)
    return np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(before, prepend=0))


def _marked(raw: bytes, table: bytes) -> Mask:
    """Return which bytes of `raw` belong to the class."""
    return np.frombuffer(raw.translate(table), np.bool_)


def _other_runs(raw: bytes, in_word: Mask) -> Integers:
    """Start and end of every run between blanks that has a character beyond ASCII or a mark that may join."""
    spaces = np.flatnonzero(_marked(raw, _SPACE))
    other = np.frombuffer(raw, np.uint8) >= 0x80
    other[1:-1] |= _marked(raw, _MAY_JOIN)[1:-1] & in_word[:-2] & in_word[2:]
    beyond = np.flatnonzero(other)
    run = np.unique(np.searchsorted(spaces, beyond))
    starts = np.where(run > 0, spaces[run - 1] + 1, 0) if len(run) else run
    return np.stack((starts, spaces[run]), axis=1)


def _other_words(
    raw: bytes, spans: Integers, numbers: dict[str, int], runs: dict[bytes, list[int]]
) -> tuple[Integers, Ids]:
    """Place and id of every word in `spans` of `raw`, each distinct one searched once."""
    places, ids = list[int](), list[int]()
    for start, end in spans.tolist():
        run = raw[start:end]
        found = runs.get(run)
        if found is None:
            words = words_in(run.decode("utf-8", "surrogatepass"))
            found = runs[run] = [numbers.setdefault(word, len(numbers)) for word in words]
        ids += found
        places += [start] * len(found)
    return np.array(places, np.int64), np.array(ids, np.int32)


def _ascii_words(raw: bytes, in_word: Mask, numbers: dict[str, int]) -> tuple[Integers, Ids]:
    """Place and id of every word where `in_word` marks the letters and digits."""
    inside = np.flatnonzero(_marked(raw, _JOINER)[1:-1] & in_word[:-2] & in_word[2:]) + 1
    in_word[inside] = True
    edges = np.flatnonzero(np.diff(in_word, prepend=False))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    folded = raw.lower()
    lower, letters = np.frombuffer(folded, np.uint8), folded.decode("latin-1")  # as long
    ids = np.empty(len(starts), np.int32)
    blocks = np.minimum((lengths + _BLOCK - 1) // _BLOCK, _LONGEST + 1)
    for size in range(1, _LONGEST + 2):
        which = np.flatnonzero(blocks == size)
        begin, length = starts[which], lengths[which]
        codes = _codes(lower, begin, length, size) if size <= _LONGEST else np.arange(len(which))
        first = np.empty(codes.max(initial=-1) + 1, np.int64)
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        spans = zip(begin[first].tolist(), (begin + length)[first].tolist(), strict=True)
        words = [letters[start:end] for start, end in spans]
        own = [numbers.setdefault(word, len(numbers)) for word in words]
        ids[which] = np.array(own, np.int32)[codes]
    return starts, ids


def _codes(lower: Bytes, starts: Integers, lengths: Integers, blocks: int) -> Integers:
    """Return numbers from 0 for words of so many blocks; two have the same number only if all bytes agree."""
    view = np.ndarray((len(lower) - _BLOCK + 1,), "<u8", lower, strides=(1,))
    codes = np.zeros(len(starts), np.int64)
    for block in range(blocks):
        left = np.minimum(lengths - block * _BLOCK, _BLOCK)
        key, distinct = pd.factorize(view[starts + block * _BLOCK] & _KEPT[left])
        codes = pd.factorize(codes * len(distinct) + key)[0] if block else key
    return codes.astype(np.int64)
