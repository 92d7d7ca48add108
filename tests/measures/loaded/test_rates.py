"""Rates of loaded words, worked out by hand on a few sentences."""

import pandas as pd
import pytest

from analysis.inference import Intervals, patterns_with_intervals
from analysis.measures.attribution import patterns_of
from analysis.measures.loaded import (
    MODEL_LOADED,
    by_voice,
    counted,
    disagreements,
    every_tally,
    headline_and_body,
    lexicon_counts,
    loaded_tallies,
    loaded_words,
    most_loaded,
    own_voice,
    sentence_tallies,
    voices_apart,
)
from analysis.reports import loaded_findings
from analysis.tables.loaded import LoadedHits, Sentences

VOICES = ("outlet", "paraphrased", "quoted", "scare")


def sentence(article, number, own_score, *words, outlet="a", section="body"):
    """Words are those of each voice, in the order of `VOICES`."""
    by_voice = {f"{voice}_words": n for voice, n in zip(VOICES, words, strict=True)}
    return {
        "article": article, "number": number, "outlet": outlet, "section": section,
        "start": 100 * number, "end": 100 * number + 90, "words": sum(by_voice.values()),
        **by_voice, "lexicon_score": own_score, "own_lexicon_score": own_score,
        "score": min(1, 2 * own_score), "own_score": own_score,
    }  # fmt: skip


def hit(article, number, at, term, category, weight, voice="outlet", **more):
    return {
        "article": article, "outlet": "a", "start": 100 * number + at, "end": 100 * number + at + 5,
        "text": term, "lexicon": "loaded", "term": term, "category": category, "weight": weight,
        "negated": False, "section": "body", "voice": voice, "speaker": "", "kind": "",
        "attribution": "", "number": number, **more,
    }  # fmt: skip


SENTENCES = Sentences.validate(
    pd.DataFrame(
        [
            sentence("1", 0, 0.7, 5, 0, 0, 0, section="headline"),
            sentence("1", 1, 0.5, 20, 0, 10, 0),
            sentence("1", 2, 0.7, 30, 0, 0, 2),
            sentence("2", 0, 0.5, 50, 40, 0, 0),
            sentence("3", 0, 0.0, 0, 8, 0, 0, outlet="b"),
        ]
    )
)
HITS = LoadedHits.validate(
    pd.DataFrame(
        [
            hit("1", 0, 0, "thugs", "label", 0.7, section="headline"),
            hit("1", 1, 0, "vile", "evaluative", 0.5),
            hit("1", 1, 9, "vile", "evaluative", 0.5, "quoted"),
            hit("1", 2, 0, "thugs", "label", 0.7),
            hit("1", 2, 9, "perhaps", "hedge", 0.01),
            hit("1", 2, 20, "evil", "moral", 0.22, "scare quotes"),
            hit("2", 0, 0, "thugs", "label", 0.7),
            hit("2", 0, 20, "vile", "evaluative", 0.5, negated=True),
            hit("2", 0, 9, "mine", "theme", 1.0, lexicon="mine"),
        ]
    )
)


@pytest.fixture
def patterns():
    return patterns_of(loaded_tallies(SENTENCES, HITS))


def test_a_rate_is_loaded_words_by_the_words_of_their_voice(patterns):
    rows = voices_apart(patterns).set_index(["outlet", "category"])
    own = rows.loc[("a", "outlet")]
    assert (own["n"], own["total"]) == (3, 100)
    assert own["value"] == pytest.approx(30.0)
    assert rows.loc[("a", "quoted"), ["n", "total"]].tolist() == [1, 10]
    assert rows.loc[("a", "paraphrased"), ["n", "total"]].tolist() == [0, 40]
    assert ("a", "scare quotes") not in rows.index
    scare = patterns[(patterns["category"] == "scare quotes") & (patterns["outlet"] == "a")]
    assert scare[["n", "total"]].to_numpy().tolist() == [[1, 2]]
    assert rows.loc[("b", "paraphrased"), ["n", "total", "value"]].tolist() == [0, 8, 0]
    assert pd.isna(rows.loc[("b", "quoted"), "value"])


def test_an_article_has_a_voice_only_where_a_loaded_word_of_it_stands(patterns):
    rows = patterns[patterns["measure"] == "loaded words, list"].set_index(["outlet", "category"])
    assert rows.loc[("a", "outlet"), ["in_articles", "articles"]].tolist() == [2, 2]
    assert rows.loc[("a", "paraphrased"), ["in_articles", "articles"]].tolist() == [0, 1]


def test_an_outlet_without_the_sections_read_has_no_words_and_stays():
    table = patterns_of(loaded_tallies(SENTENCES, HITS, sections=["headline"]))
    rows = voices_apart(table).set_index(["outlet", "category"])
    assert rows.loc[("b", "outlet"), ["n", "total"]].tolist() == [0, 0]
    assert loaded_findings(table, loaded_words(HITS, sections=["headline"]))[-1] == (
        "b has no words in the sections read."
    )


def test_an_interval_of_loaded_words_stays_among_the_words():
    tallies = loaded_tallies(SENTENCES, HITS)
    table = patterns_with_intervals(patterns_of(tallies), tallies, Intervals("words"))
    known = table[table["total"] > 0]
    assert (known["low"] <= known["value"]).all()
    assert (known["high"] <= 1000).all()


