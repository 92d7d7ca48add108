"""How long attributions take: as much longer as the text is."""

import re

import numpy as np

from analysis.measures.attribution import attributions_of
from analysis.measures.attribution.attributions import Article, extracted
from analysis.models.cache import Cache
from analysis.models.encoder import Reading
from analysis.models.pieces import Word
from analysis.models.tags import TAGS
from tests.conftest import articles
from tests.timing import least_seconds

SENTENCE = (
    "“We left the old town late,” Mary Hill said. “It was raining, and he said the road was wet.” "
)


class QuickEncoder:
    """In the model's place where the time of everything else is measured: marks and names decide."""

    def read(self, text, *, headline=(0, 0), first=1):
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


def extract(sentences):
    article = Article(SENTENCE * sentences, "", "")
    assert sentences / 2 < len(extracted(article, QuickEncoder()))


def read_with_the_model(sentences):
    table = articles(("a", "outlet", SENTENCE * sentences))
    assert len(attributions_of(table, workers=1, cache=Cache(None))) >= sentences / 2


def test_a_text_of_quotations_without_a_line_end_takes_time_in_proportion():
    few, many = 62_500 // len(SENTENCE), 250_000 // len(SENTENCE)
    assert least_seconds(lambda: extract(many)) < 8 * least_seconds(lambda: extract(few))


def test_the_model_too_takes_time_in_proportion():
    read_with_the_model(1)  # the model is loaded
    few, many = (least_seconds(lambda n=n: read_with_the_model(n)) for n in (40, 160))
    assert many < 8 * few  # four times the text; squared would be sixteen times
