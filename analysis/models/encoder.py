"""Run the neural models: text in, scores of each word out. No other module knows the models.

A model is an int8 ONNX file (model.onnx) in a folder; the folder of the attribution model also has the
tokenizer of both (tokenizer.json). The project ships resources/models/attribution and
resources/models/loaded; their cards give training data and measured error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.models.pieces import Window, Word, windows
from analysis.resources.shipped import model_bytes

_MODELS = Path(str(files("analysis.resources").joinpath("models")))
MODEL, LOADED_MODEL = _MODELS / "attribution", _MODELS / "loaded"
_LATER = 2  # the number of a paragraph that is neither the headline nor the first


@dataclass(frozen=True)
class Reading:
    """The answer of the model for one window of an article.

    `tags[word, tag]` is a log-probability, tags in the order of `analysis.models.tags.TAGS`.
    `links[k, cue, word]` is the log-odds that `word` is in the source (k = 0) or the content
    (k = 1) of the attribution whose cue the word `cue` belongs to.
    """

    words: list[Word]
    tags: NDArray[np.float32]
    links: NDArray[np.float32]


@dataclass(frozen=True)
class Grades:
    """How loaded a text is: a probability for each sentence and for each word as the model cuts words.

    `own` is that of the sentence read by the words in its author's voice alone. `words` are (start, end,
    probability) in reading order, single marks among them.
    """

    sentences: list[float]
    own: list[float]
    words: list[tuple[int, int, float]]


def _session(model: Path) -> Any:
    import onnxruntime  # noqa: PLC0415  loaded only where a model is used

    content = model_bytes(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # idle workers that spin take the processor from other processes
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        content,
        options,
        providers=["CPUExecutionProvider"],
        # joined with the sum before it, the norm of a layer takes longer than the two by themselves
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def tokenizer_of(file: Path) -> Any:
    """Return the tokenizer in a file (tokenizer.json); it cuts nothing off and fills nothing up."""
    import tokenizers  # noqa: PLC0415  loaded only where a model is used

    found = tokenizers.Tokenizer.from_buffer(model_bytes(file))
    found.no_truncation()
    found.no_padding()
    return found


@lru_cache(maxsize=1)
def shipped_grader() -> "Grader":
    """Return the model of loaded language that the project ships, loaded when first asked for."""
    return Grader(LOADED_MODEL)


@lru_cache(maxsize=1)
def shipped_encoder() -> "Encoder":
    """Return the model that the project ships, loaded when first asked for."""
    return Encoder(MODEL)


class Encoder:
    """The model, loaded once; `read` may be called for any number of articles."""

    def __init__(self, folder: Path) -> None:
        self._session = _session(folder / "model.onnx")
        self._tokenizer = tokenizer_of(folder / "tokenizer.json")

    def read(
        self, text: str, *, headline: tuple[int, int] = (0, 0), first: int = 1
    ) -> list[Reading]:
        """Return the answer of the model for `text`, window by window in reading order.

        `headline` is the place of its headline, `first` the number of its first other paragraph: the model
        has learned that headlines are told in another way than leads, and leads than what follows.
        Every window is read by itself, so that only its own text decides the answer: int8 arithmetic
        scales by everything that is read together.
        """
        found = windows(self._tokenizer, text, headline=headline, first=first)
        return [self.reading_of(window) for window in found]

    def reading_of(self, window: Window) -> Reading:
        """Return the answer of the model for one window."""
        ids = np.array([window.ids], dtype=np.int64)
        features = np.array([window.features], dtype=np.int64)
        given = {"ids": ids, "features": features, "mask": np.ones_like(ids)}
        tags, links = self._session.run(["tags", "links"], given)
        return reading(window, tags[0], links[0])


def reading(
    window: Window, tag_scores: NDArray[np.float32], link_scores: NDArray[np.float32]
) -> Reading:
    """Return the answers for the pieces of a window as answers for its words."""
    at = np.array(window.positions, dtype=np.int64)
    tags = tag_scores[at]
    tags = tags - tags.max(axis=1, keepdims=True)
    tags = tags - np.log(np.exp(tags).sum(axis=1, keepdims=True))
    return Reading(window.words, tags, link_scores[:, at[:, None], at[None, :]])


class Grader:
    """The model of loaded language, loaded once; `grades` may be called for any number of texts."""

    def __init__(self, folder: Path) -> None:
        self._session = _session(folder / "model.onnx")
        self._tokenizer = tokenizer_of(MODEL / "tokenizer.json")

    def grades(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        own: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> Grades:
        """Return how loaded each sentence, [start, end) in reading order, and each word in them is.

        `own` are the spans of each sentence in its author's voice; without them all is.

        A sentence is read by itself, so that its neighbours change nothing; the annotators of the
        training data read it so too (decision 33). A sentence too long for a window is read in parts
        and has the highest of their probabilities; a sentence without words has 0.
        """
        scores, own_scores = list[float](), list[float]()
        words = list[tuple[int, int, float]]()
        for number, (start, end) in enumerate(sentences):
            spans = own[number] if own else [(start, end)]
            best = own_best = 0.0
            for window in windows(self._tokenizer, text[start:end], first=_LATER):
                theirs = [
                    any(a < start + word.end and start + word.start < b for a, b in spans)
                    for word in window.words
                ]
                score, own_score, of_words = self._of_window(window, theirs)
                best, own_best = max(best, score), max(own_best, own_score)
                each = zip(window.words, of_words, strict=True)
                words += ((start + word.start, start + word.end, p) for word, p in each)
            scores.append(best)
            own_scores.append(own_best)
        return Grades(scores, own_scores, words)

    def _of_window(self, window: Window, own: list[bool]) -> tuple[float, float, list[float]]:
        """Return the probability of all words, of the own ones (0 without any), and of each."""
        at = np.array(window.positions, dtype=np.int64)
        ids = np.array([window.ids], dtype=np.int64)
        both = any(own) and not all(own)
        member = np.zeros((1, 1 + both, len(window.ids)), dtype=np.float32)
        member[0, 0, at] = 1.0
        if both:
            member[0, 1, at[own]] = 1.0
        given = {"ids": ids, "features": np.array([window.features], dtype=np.int64)}
        sentence, words = self._session.run(["sentences", "words"], {**given, "member": member})
        found = _probabilities(sentence[0])
        return found[0], found[-1] if any(own) else 0.0, _probabilities(words[0][at])


def _probabilities(odds: NDArray[np.float32]) -> list[float]:
    return [float(p) for p in 1 / (1 + np.exp(-odds.astype(np.float64)))]
