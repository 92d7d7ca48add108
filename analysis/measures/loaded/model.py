"""How loaded the sentences and words of a text are by the model, kept from one run to the next."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from analysis.language.words import Span
from analysis.models.cache import Cache, files_digest, key_of
from analysis.models.encoder import LOADED_MODEL, MODEL, Grades, shipped_grader

MODEL_HITS = "model"  # the name under which its words stand among those of lists
MODEL_LOADED = 0.3  # probability from which on it calls a word loaded; see its card
LEAST = 0.1  # probability from which on a word is kept at all
_LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
_CODE = ("encoder.py", "pieces.py")


@lru_cache(maxsize=1)
def _version() -> str:
    """Return the digest of everything but the text that decides its grades."""
    folder = Path(str(files("analysis.resources"))).parent / "models"
    read = [folder / name for name in _CODE]
    read += [LOADED_MODEL / "model.onnx", MODEL / "tokenizer.json", Path(__file__)]
    return key_of(files_digest(read), *(f"{name} {version(name)}" for name in _LIBRARIES))


def grades_of(text: str, sentences: Sequence[tuple[int, int]], cache: Cache) -> Grades:
    """Return the model's probabilities for `sentences` ([start, end) in order) and for every word.

    They are rounded to four digits, whether they come from the cache or not.
    """
    key = key_of(_version(), text, *(f"{start} {end}" for start, end in sentences))
    records = cache.get(key)
    if records is None:
        found = shipped_grader().grades(text, sentences)
        words = [[start, end, round(p, 4)] for start, end, p in found.words]
        records = [{"sentences": [round(p, 4) for p in found.sentences], "words": words}]
        cache.put(key, records)
    (kept,) = records
    return Grades(kept["sentences"], [(start, end, p) for start, end, p in kept["words"]])


def by_word(words: Sequence[Span], grades: Grades) -> Iterator[float]:
    """Yield the probability of each word: the highest of what the model sees as part of it."""
    place, cut = 0, grades.words
    for word in words:
        while place < len(cut) and cut[place][1] <= word.start:
            place += 1
        found, after = 0.0, place
        while after < len(cut) and cut[after][0] < word.end:
            found, after = max(found, cut[after][2]), after + 1
        yield found
