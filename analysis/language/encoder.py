"""The only file that knows the neural model: text in, what the model says of each word out.

The model is an int8 ONNX file (model.onnx) beside its tokenizer (tokenizer.json) in one folder, as
`python -m analysis.training.export` writes it. The shipped one is resources/models/attribution; its
card says what it learned from and how good it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.language.pieces import Window, Word, windows

MODEL = Path(str(files("analysis.resources").joinpath("models/attribution")))
TOGETHER = 8  # windows of one article read at once
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
        Windows of different articles never share a batch: int8 arithmetic scales by batch, and
        so nothing but the text itself decides the answer.
        """
        cut = windows(self._tokenizer, text, first=first)
        readings: list[Reading | None] = [None] * len(cut)
        order = sorted(range(len(cut)), key=lambda number: (len(cut[number].ids), number))
        for done in range(0, len(order), TOGETHER):
            numbers = order[done : done + TOGETHER]
            answers = self._answers([cut[number] for number in numbers])
            for number, reading in zip(numbers, answers, strict=True):
                readings[number] = reading
        return [reading for reading in readings if reading is not None]

    def _answers(self, group: list[Window]) -> Iterator[Reading]:
        ids, features, mask = padded(group)
        tags, links = self._session.run(
            ["tags", "links"], {"ids": ids, "features": features, "mask": mask}
        )
        for window, tag_scores, link_scores in zip(group, tags, links, strict=True):
            yield reading(window, tag_scores, link_scores)


def padded(
    group: list[Window],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return ids, features and mask of the windows, filled up with zeros to the longest."""
    longest = max(len(window.ids) for window in group)
    ids, features, mask = (np.zeros((len(group), longest), dtype=np.int64) for _ in range(3))
    for row, window in enumerate(group):
        ids[row, : len(window.ids)] = window.ids
        features[row, : len(window.ids)] = window.features
        mask[row, : len(window.ids)] = 1
    return ids, features, mask


def reading(
    window: Window, tag_scores: NDArray[np.float32], link_scores: NDArray[np.float32]
) -> Reading:
    """Return the answers for the pieces of a window as answers for its words."""
    at = np.array(window.positions, dtype=np.int64)
    tags = tag_scores[at]
    tags = tags - tags.max(axis=1, keepdims=True)
    tags = tags - np.log(np.exp(tags).sum(axis=1, keepdims=True))
    return Reading(window.words, tags, link_scores[:, at[:, None], at[None, :]])
