import gzip
import json
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.categories import SECTIONS
from analysis.corpus import read_corpus
from analysis.language import byte_counts as module
from analysis.language import count_terms, count_words, find_words, words_in, words_of
from analysis.language.byte_counts import tally, word_starts
from tests.conftest import articles
from tests.language.test_words import AWKWARD, TEXTS

# almost all ASCII, so that words of all lengths meet joiners, capitals and characters that change their fold
PLAIN = st.lists(
    st.one_of(
        st.text("abAZ09'-.:^`_ \n\t\x1c\x00“”’‘–—…Σ\u0301", max_size=12),
        AWKWARD,
        st.just("long" * 7),
    ),
    max_size=12,
).map("".join)


def counted(texts):
    found = tally(texts)
    words = found.vocabulary
    return [
        Counter(words[k] for k in np.repeat(batch.ids[a:b], 1 if batch.n is None else batch.n[a:b]))
        for batch in found.batches
        for a, b in pairwise([0, *batch.sizes.cumsum()])
    ]


@given(st.lists(st.one_of(TEXTS, PLAIN, st.text(max_size=40)), max_size=6))
@example(["A.\u03a3 a:\u03a3", "\u03a3'x <\u0338a", "x\u00ady 'a'-b' --a--b a''b"])
@example(["abcdefgh abcdefghi ABCDEFGHIJKLMNOP " + "a" * 24 + " " + "a" * 25, "a" * 26 + "'s"])
@example(["\ud800 a\udfffb c"])
def test_the_tally_holds_exactly_the_words_of_the_definition(texts):
    assert counted(texts) == [Counter(words_in(text)) for text in texts]


@given(st.lists(st.one_of(TEXTS, PLAIN, st.text(max_size=40)), max_size=6))
@example(
    [
        "He said: “u.s.” (p.m.), ’tis 1,000-odd.",
        "Σ e\u0301 \u0301a \u00adb\u2003c\x1cd İx",
        "",
        "é’s",
    ]
)
@example(["\ud800 a\udfffb c"])
def test_words_begin_where_they_are_found(texts):
    before = np.cumsum([0, *map(len, texts)])
    found = [
        begin + word.start
        for begin, text in zip(before, texts, strict=False)
        for word in find_words(text)
    ]
    assert word_starts(texts).tolist() == found


@given(st.lists(PLAIN, max_size=8), st.sampled_from([5, 10_000]), st.sampled_from([0, 10_000]))
def test_the_size_of_a_batch_and_of_its_texts_changes_nothing(texts, batch, long):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BATCH", batch)
        patch.setattr(module, "_LONG", long)
        assert counted(texts) == [Counter(words_in(text)) for text in texts]


@pytest.mark.parametrize("part", ["train", "dev"])
def test_on_real_articles_every_word_is_counted_as_defined(shared, part):
    with gzip.open(shared / f"data/polnear/{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert counted(texts) == [Counter(words_in(text)) for text in texts]


@pytest.mark.parametrize("sections", [("body",), ("headline", "credit"), SECTIONS])
@pytest.mark.parametrize("long", [0, 1_000])
def test_counting_in_batches_gives_the_counts_of_all_words_read_at_once(
    shared, sections, long, monkeypatch
):
    monkeypatch.setattr(module, "_LONG", long)
    table = read_corpus(shared / "data/polnear/dev.jsonl.gz").articles.iloc[::-1]
    there = count_words(table, sections=sections)
    plain = count_terms(words_of(table, sections=sections))
    assert_frame_equal(there.articles, plain.articles)
    assert there.terms.tolist() == plain.terms.tolist()
    assert there.matrix.dtype == plain.matrix.dtype
    there.matrix.sort_indices()
    for part in ("data", "indices", "indptr"):
        assert getattr(there.matrix, part).tolist() == getattr(plain.matrix, part).tolist()


def test_no_articles_have_no_words():
    none = articles(("1", "x", "a")).head(0)
    assert count_words(none).matrix.shape == (0, 0)
    assert count_words(articles(("1", "x", "..."))).articles["words"].tolist() == [0]
