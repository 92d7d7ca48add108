"""Ask wide networks, the teachers, how loaded running news text is."""

import logging
from dataclasses import replace
from pathlib import Path

import tokenizers
import torch

from analysis.models.pieces import Window, Word
from analysis.training.attribution.network import MPNET
from analysis.training.loaded.examples import Lesson, padded, running
from analysis.training.loaded.lexicon import records
from analysis.training.loaded.network import LoadedNetwork, finished

log = logging.getLogger("loaded")
_TOGETHER = 16  # sentences that a teacher reads at once
_NEWS = 100
_FEATURES = 9  # features without a place in the article
_LATER = 18  # added to them for a paragraph further down


def taught(
    tokenizer: tokenizers.Tokenizer, weights: list[Path], texts: list[Path], limit: int | None
) -> list[Lesson]:
    """Return the windows of articles, labelled by the mean of the teachers.

    A teacher reads each sentence by itself, as annotators did; its pupil reads windows.
    """
    articles = [record["text"] for file in texts for record in records(file)][:limit]
    lessons = [one for text in articles for one in running(tokenizer, text)]
    networks = [finished(file, MPNET) for file in weights]
    return _labelled(networks, lessons)


@torch.inference_mode()
def _labelled(networks: list[LoadedNetwork], lessons: list[Lesson]) -> list[Lesson]:
    alone = [
        (number, place, _alone(one.window, words))
        for number, one in enumerate(lessons)
        for place, words in enumerate(one.members)
    ]
    alone.sort(key=lambda item: len(item[2].window.ids))
    out = [replace(one, labels=[*one.labels], marked=[*one.marked]) for one in lessons]
    for first in range(0, len(alone), _TOGETHER):
        group = alone[first : first + _TOGETHER]
        ids, features, mask, member, *_ = padded([one for *_, one in group])
        answers = [network(ids, features, mask, member) for network in networks]
        sentences = torch.stack([a.sigmoid() for a, _ in answers]).mean(dim=0)
        words = torch.stack([b.sigmoid() for _, b in answers]).mean(dim=0)
        for row, (number, place, one) in enumerate(group):
            out[number].labels[place] = float(sentences[row, 0])
            shares = words[row, torch.tensor(one.window.positions)].tolist()
            for word, share in zip(lessons[number].members[place], shares, strict=True):
                out[number].marked[word] = share
        if first // _TOGETHER % _NEWS == 0:
            log.info("taught %d of %d sentences", first, len(alone))
    return out


def _alone(window: Window, members: list[int]) -> Lesson:
    """Return one sentence of a window as a window of its own."""
    ids, features, positions = [window.ids[0]], [0], list[int]()
    words = list[Word]()
    for number in members:
        word = window.words[number]
        positions.append(len(ids))
        ids.extend(word.pieces)
        features.extend([word.feature % _FEATURES + _LATER] * len(word.pieces))
        words.append(word)
    ids.append(window.ids[-1])
    features.append(0)
    marked = [0.0] * len(words)
    return Lesson(Window(ids, features, positions, words), [list(range(len(words)))], [0.0], marked)
