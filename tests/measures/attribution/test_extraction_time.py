"""How long attributions take: twice the text takes twice the time."""

import re
import time

import numpy as np

from analysis.language.cache import Cache
from analysis.language.encoder import Reading
from analysis.language.pieces import Word
from analysis.language.tags import TAGS
from analysis.measures.attribution import attributions_of
from analysis.measures.attribution.extraction import Article, extracted
from tests.conftest import articles

SENTENCE = (
    "“We left the old town late,” Mary Hill said. “It was raining, and he said the road was wet.” "
)


class QuickEncoder:
    """In the model's place where the time of everything else is measured: marks and names decide."""

    def read(self, text, *, first=0):
        words = [Word((5,), *found.span(), 0, first) for found in re.finditer(r"\w+|[“”]", text)]
        return [self.reading(text, words[at : at + 150]) for at in range(0, len(words), 150)]

    def reading(self, text, words):
        tags = np.full((len(words), len(TAGS)), -9, dtype=np.float32)
        inside = False
        for number, word in enumerate(words):
            here = text[word.start : word.end]
            inside = (inside or here == "“") and here != "”"
            tag = "I-content" if inside else {"Mary": "S-source", "said": "S-cue"}.get(here, "O")
            tag = {"“": "B-content", "”": "E-content"}.get(here, tag)
            tags[number, TAGS.index(tag)] = 0
        places = np.arange(len(words))
        near = -np.abs(places[:, None] - places[None, :]).astype(np.float32) / 100
        return Reading(words, tags, np.stack([near + 9, near + 9]))


def seconds(sentences):
    article = Article(SENTENCE * sentences, "", "")
    began = time.process_time()
    records = extracted(article, QuickEncoder())
    spent = time.process_time() - began
    assert sentences / 2 < len(records)
    return spent


def test_a_text_of_quotations_without_a_line_end_takes_twice_the_time_of_half_of_it():
    half = 125_000 // len(SENTENCE)
    assert seconds(2 * half) < 2.6 * seconds(half)


def test_the_model_too_takes_twice_the_time_for_twice_the_text():
    def reading_seconds(times):
        table = articles(("a", "outlet", SENTENCE * times))
        began = time.process_time()
        found = attributions_of(table, workers=1, cache=Cache(None))
        assert len(found) >= times / 2
        return time.process_time() - began

    reading_seconds(1)  # the model is loaded
    assert reading_seconds(160) < 2.6 * reading_seconds(80)
