"""The only file that knows the neural model: text in, what the model says of each word out.

The model is an int8 ONNX file (model.onnx) beside its tokenizer (tokenizer.json) in one folder, as
`python -m analysis.training.export` writes it. The shipped one is resources/models/attribution; its
card says what it learned from and how good it is.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.language.pieces import Window, Word, windows

MODEL = Path(str(files("analysis.resources").joinpath("models/attribution")))
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


class Encoder:
    """The model, loaded once; `read` may be called for any number of articles."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import onnxruntime  # noqa: PLC0415  loaded only where the model is used
        import tokenizers  # noqa: PLC0415

        model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
        for file in (model, tokenizer):
            if not file.is_file():
                raise FileNotFoundError(f"{file} is missing; analysis.training.export writes it")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # idle workers that spin take the processor from other processes
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
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


def reading(
    window: Window, tag_scores: NDArray[np.float32], link_scores: NDArray[np.float32]
) -> Reading:
    """Return the answers for the pieces of a window as answers for its words."""
    at = np.array(window.positions, dtype=np.int64)
    tags = tag_scores[at]
    tags = tags - tags.max(axis=1, keepdims=True)
    tags = tags - np.log(np.exp(tags).sum(axis=1, keepdims=True))
    return Reading(window.words, tags, link_scores[:, at[:, None], at[None, :]])
