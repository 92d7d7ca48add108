"""Loaded words in articles: whose words they are, and the scores of sentences."""

import pandas as pd
import pytest

from analysis.corpus import read_corpus, sections_of
from analysis.measures.attribution import attributions_of, quotations_of, voices_of
from analysis.measures.loaded import Matcher, loaded_in, own_lexicon, score
from analysis.measures.loaded.lexicons import Entry, Lexicon
from analysis.models.cache import Cache
from tests.conftest import ROOT, articles

TEXT = """Norland gets its "vile" bridge

The Norland council approved the bridge on Monday after a bizarre debate.

"This is a disgusting hoax," Mayor Ada Brook said. "It is a disaster for us all."

Carl Unger, an engineer, said the plan was absurd and that his neighbor had called it "a monstrous fraud."

The so-called "experts" had left by then.

Nobody was hurt.
"""


def loaded(table, matchers, lexicon="loaded"):
    sentences, hits = every_hit(table, matchers)
    return sentences, hits[hits["lexicon"] == lexicon].reset_index(drop=True)


def every_hit(table, matchers):
    sections = sections_of(table)
    said = attributions_of(table, cache=Cache(None))
    voices = voices_of(said, table, sections, quotations_of(table, sections))
    return loaded_in(table, sections, voices, matchers, cache=Cache(None))


@pytest.fixture(scope="module")
def found():
    return loaded(articles(("1", "a", TEXT)), [Matcher(own_lexicon())])


def one(hits, text):
    (row,) = hits[hits["text"] == text].to_dict("records")
    return row


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("bizarre", "outlet", ""),
        ("disgusting", "quoted", "Ada Brook"),
        ("disaster", "quoted", "Ada Brook"),
        ("absurd", "paraphrased", "Carl Unger"),
        ("vile", "scare quotes", ""),
        ("so-called", "outlet", ""),
    ],
)
def test_a_loaded_word_is_its_speakers(found, text, voice, speaker):
    row = one(found[1], text)
    assert (row["voice"], row["speaker"]) == (voice, speaker)


def test_a_word_inside_a_quotation_inside_what_is_said_is_quoted(found):
    row = one(found[1], "monstrous")
    assert row["voice"] == "quoted"
    assert row["speaker"] != ""


def test_offsets_and_sections_are_those_of_the_text(found):
    sentences, hits = found
    for row in hits.itertuples():
        assert TEXT[row.start : row.end] == row.text
    assert one(hits, "vile")["section"] == "headline"
    shown = [TEXT[row.start : row.end] for row in sentences.itertuples()]
    assert shown[0] == 'Norland gets its "vile" bridge'
    assert shown[-1] == "Nobody was hurt."
    assert sentences["number"].tolist() == list(range(len(sentences)))


def test_the_own_voice_of_a_sentence_that_only_quotes_loaded_words_scores_nothing(found):
    sentences, hits = found
    for number, rows in hits.groupby("number"):
        row = sentences.set_index("number").loc[number]
        assert row["lexicon_score"] == pytest.approx(score(rows["weight"].tolist()))
        own = rows[rows["voice"] == "outlet"]["weight"].tolist()
        assert row["own_lexicon_score"] == pytest.approx(score(own))
    quoting = sentences[[TEXT[r.start :].startswith('"This is a') for r in sentences.itertuples()]]
    assert len(quoting) == 1
    assert (quoting["lexicon_score"] > 0.3).all()
    assert (quoting["own_lexicon_score"] == 0).all()
    calm = sentences.iloc[-1]
    assert (calm["lexicon_score"], calm["own_lexicon_score"]) == (0, 0)


@pytest.fixture(scope="module")
def by_model():
    return loaded(articles(("1", "a", TEXT)), [], lexicon="model")


def test_the_model_finds_loaded_words_as_they_stand_in_the_text(by_model):
    _, hits = by_model
    assert {"bizarre", "disgusting", "absurd", "monstrous"} <= set(hits["text"])
    assert (hits["weight"] >= 0.1).all()
    for row in hits.itertuples():
        assert TEXT[row.start : row.end] == row.text
        assert row.text.lower() == row.term
    assert one(hits, "disgusting")["speaker"] == "Ada Brook"


