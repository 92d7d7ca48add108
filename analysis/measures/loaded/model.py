"""Ask the model how loaded sentences and words are; the answers are kept for the next run."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from analysis.language.words import Span
from analysis.models.cache import Cache, files_digest, key_of
from analysis.models.encoder import LOADED_MODEL, MODEL, Grades, shipped_grader

MODEL_HITS = "model"  # the name of the model among the names of lists
MODEL_LOADED = 0.3  # smallest probability of a loaded word; see its card
LEAST = 0.1  # smallest probability of a word in the table
_LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
_CODE = ("encoder.py", "pieces.py")


@lru_cache(maxsize=1)
def _version() -> str:
    """Return the digest of everything that decides the grades, except the text."""
    folder = Path(str(files("analysis.resources"))).parent / "models"
    read = [folder / name for name in _CODE]
    read += [LOADED_MODEL / "model.onnx", MODEL / "tokenizer.json", Path(__file__)]
    return key_of(files_digest(read), *(f"{name} {version(name)}" for name in _LIBRARIES))


def grades_of(
    text: str,
    sentences: Sequence[tuple[int, int]],
    own: Sequence[Sequence[tuple[int, int]]],
    cache: Cache,
) -> Grades:
    """Return the model's probabilities for `sentences` ([start, end) in order) and for every word.

    `own` are the spans of each sentence in the outlet's own voice.

    They are rounded to four digits, whether they come from the cache or not.
    """
    key = key_of(_version(), text, *map(str, zip(sentences, own, strict=True)))
    records = cache.get(key)
    if records is None:
        found = shipped_grader().grades(text, sentences, own)
        words = [[start, end, round(p, 4)] for start, end, p in found.words]
        scores = {"sentences": found.sentences, "own": found.own}
        rounded = {name: [round(p, 4) for p in each] for name, each in scores.items()}
        records = [{**rounded, "words": words}]
        cache.put(key, records)
    (kept,) = records
    each = [(start, end, p) for start, end, p in kept["words"]]
    return Grades(kept["sentences"], kept["own"], each)


def by_word(words: Sequence[Span], grades: Grades) -> Iterator[float]:
    """Yield the probability of each word: the highest among its parts in the model."""
    place, cut = 0, grades.words
    for word in words:
        while place < len(cut) and cut[place][1] <= word.start:
            place += 1
        found, after = 0.0, place
        while after < len(cut) and cut[after][0] < word.end:
            found, after = max(found, cut[after][2]), after + 1
        yield found
