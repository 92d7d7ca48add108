import pytest

from analysis.language import as_lemmas, languages_of, lemma, lemmas, words_of
from analysis.language.counts import Counting, count
from analysis.models.cache import FOLDER_VARIABLE
from tests.conftest import articles

GERMAN = (
    "Die Stadt hat den Vertrag gestern mit allen Beteiligten noch einmal ausführlich besprochen."
)
ENGLISH = "The men said that their governments were talking about the children in the cities again."


def test_languages_are_recognised_and_the_given_one_is_kept_beside():
    table = languages_of(articles(("1", "a", ENGLISH), ("2", "b", GERMAN), language=["", "de-AT"]))
    assert table[["given", "recognised"]].to_numpy().tolist() == [["", "en"], ["de-AT", "de"]]


def test_languages_of_the_same_texts_are_recognised_once(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    asked = []

    def classify(text):
        asked.append(text)
        return "de" if text == GERMAN else "en", 0.0

    monkeypatch.setattr("py3langid.classify", classify)
    table = articles(("1", "a", ENGLISH), ("2", "b", GERMAN), ("3", "b", "1 \u2028"))

    def recognised(some):
        """As in a run of its own."""
        lemmas._language_of.cache_clear()
        return languages_of(some)["recognised"].tolist()

    for _ in range(2):
        assert recognised(table) == ["en", "de", "en"]
    assert asked == [ENGLISH, GERMAN, "1 \u2028"]
    assert recognised(table[1:]) == ["de", "en"]  # other texts, asked again
    assert len(asked) == 5
    assert languages_of(table[:2])["recognised"].tolist() == ["en", "de"]  # the same run
    assert len(asked) == 6
    for path in tmp_path.rglob("*.json"):
        path.write_bytes(path.read_bytes()[:-1])
    assert recognised(table) == ["en", "de", "en"]
    assert len(asked) == 9
    monkeypatch.setattr("analysis.language.lemmas.version", lambda _: "another")
    recognised(table)
    assert len(asked) == 12
    lemmas._language_of.cache_clear()


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("said", "en", "say"), ("children", "en", "child"), ("government's", "en", "government"),
        ("häuser", "de", "haus"), ("said", "xx", "said"), ("'s", "en", "'s"), ("2016", "en", "2016"),
    ],
)  # fmt: skip
def test_a_lemma_is_that_of_its_language(word, language, expected):
    assert lemma(word, language) == expected


def test_lemmas_take_the_place_of_words_and_nothing_else_changes():
    table = articles(("1", "a", ENGLISH), ("2", "b", GERMAN))
    words = words_of(table)
    lemmas = as_lemmas(words, languages_of(table))
    assert lemmas.bounds.tolist() == words.bounds.tolist()
    found = list(lemmas.vocabulary[lemmas.ids])
    assert {"man", "say", "government", "child", "city"} <= set(found)
    assert {"stadt", "haben"} <= set(found)


def test_the_same_form_in_two_languages_can_have_two_lemmas():
    table = articles(("1", "a", "die"), ("2", "b", "die"), language=["en", "de"])
    lemmas = as_lemmas(words_of(table), languages_of(table))
    assert lemmas.vocabulary[lemmas.ids].tolist() == [lemma("die", "en"), lemma("die", "de")]


def test_counting_lemmas_joins_forms():
    table = articles(("1", "a", "He says and they said what he was saying."))
    counts = count(table, Counting(unit="lemma", stop="off"))
    assert dict(zip(counts.terms, counts.matrix.toarray()[0], strict=True))["say"] == 3


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"unit": "stem"}, "unit is 'stem'; give word, form, lemma"),
        ({"ngram": 0}, "ngram is 0; phrases of 1, 2 or 3"),
        ({"min_count": 0}, "min_count is 0; give 1 or more"),
        ({"sections": ["boddy"]}, "unknown section 'boddy'; the sections are headline, subhead"),
        ({"sections": []}, "no section to read; the sections are"),
    ],
)
def test_an_impossible_choice_says_what_would_be_possible(wrong, message):
    with pytest.raises(ValueError, match=message):
        Counting(**wrong)


def test_only_the_sections_asked_for_are_counted():
    table = articles(
        ("1", "a", "A Deal Fails\nThe war goes on, said a man."), title=["A Deal Fails"]
    )
    for section, term in (("headline", "deal"), ("body", "war")):
        counts = count(table, Counting(sections=[section], stop="off"))
        assert term in counts.terms
    assert "deal" not in count(table, Counting(sections=["body"], stop="off")).terms