def test_categories_add_up_to_the_voice(patterns):
    rows = own_voice(patterns).set_index(["outlet", "category"])
    assert rows.loc[("a", "label"), "n"] == 2
    assert rows.loc[("a", "evaluative"), "n"] == 1
    assert rows["n"].sum() == 3


def test_other_sections_other_lists_and_light_entries_are_not_counted():
    assert counted(HITS, ["body"])["term"].tolist() == ["vile", "vile", "thugs", "evil", "thugs"]
    assert counted(HITS, ["headline"])["term"].tolist() == ["thugs"]
    tallies = loaded_tallies(SENTENCES, HITS, sections=["headline", "body"])
    own = tallies[(tallies["group"] == "outlet") & (tallies["category"] == "outlet")]
    assert own.groupby("outlet")[["n", "total"]].sum().loc["a"].tolist() == [4, 105]


def test_words_are_listed_by_voice_and_frequency():
    table = loaded_words(HITS)
    own = table[table["voice"] == "outlet"]
    assert own[["term", "n", "in_articles"]].to_numpy().tolist() == [
        ["thugs", 2, 2],
        ["vile", 1, 1],
    ]
    assert by_voice(table, top=1).groupby("voice").size().to_dict() == {
        "outlet": 1,
        "quoted": 1,
        "scare quotes": 1,
    }


def test_the_most_loaded_sentences_are_those_of_the_outlet_itself():
    top = most_loaded(SENTENCES, top=2)
    assert top[["article", "number"]].to_numpy().tolist() == [["1", 2], ["1", 1]]
    by_list = most_loaded(SENTENCES, top=9, by="own_lexicon_score")
    assert by_list["own_lexicon_score"].tolist() == [0.7, 0.5, 0.5]


def test_lists_are_counted_whole_with_negations():
    table = lexicon_counts(SENTENCES, HITS)
    assert set(table["outlet"]) == {"a", "b"}
    table = table[table["outlet"] == "a"].set_index(["lexicon", "category", "voice"])
    assert table.loc[("loaded", "hedge", "outlet"), ["n", "total"]].tolist() == [1, 100]
    assert table.loc[("mine", "theme", "outlet"), "per_thousand"] == 10
    assert table.loc[("mine", "theme", "quoted"), ["n", "total"]].tolist() == [0, 10]
    evaluative = table.loc[("loaded", "evaluative", "outlet")]
    assert evaluative[["n", "terms", "negated"]].tolist() == [2, 1, 1]


def test_an_unknown_section_is_refused():
    with pytest.raises(ValueError, match="unknown section 'title'"):
        loaded_tallies(SENTENCES, HITS, sections=["title"])


def test_the_model_is_counted_apart_with_its_own_threshold():
    modelled = HITS.assign(lexicon="model", weight=HITS["weight"].where(HITS["weight"] > 0.4, 0.2))
    both = pd.concat([HITS, modelled], ignore_index=True)
    by_list, by_model = (loaded_tallies(SENTENCES, both, by=by) for by in ("loaded", "model"))
    pd.testing.assert_frame_equal(by_list, loaded_tallies(SENTENCES, HITS))
    assert by_model["measure"].unique().tolist() == ["loaded words, model"]
    strong = modelled[(modelled["weight"] >= MODEL_LOADED) & ~modelled["negated"]]
    assert by_model["n"].sum() == (strong["section"] == "body").sum() > 0
    whole = every_tally(SENTENCES, both)
    assert set(whole["measure"]) == {
        *by_list["measure"],
        *by_model["measure"],
        "loaded sentences",
        "loaded words, headline and body",
    }
    for row in headline_and_body(patterns_of(whole)).itertuples():
        mine = SENTENCES[
            (SENTENCES["outlet"] == row.outlet) & (SENTENCES["section"] == row.category)
        ]
        own = strong[(strong["outlet"] == row.outlet) & (strong["voice"] == "outlet")]
        own = own[own["section"] == row.category]
        assert (row.n, row.total) == (len(own), mine["outlet_words"].sum())


def test_loaded_sentences_are_counted_among_all_with_words():
    rows = patterns_of(sentence_tallies(SENTENCES))
    told = SENTENCES[(SENTENCES["section"] == "body") & (SENTENCES["words"] > 0)]
    for row in rows.itertuples():
        own = told[told["outlet"] == row.outlet]
        column = {"in any voice": "score", "in its own voice": "own_score"}[row.category]
        assert (row.n, row.total) == ((own[column] >= 0.5).sum(), len(own))
    assert rows["n"].sum() > 0


def test_list_and_model_disagree_where_their_ranks_lie_apart():
    ranked = SENTENCES[SENTENCES["words"] > 0].head(3).assign(outlet="a", section="body")
    ranked = ranked.assign(score=[0.9, 0.5, 0.1], lexicon_score=[0.1, 0.5, 0.9])
    found = disagreements(ranked, top=1)
    assert found["score"].tolist() == [0.1, 0.9]  # first the one that the list ranks higher
    assert disagreements(ranked.assign(lexicon_score=ranked["score"]), top=1).empty