def test_the_own_score_of_the_model_leaves_out_what_others_say(by_model):
    sentences, _ = by_model
    own = sentences["outlet_words"]
    assert (sentences["own_score"] <= sentences["score"]).all()
    assert ((sentences["own_score"] > 0) == (own > 0)).all()
    alone = sentences[own == sentences["words"]]
    assert (alone["own_score"] == alone["score"]).all()
    texts = [TEXT[row.start : row.end] for row in sentences.itertuples()]
    at = {name: k for k, text in enumerate(texts) for name in ("council", "hoax") if name in text}
    council, hoax = (sentences.iloc[at[name]] for name in ("council", "hoax"))
    assert council["own_score"] > 0.3
    assert hoax["score"] > 0.5
    assert hoax["own_score"] < 0.1


def test_what_the_model_says_of_an_article_does_not_depend_on_others_or_the_cache(
    by_model, tmp_path
):
    given = articles(("0", "b", "A vile lie."), ("1", "a", TEXT))
    sections = sections_of(given)
    said = attributions_of(given, cache=Cache(None))
    voices = voices_of(said, given, sections, quotations_of(given, sections))
    for _ in range(2):
        sentences, hits = loaded_in(given, sections, voices, [], cache=Cache(tmp_path))
        found = sentences[sentences["article"] == "1"].reset_index(drop=True)
        pd.testing.assert_frame_equal(found, by_model[0])
        mine = hits[hits["article"] == "1"].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, by_model[1])


def test_every_word_of_a_sentence_has_one_voice(found):
    sentences, _ = found
    by_voice = ["outlet_words", "paraphrased_words", "quoted_words", "scare_words"]
    assert (sentences[by_voice].sum(axis=1) == sentences["words"]).all()
    assert sentences.iloc[0][["outlet_words", "scare_words"]].tolist() == [4, 1]


def test_a_score_is_worked_out_by_hand():
    assert score([]) == 0
    assert score([0.5]) == pytest.approx(0.5)
    assert score([0.5, 0.2]) == pytest.approx(1 - 0.5 * 0.8)


def test_a_list_of_the_user_adds_hits_and_leaves_the_scores_alone(found):
    entries = (
        Entry("bridge", ("bridge",), ("place", "theme")),
        Entry("plan", ("plan",), ("theme",)),
    )
    mine = Matcher(Lexicon("mine", entries))
    sentences, hits = every_hit(articles(("1", "a", TEXT)), [Matcher(own_lexicon()), mine])
    pd.testing.assert_frame_equal(sentences, found[0])
    pd.testing.assert_frame_equal(
        hits[hits["lexicon"] == "loaded"].reset_index(drop=True), found[1]
    )
    mine_only = hits[hits["lexicon"] == "mine"]
    assert mine_only["category"].value_counts().to_dict() == {"theme": 3, "place": 2}


def test_the_order_of_articles_changes_nothing():
    given = articles(("1", "a", TEXT), ("2", "b", "A vile lie.\n\nHe said it."), ("3", "b", "..."))
    matchers = [Matcher(own_lexicon())]
    for one_way, other in zip(
        loaded(given, matchers), loaded(given.iloc[::-1], matchers), strict=True
    ):
        pd.testing.assert_frame_equal(one_way, other)


def test_words_of_a_long_quotation_that_holds_an_attribution_are_not_scare_quotes():
    text = 'A banner read: "The brutal mayor said the town was a vile dump for us all."'
    table = articles(("1", "a", text))
    parts = [("outlet", 0, 15), ("quoted", 15, 33), ("quoted", 33, 38), ("quoted", 38, len(text))]
    voices = pd.DataFrame(
        [
            {
                "article": "1", "outlet": "a", "start": start, "end": end, "voice": voice,
                "part": "narrative", "section": "body", "speaker": "", "kind": "",
                "attribution": "1" if start == 38 else "", "words": len(text[start:end].split()),
            }
            for voice, start, end in parts
        ]
    )  # fmt: skip
    lists = [Matcher(own_lexicon())]
    sentences, hits = loaded_in(table, sections_of(table), voices, lists, cache=Cache(None))
    hits = hits[hits["lexicon"] == "loaded"]
    assert one(hits, "brutal")["voice"] == "quoted"
    assert sentences["scare_words"].sum() == 0


def test_the_seeds_have_loaded_words_in_all_three_voices():
    corpus = read_corpus(str(ROOT / "seeds"))
    _, hits = every_hit(corpus.articles, [Matcher(own_lexicon())])
    for _, rows in hits.groupby("lexicon"):
        assert {"outlet", "paraphrased", "quoted"} <= set(rows["voice"])
