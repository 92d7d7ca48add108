"""The words of some articles, taken from those of all, are what reading these articles gives."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.corpus.subset import with_articles
from analysis.interactive.results.corpus_words import STEPS, CorpusWords
from analysis.language.sentences import in_sentences
from analysis.language.words import word_spans
from analysis.measures.concordance import concordance
from analysis.study import Study
from tests.tiny import ARTICLES


@pytest.fixture(scope="module")
def tiny():
    return read_corpus(ARTICLES)


@pytest.fixture(scope="module")
def words(tiny):
    return CorpusWords(tiny.articles)


@pytest.mark.parametrize("name", sorted(STEPS))
@pytest.mark.parametrize("unit", ["word", "form", "lemma"])
@pytest.mark.parametrize("sections", [["body"], ["headline", "body"]])
@pytest.mark.parametrize("some", [slice(None), slice(1, None, 2), slice(2, 3)])
def test_words_of_some_articles_are_those_of_reading_these(tiny, words, name, unit, sections, some):
    articles = tiny.articles[some].reset_index(drop=True)
    study = Study(
        with_articles(tiny, articles), {"sections": sections, "unit": unit, "copies": "all"}
    )
    taken = words.step(name, articles, sections=sections, unit=unit)
    read = study[name]
    read = in_sentences(read, articles) if name == "word-lines" else read
    pd.testing.assert_frame_equal(taken.articles, read.articles)
    pd.testing.assert_frame_equal(taken.stretches, read.stretches)
    assert taken.vocabulary.tolist() == read.vocabulary.tolist()
    for mine, theirs in ((taken.ids, read.ids), (taken.bounds, read.bounds)):
        assert mine.dtype == theirs.dtype
        assert mine.tolist() == theirs.tolist()
    assert taken.bare == read.bare
    assert np.array_equal(word_spans(taken, articles), word_spans(read, articles))


@pytest.mark.parametrize("unit", ["word", "form"])
@pytest.mark.parametrize("sections", [["body"], ["headline", "body"]])
@pytest.mark.parametrize("query", ["the", "harbour *", "council's", "said the"])
def test_lines_of_sentences_that_are_cut_already_are_the_same(tiny, words, unit, sections, query):
    values = {"sections": sections, "unit": unit, "copies": "all"}
    lines = words.step("word-lines", tiny.articles, sections=sections, unit=unit)
    study = Study(tiny, values)
    each = [concordance(one, tiny.articles, query) for one in (lines, study["word-lines"])]
    assert len(each[0]) or query == "council's"
    pd.testing.assert_frame_equal(*each)
