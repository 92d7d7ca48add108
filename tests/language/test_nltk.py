import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.probability import ConditionalFreqDist, FreqDist

from analysis.language import count_terms, from_nltk, to_nltk, words_of
from analysis.measures import frequencies, keyness
from tests.conftest import articles

TEXT = st.lists(st.sampled_from(["war", "deal", "no"]), min_size=1, max_size=9).map(" ".join)


def counted(*rows, ngram=1):
    return count_terms(words_of(articles(*rows)), ngram=ngram)


def test_counts_are_frequency_distributions_by_outlet_article_or_of_all():
    counts = counted(("1", "x", "war deal war"), ("2", "x", "war"), ("3", "y", "deal"))
    by_outlet = to_nltk(counts)
    assert isinstance(by_outlet, ConditionalFreqDist)
    assert dict(by_outlet["x"]) == {"war": 3, "deal": 1}
    assert dict(by_outlet["y"]) == {"deal": 1}
    assert dict(to_nltk(counts, "article")["2"]) == {"war": 1}
    whole = to_nltk(counts, "corpus")
    assert isinstance(whole, FreqDist)
    assert whole.most_common() == [("war", 3), ("deal", 2)]
    assert whole.hapaxes() == []


def test_phrases_are_tuples():
    table = to_nltk(counted(("1", "x", "war war deal"), ngram=2), "corpus")
    assert dict(table) == {("war", "war"): 1, ("war", "deal"): 1}
    assert from_nltk(table).terms.tolist() == ["war deal", "war war"]


@given(TEXT, TEXT)
def test_there_and_back_the_counts_are_the_same(first, second):
    counts = counted(("1", "x", first), ("2", "y", second))
    back = from_nltk(to_nltk(counts))
    assert back.terms.tolist() == counts.terms.tolist()
    assert back.matrix.toarray().tolist() == counts.matrix.toarray().tolist()
    assert back.articles["words"].tolist() == counts.articles["words"].tolist()
    ours, theirs = frequencies(counts), frequencies(back)
    assert ours.equals(theirs)
    assert keyness(counts).equals(keyness(back))


def test_distributions_of_any_program_are_read():
    counts = from_nltk(FreqDist("abba"), outlet="band")
    assert counts.outlets == ["band"]
    assert counts.articles["words"].tolist() == [4]
    assert from_nltk(FreqDist()).terms.tolist() == []
    assert from_nltk(ConditionalFreqDist([("x", "a"), ("y", "b")])).outlets == ["x", "y"]


def test_what_is_no_distribution_of_words_is_named():
    with pytest.raises(ValueError, match="by is 'day'; give outlet, article or corpus"):
        to_nltk(counted(("1", "x", "a")), "day")
    with pytest.raises(ValueError, match="cannot read a dict; give a FreqDist"):
        from_nltk({"a": 1})
    with pytest.raises(ValueError, match="sample 7 is not a text or a tuple of texts"):
        from_nltk(FreqDist([7]))
    with pytest.raises(ValueError, match=r"'a' occurs 0\.5 times; counts are whole numbers"):
        from_nltk(FreqDist({"a": 0.5}))
