import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import (
    PARTS_OF_SPEECH,
    count_queries,
    find_words,
    in_sentences,
    parts_of_speech,
    passed_over,
    queries_of,
    query_of,
    words_of,
)
from analysis.language import lemmas as of_lemmas
from analysis.language.parts_of_speech import parts_at
from analysis.language.queries import places_of
from tests.conftest import articles
from tests.timing import steady_seconds

CLAIMS = (
    "Officials claim that the army left. Their claim was denied by the general. "
    "The army claims little, and such claims are rarely checked.\n"
    "Left-wing parties claimed victory; the left alone did not."
)
GERMAN = (
    "Die Armee hat gestern mit allen Beteiligten noch einmal ausführlich über den Claim gesprochen."
)
# written for this test: word and part of speech, parted by a slash
WRITTEN = (
    "Rebel/ADJ fighters/NOUN quickly/ADV shot/VERB at/ADP two/NUM buses/NOUN near/ADP Aleppo/PROPN",
    "He/PRON was/AUX not/PART there/ADV when/SCONJ the/DET brutal/ADJ shelling/NOUN began/VERB",
    "The/DET minister/NOUN would/AUX like/VERB to/PART answer/VERB because/SCONJ her/PRON answer/NOUN "
    "matters/VERB",
    "Some/DET protesters/NOUN have/AUX burned/VERB cars/NOUN and/CCONJ looted/VERB small/ADJ shops/NOUN",
    "They/PRON fear/VERB new/ADJ attacks/NOUN and/CCONJ attack/VERB in/ADP fear/NOUN",
)


def test_each_word_has_the_part_of_speech_that_it_has_in_its_sentence():
    expected, found = [], []
    for line in WRITTEN:
        pairs = [pair.split("/") for pair in line.split()]
        expected += [speech for _, speech in pairs]
        found += parts_of_speech(" ".join(word for word, _ in pairs) + ".")
    right = sum(one == other for one, other in zip(expected, found, strict=True))
    assert right / len(expected) >= 0.9


def test_a_word_with_a_clitic_has_the_part_of_speech_of_its_first_part():
    assert parts_of_speech("It isn’t the government's fault.") == (
        "PRON", "AUX", "DET", "NOUN", "NOUN",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "word", "speech"),
    [
        ("He met Mr. Trump in the Grand Hall.", "trump", "PROPN"),
        ("He met Mr. Trump in the Grand Hall.", "grand", "PROPN"),
        ("The new Syrian government met.", "syrian", "ADJ"),
        ("Rebels Claim Victory in Brutal Battle", "victory", "NOUN"),
        ("She played a trump.", "trump", "NOUN"),
    ],
)
def test_names_are_told_by_their_capital_unless_verbs_have_one(sentence, word, speech):
    words = [found.word for found in find_words(sentence)]
    assert parts_of_speech(sentence)[words.index(word)] == speech


@given(st.text(st.sampled_from("aBé'’“\"`-.,!? \n\u00ad\u0301İ中1$")))
def test_every_word_has_one_whatever_the_text(text):
    found = parts_of_speech(text)
    assert len(found) == len(find_words(text))
    assert set(found) <= set(PARTS_OF_SPEECH)
    numbers = range(len(found))
    assert len(parts_at(text, numbers, sentence=False)) == len(found)
    assert parts_at(text, numbers, sentence=True) == list(found)


def test_a_word_of_any_length_takes_no_time():
    sentence = f"They claim {'w' * 20_000} and {'a-' * 9_000}b."
    assert steady_seconds(lambda: parts_of_speech.__wrapped__(sentence)) < 1
    assert parts_of_speech(sentence)[:2] == ("PRON", "VERB")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("claim_VERB", ["claim"]),
        ("claim*_VERB", ["claim", "claims", "claimed"]),
        ("[claim]_VERB", ["claim", "claims", "claimed"]),
        ("[claim]_NOUN", ["claim", "claims"]),
        ("_DET army", ["the army", "The army"]),
        ("army [claim]_VERB", ["army claims"]),
        ("army _VERB little", ["army claims little"]),
        ("palace_NOUN", []),
    ],
)
def test_words_are_looked_for_where_they_are_of_a_part_of_speech(query, expected):
    table = articles(("1", "x", CLAIMS))
    tokens = words_of(table)
    asked = query_of(query, table)
    for read in (tokens, in_sentences(tokens, table)):
        places = places_of(read, asked)
        size = len(asked.parts)
        words = [" ".join(read.vocabulary[read.ids[place : place + size]]) for place in places]
        assert words == [phrase.lower() for phrase in expected]


def test_articles_that_are_not_english_are_passed_over_and_that_is_said():
    table = articles(
        ("1", "x", CLAIMS), ("2", "x", GERMAN), ("3", "x", GERMAN.replace("Claim", "Plan"))
    )
    queries = queries_of(["claim", "claim_NOUN", "[claim]_VERB", "army_NOUN"], table)
    counts = count_queries(words_of(table), queries)
    assert counts.terms.tolist() == ["[claim]_VERB", "army_NOUN", "claim", "claim_NOUN"]
    assert counts.matrix.toarray().tolist() == [[3, 2, 2, 1], [0, 0, 1, 0], [0, 0, 0, 0]]
    assert passed_over(queries)[0] == (
        "'claim_NOUN' was not looked for in 1 article that has its words and is not in English: parts of "
        "speech are known of English alone."
    )
    assert [query.passed for query in queries[:2] + queries[3:]] == [set(), {"2"}, set()]


def test_languages_are_found_out_only_of_articles_that_have_the_words(monkeypatch):
    asked_of = []
    recognise = of_lemmas.languages_of

    def noted(table):
        asked_of.extend(table["id"])
        return recognise(table)

    monkeypatch.setattr(of_lemmas, "languages_of", noted)
    table = articles(("1", "x", CLAIMS), ("2", "x", "The war goes on."))
    tokens, query = words_of(table), query_of("claim_VERB", table)
    assert len(places_of(tokens, query)) == len(places_of(tokens, query)) == 1
    assert asked_of == ["1"]
