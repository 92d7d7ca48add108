"""Count the words of many texts without a Python object for each: the same words in less time.

The definition stays in `words.py`. Where a run between blanks is ASCII, it comes down to letters, digits,
and single apostrophes or hyphens between them, and is searched here in bytes; so are the five commonest
marks beyond ASCII and the curly apostrophe. A run with any other character, or with a mark that may join
("u.s.", "1,000"), is handed to `words_in`, once for each distinct run (decision 75).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import scipy

from analysis.language.words import Ids, Integers, find_words, words_in

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Numbers = defaultdict[str, int]  # word -> its number; a new one gets the next

_BATCH = 4 << 20  # characters counted at once; bounds the memory
_LONG = 1_000  # words; a longer text has most of its words so often that counts of them take less memory
_KNOWN = 65_536  # runs beyond ASCII whose words' places are remembered
_REMEMBERED = 1_000_000  # runs beyond ASCII, of which each is searched once while it is remembered

# classes of bytes; white space never belongs to a word and never changes how its neighbours fold
_OTHER, _LETTER, _MAY_JOIN, _JOINER, _SPACE = range(5)
_MEMBERS = {
    _LETTER: b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    _MAY_JOIN: b".,:/",
    _JOINER: b"'-",
    _SPACE: b" \t\n\v\f\r",
}
_CLASS_OF = {byte: kind for kind, members in _MEMBERS.items() for byte in members}
_CLASSES = bytes(_CLASS_OF.get(byte, _OTHER) for byte in range(256))
# marks that end a word and change no neighbour's fold, and the apostrophe: two bytes begin all, one tells
_MARKS_BEGIN = "’".encode()[:2]
_PARTING = [mark.encode()[2] for mark in "“”–—…"]
_APOSTROPHE = "’".encode()[2]


class Batch(NamedTuple):
    """The words of some texts, in no particular order; the first `sizes[0]` are those of the first text.

    `n` says how often each occurs in its text; without it each stands there as often as it occurs, which
    takes less time, and where texts are short also less memory.
    """

    sizes: Integers
    ids: Ids
    n: npt.NDArray[np.int32] | None = None


class Tally(NamedTuple):
    """The words of texts, batch by batch in their order; `ids` are positions in `vocabulary`."""

    batches: list[Batch]
    vocabulary: list[str]


def tally(texts: Iterable[str]) -> Tally:
    """Count the words of each text: exactly those of `words_in`, in no particular order."""
    numbers: Numbers = defaultdict()
    numbers.default_factory = numbers.__len__
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


def _count(texts: Sequence[str], numbers: Numbers, runs: dict[bytes, list[int]]) -> Batch:
    """Count the words of some texts; new ones are added to `numbers`, and odd runs to `runs`."""
    raw, in_word, other, ends = _read(texts)
    places, ids = _plain_words(raw, in_word, numbers)
    far_places, far_ids = _other_words(raw, other, numbers, runs)
    before, far_before = np.searchsorted(places, ends), np.searchsorted(far_places, ends)
    every = np.insert(ids, np.repeat(before, np.diff(far_before, prepend=0)), far_ids)
    sizes = np.diff(before + far_before, prepend=0)
    if len(every) < _LONG * len(texts):
        return Batch(sizes, every)
    rows, ones = np.repeat(np.arange(len(texts)), sizes), np.ones(len(every), np.int32)
    found = summed(rows, every, ones, (len(texts), len(numbers)))
    return Batch(np.diff(found.indptr).astype(np.int64), found.indices, found.data)


def word_starts(texts: Sequence[str]) -> Integers:
    """Return where each word of texts begins, as `find_words` tells it, were the texts written as one."""
    raw, in_word, other, _ = _read(texts)
    plain = np.flatnonzero(in_word[1:] > in_word[:-1]) + 1
    inside = [_starts_in(raw[start:end]) for start, end in other.tolist()]
    sizes = list(map(len, inside))
    further = np.fromiter(chain.from_iterable(inside), np.int64, sum(sizes))
    # bytes that go on with a character are none
    goes_on = np.flatnonzero((np.frombuffer(raw, np.uint8) & 0xC0) == 0x80)
    plain, odd = (place - np.searchsorted(goes_on, place) for place in (plain, other[:, 0]))
    # stable: two parts that are sorted are only merged
    starts = np.sort(np.concatenate([plain, np.repeat(odd, sizes) + further]), kind="stable")
    starts -= 1  # behind the first blank
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    return starts - np.searchsorted(begins, starts, side="right") + 1  # without the blanks between


@lru_cache(maxsize=_KNOWN)
def _starts_in(run: bytes) -> tuple[int, ...]:
    """Return where the words of a run begin; the commonest stand in text after text."""
    return tuple(word.start for word in find_words(run.decode("utf-8", "surrogatepass")))


class _Read(NamedTuple):
    """Texts as bytes, which of these belong to plain words, the odd runs, and where each text ends."""

    raw: bytes
    in_word: Mask
    other: Integers
    ends: Integers


def _read(texts: Sequence[str]) -> _Read:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    raw = b"\n".join((b"", *encoded, b"\n\n"))
    ends = np.cumsum([len(part) + 1 for part in encoded], dtype=np.int64) + 1
    marks, classes = _marks(raw), np.frombuffer(raw.translate(_CLASSES), np.uint8)
    in_word = classes == _LETTER
    other = _other_runs(raw, classes, in_word, marks)
    for start, end in other.tolist():
        in_word[start:end] = False
    _join(classes, in_word, marks.apostrophes)
    return _Read(raw, in_word, other, ends)


class _Marks(NamedTuple):
    """Places of the commonest characters beyond ASCII, all of three bytes: those that part words, and "’"."""

    parting: Integers
    apostrophes: Integers


def _marks(raw: bytes) -> _Marks:
    """Find the marks that count as their likes in ASCII do."""
    held = np.frombuffer(raw, np.uint8)
    places = np.flatnonzero(held == _MARKS_BEGIN[0])
    places = places[held[places + 1] == _MARKS_BEGIN[1]]
    last = held[places + 2]
    return _Marks(places[np.isin(last, _PARTING)], places[last == _APOSTROPHE])


def _bytes_of(places: Integers) -> Integers:
    """Return the places of the three bytes of each mark."""
    return (places[:, None] + np.arange(3)).ravel()


def summed(
    rows: Integers | Ids, columns: Ids, n: npt.NDArray[np.int32], shape: tuple[int, int]
) -> "scipy.sparse.csr_array":
    """Add up `n` by row and column, of rows in ascending order; columns are in order within each row.

    It goes by way of the columns, which sorts without comparing.
    """
    return scipy.sparse.coo_array((n, (rows, columns)), shape=shape).tocsc().tocsr()


def _other_runs(raw: bytes, classes: Bytes, in_word: Mask, marks: _Marks) -> Integers:
    """Start and end of every run between blanks that has another character or a mark that may join."""
    spaces = np.flatnonzero(classes == _SPACE)
    other = np.frombuffer(raw, np.uint8) >= 0x80
    for known in marks:
        other[_bytes_of(known)] = False
    other[1:-1] |= (classes == _MAY_JOIN)[1:-1] & in_word[:-2] & in_word[2:]
    run = np.searchsorted(spaces, np.flatnonzero(other))  # the first byte is a blank
    run = run[np.diff(run, prepend=0) > 0]
    return np.stack((spaces[run - 1] + 1, spaces[run]), axis=1)


def _join(classes: Bytes, in_word: Mask, apostrophes: Integers) -> None:
    """Mark the apostrophes and hyphens between letters as parts of words."""
    joining = apostrophes[in_word[apostrophes - 1] & in_word[apostrophes + 3]]
    in_word[1:-1] |= (classes == _JOINER)[1:-1] & in_word[:-2] & in_word[2:]
    in_word[_bytes_of(joining)] = True


def _other_words(
    raw: bytes, spans: Integers, numbers: Numbers, runs: dict[bytes, list[int]]
) -> tuple[Integers, Ids]:
    """Place and id of every word in `spans` of `raw`, each distinct one searched once."""
    places, ids = list[int](), list[int]()
    for start, end in spans.tolist():
        run = raw[start:end]
        found = runs.get(run)
        if found is None:
            words = words_in(run.decode("utf-8", "surrogatepass"))
            found = runs[run] = [numbers[word] for word in words]
        ids += found
        places += [start] * len(found)
    return np.array(places, np.int64), np.array(ids, np.int32)


def _plain_words(raw: bytes, in_word: Mask, numbers: Numbers) -> tuple[Integers, Ids]:
    """Place and id of every word where `in_word` marks the bytes of words.

    Arrow numbers them, each with the bytes up to the next, which are nothing but zeros.
    """
    starts = np.flatnonzero(in_word[1:] > in_word[:-1]) + 1
    lower = np.frombuffer(raw.lower(), np.uint8) * in_word
    bounds = pa.py_buffer(np.append(starts, len(lower)))
    held = [None, bounds, pa.py_buffer(lower)]
    every = pa.Array.from_buffers(pa.large_binary(), len(starts), held).dictionary_encode()
    padded = every.dictionary.view(pa.large_string())
    words = pc.replace_substring(pc.ascii_rtrim(padded, characters="\0"), "’", "'")
    own = np.fromiter(map(numbers.__getitem__, words.to_pylist()), np.int32, len(words))
    return starts, own[every.indices.to_numpy()]
