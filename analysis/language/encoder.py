"""The only file that knows the neural models: text in, what the models say of each word out.

A model is an int8 ONNX file (model.onnx) in a folder, that of attribution beside its tokenizer
(tokenizer.json), as `python -m analysis.training.export` writes it. The shipped ones are
resources/models/attribution and resources/models/loaded, which goes on from the lower layers of the
first; their cards say what they learned from and how good they are.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.language.pieces import Window, Word, windows

_MODELS = Path(str(files("analysis.resources").joinpath("models")))
MODEL, LOADED_MODEL = _MODELS / "attribution", _MODELS / "loaded"
LINKS = ("source", "content")


@dataclass(frozen=True)
class Reading:
    """What the model says of one window of an article.

    `tags[word, tag]` is a log-probability, tags in the order of `analysis.language.tags.TAGS`.
    `links[k, cue, word]` is the log-odds that `word` is in the source (k = 0) or the content
    (k = 1) of the attribution whose cue the word `cue` belongs to.
    """

    words: list[Word]
    tags: NDArray[np.float32]
    links: NDArray[np.float32]


@lru_cache(maxsize=1)
def shipped_encoder() -> "Encoder":
    """Return the model that the project ships, loaded when first asked for."""
    return Encoder(MODEL)


@dataclass(frozen=True)
class Charge:
    """How loaded the words of a window are, and the sentences in it, as probabilities.

    `words` are those of the window; `sentences` maps the number of a sentence to its probability.
    """

    window: Window
    words: NDArray[np.float32]
    sentences: dict[int, float]


@lru_cache(maxsize=1)
def shipped_branch() -> Any:
    """Return the session of the shipped model of loaded language, loaded when first asked for."""
    return _session(LOADED_MODEL / "model.onnx")


def _session(model: Path, threads: int = 1) -> Any:
    import onnxruntime  # noqa: PLC0415  loaded only where a model is used

    if not model.is_file():
        raise FileNotFoundError(f"{model} is missing; analysis.training.export writes it")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # idle workers that spin take the processor from other processes
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


class Encoder:
    """The model, loaded once; `read` may be called for any number of articles."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import tokenizers  # noqa: PLC0415  loaded only where the model is used

        self._session = _session(folder / "model.onnx", threads)
        tokenizer = folder / "tokenizer.json"
        if not tokenizer.is_file():
            raise FileNotFoundError(f"{tokenizer} is missing; analysis.training.export writes it")
        self._tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def read(self, text: str, *, first: int = 0) -> list[Reading]:
        """Return what the model says of `text`, window by window in reading order.

        `first` is the number of its first paragraph; 0 stands for the headline of an article.
        Every window is read by itself: int8 arithmetic scales by what is read together, and so
        nothing but the text decides the answer.
        """
        return [self.reading_of(window) for window in windows(self._tokenizer, text, first=first)]

    def reading_of(self, window: Window) -> Reading:
        """Return what the model says of one window."""
        ids = np.array([window.ids], dtype=np.int64)
        features = np.array([window.features], dtype=np.int64)
        given = {"ids": ids, "features": features, "mask": np.ones_like(ids)}
        tags, links = self._session.run(["tags", "links"], given)
        return reading(window, tags[0], links[0])

    def charges(self, text: str, sentences: list[tuple[int, int]], branch: Any) -> list[Charge]:
        """Return how loaded words and sentences are, window by window in reading order.

        `sentences` are [start, end) in reading order; one that two windows share has a probability
        in each. `branch` is the session of the second model.
        """
        starts = [start for start, _ in sentences]
        each = windows(self._tokenizer, text)
        return [self._charge(window, starts, branch) for window in each]

    def _charge(self, window: Window, starts: list[int], branch: Any) -> Charge:
        import onnxruntime  # noqa: PLC0415

        ids = np.array([window.ids], dtype=np.int64)
        features = np.array([window.features], dtype=np.int64)
        only = onnxruntime.RunOptions()
        only.only_execute_path_to_fetches = True  # the lower layers and nothing above them
        given = {"ids": ids, "features": features, "mask": np.ones_like(ids)}
        (trunk,) = self._session.run(["trunk"], given, only)
        numbers = [bisect_right(starts, word.start) - 1 for word in window.words]
        found = sorted({number for number in numbers if number >= 0})
        at = np.array(window.positions, dtype=np.int64)
        member = np.zeros((1, max(1, len(found)), len(window.ids)), dtype=np.float32)
        for place, number in zip(at, numbers, strict=True):
            if number >= 0:
                member[0, found.index(number), place] = 1.0
        inputs = {"trunk": trunk, "mask": np.ones_like(ids), "member": member}
        of_sentences, of_words = branch.run(["sentences", "words"], inputs)
        odds = dict(zip(found, of_sentences[0].tolist(), strict=False))
        return Charge(
            window,
            _probability(of_words[0][at]),
            {number: float(_probability(np.float32(odds[number]))) for number in found},
        )


def _probability(odds: Any) -> Any:
    return 1 / (1 + np.exp(-odds))


def reading(
    window: Window, tag_scores: NDArray[np.float32], link_scores: NDArray[np.float32]
) -> Reading:
    """Return the answers for the pieces of a window as answers for its words."""
    at = np.array(window.positions, dtype=np.int64)
    tags = tag_scores[at]
    tags = tags - tags.max(axis=1, keepdims=True)
    tags = tags - np.log(np.exp(tags).sum(axis=1, keepdims=True))
    return Reading(window.words, tags, link_scores[:, at[:, None], at[None, :]])
