import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.attribution.patterns import concentration_of, patterns_of
from analysis.measures.attribution.profile import MEASURES
from analysis.measures.attribution.speakers_across import speakers_across
from analysis.measures.attribution.tallies import tallies_of
from analysis.tables import TYPES, Attributions, Patterns, Tallies, Voices

SAID = {
    "section": "body",
    "paragraph": 0,
    "start": 0,
    **dict.fromkeys(("source", "cue", "content"), "[]"),
    **dict.fromkeys(("source_text", "cue_text", "content_text", "parent", "affiliation"), ""),
    "type": "indirect",
    "speaker": "Ann",
    "kind": "government",
    "named": True,
    "rule": "name",
    "cue_lemma": "say",
    "cue_class": "neutral",
    "act": "said",
    **dict.fromkeys(("listed", "negated", "passive"), False),
    "words": 10,
    "quoted_words": 0,
    "score": 1.0,
}
STRETCH = {
    "voice": "outlet",
    "part": "narrative",
    "section": "body",
    **dict.fromkeys(("speaker", "kind", "attribution"), ""),
}


def attributions(*rows):
    """Attributions from (article, id, {column: value}); the outlet is the article's first letter."""
    full = [{**SAID, "article": a, "id": k, "outlet": a[0], **more} for a, k, more in rows]
    return Attributions.validate(pd.DataFrame(full, columns=Attributions.names()))


def voices(*rows):
    """Voices from (article, start, words, {column: value}); a stretch is ten characters long."""
    full = [
        {**STRETCH, "article": a, "outlet": a[0], "start": at, "end": at + 10, "words": n, **more}
        for a, at, n, more in rows
    ]
    return Voices.validate(pd.DataFrame(full, columns=Voices.names()))


def articles_of(*ids):
    return pd.DataFrame({"id": list(ids), "outlet": [name[0] for name in ids]})


NOBODY = {"speaker": "", "kind": "anonymous", "named": False, "rule": "no source"}
AIDES = {"speaker": "some aides", "kind": "anonymous", "named": False, "rule": "as written"}
BOB = {"speaker": "Bob", "kind": "ngo"}
# outlet x: x1 hears Ann twice, Bob, nobody and, in its headline, Bob; x2 hears aides; x3 nobody at all
# outlet y: y1 hears Bob; inside what he says stands what Ann says
SAYINGS = attributions(
    ("x1", "1", {"start": 0, "section": "headline", "type": "mixed", "quoted_words": 1, **BOB}),
    ("x1", "2", {"start": 20, "type": "direct", "words": 8, "quoted_words": 8}),
    ("x1", "3", {"start": 30, "type": "mixed", "quoted_words": 4, "cue_class": "doubtful", **BOB}),
    ("x1", "4", {"start": 40, "cue_lemma": "insist", "cue_class": "assertive"}),
    ("x1", "5", {"start": 50, "cue_lemma": "", "cue_class": "other", **NOBODY}),
    ("x2", "1", {"start": 20, **AIDES}),
    ("y1", "1", {"start": 10, "type": "direct", "quoted_words": 10, **BOB}),
    ("y1", "2", {"start": 15, "type": "direct", "quoted_words": 5, "parent": "1"}),
)
STRETCHES = voices(
    ("x1", 0, 9, {"section": "headline"}),
    ("x1", 10, 20, {}),
    ("x1", 20, 10, {"voice": "quoted", "part": "content"}),
    ("x1", 30, 10, {"voice": "paraphrased", "part": "content"}),
    ("x1", 40, 4, {"part": "cue"}),
    ("x1", 50, 6, {"voice": "paraphrased", "part": "content"}),
    ("x2", 10, 10, {}),
    ("x2", 20, 40, {"voice": "paraphrased", "part": "content"}),
    ("x3", 0, 100, {}),
    ("y1", 0, 30, {}),
    ("y1", 10, 10, {"voice": "quoted", "part": "content"}),
)
EVERY = articles_of("x1", "x2", "x3", "y1")
TALLIES = tallies_of(SAYINGS, STRETCHES, EVERY)


def numbers(measure, outlet, group="", table=None):
    """What Patterns have of one measure, outlet and group: category to (n, total, value)."""
    table = patterns_of(TALLIES) if table is None else table
    chosen = [table[k] == v for k, v in zip(KEY, (measure, outlet, group), strict=True)]
    rows = table[np.logical_and.reduce(chosen)]
    return {
        r.category: (r.n, r.total, pytest.approx(r.value, nan_ok=True)) for r in rows.itertuples()
    }


KEY = ("measure", "outlet", "group")


def shares(total, **n):
    """Counts by category, as `numbers` gives them."""
    return {name.replace("_", " "): (k, total, k / total) for name, k in n.items()}


def test_words_are_split_by_voice_and_the_headline_is_left_out():
    # x: 50 words in x1, 50 in x2, 100 in x3; narrative 20 + 10 + 100, paraphrased 10 + 6 + 40
    own = shares(200, narrative=130, source_and_cue=4, paraphrased=56, quoted=10)
    assert numbers("voice", "x") == own
    assert numbers("voice", "y") == shares(
        40, narrative=30, source_and_cue=0, paraphrased=0, quoted=10
    )


def test_rates_are_per_thousand_words_of_all_articles():
    assert numbers("rate", "x") == {
        "all": (5, 200, 25),
        "direct": (1, 200, 5),
        "mixed": (1, 200, 5),
        "indirect": (3, 200, 15),
    }


def test_types_kinds_names_and_speakers_are_shares_of_the_attributions():
    assert numbers("type", "x") == shares(5, direct=1, indirect=3, mixed=1)
    assert numbers("kind", "x") == shares(5, government=2, ngo=1, anonymous=2)
    assert numbers("naming", "x") == shares(5, named=3, unnamed=1, no_source=1)
    assert numbers("speaker", "x") == shares(5, Ann=2, Bob=1, some_aides=1, no_source=1)
    assert numbers("speaker", "y") == shares(1, Bob=1)


def test_quoted_words_are_weighed_by_their_number():
    assert numbers("kind, quoted words", "x") == shares(12, government=8, ngo=4)
    assert numbers("naming, quoted words", "x") == shares(12, named=12, unnamed=0, no_source=0)
    assert numbers("speaker, quoted words", "x") == shares(12, Ann=8, Bob=4)


def test_cues_are_grouped_by_class_and_classes_by_kind():
    assert numbers("cue class", "x") == shares(5, neutral=2, doubtful=1, assertive=1, other=1)
    assert numbers("cue class by kind", "x", "government") == shares(2, neutral=1, assertive=1)
    assert numbers("cue", "x", "other") == shares(1, no_cue=1)
    assert numbers("cue", "x", "assertive") == shares(1, insist=1)


def test_a_kind_is_first_heard_after_the_words_before_it():
    # Ann comes after 20 of the 50 words of x1, Bob after 30; anonymous: after 44 of 50 and 10 of 50
    assert numbers("first heard", "x", "government") == {"position": (0.4, 1, 0.4)}
    assert numbers("first heard", "x", "ngo") == {"position": (0.6, 1, 0.6)}
    n, articles, mean = numbers("first heard", "x", "anonymous")["position"]
    assert (n, articles) == (pytest.approx(0.88 + 0.2), 2)
    assert mean == pytest.approx(0.54)


def test_a_kind_is_heard_in_a_share_of_all_articles_with_words():
    assert numbers("heard", "x", "anonymous") == {"heard": (2, 3, 2 / 3)}
    assert numbers("heard", "y", "anonymous") == {"heard": (0, 1, 0)}


def test_headline_and_body_stand_side_by_side():
    assert numbers("headline", "x", "headline") == shares(1, direct=0, indirect=0, mixed=1)
    assert numbers("headline", "x", "body") == shares(5, direct=1, indirect=3, mixed=1)
    assert numbers("headline kind", "x", "headline") == shares(1, ngo=1)
    assert numbers("headline", "y", "headline") == dict.fromkeys(
        TYPES, (0, 0, pytest.approx(math.nan, nan_ok=True))
    )


def test_other_sections_can_be_counted():
    table = patterns_of(tallies_of(SAYINGS, STRETCHES, EVERY, sections=["headline"]))
    assert numbers("rate", "x", table=table)["all"] == (1, 9, pytest.approx(1000 / 9))
    assert numbers("rate", "y", table=table)["all"][:2] == (0, 0)
    assert numbers("headline", "x", "body", table)["direct"] == (1, 5, 0.2)


def test_articles_are_counted_with_a_total_and_with_the_category():
    table = patterns_of(TALLIES).set_index(["measure", "outlet", "group", "category"])
    assert tuple(table.loc[("rate", "x", "", "all"), ["in_articles", "articles"]]) == (2, 3)
    assert tuple(table.loc[("kind", "x", "", "ngo"), ["in_articles", "articles"]]) == (1, 2)
    assert tuple(table.loc[("heard", "x", "ngo", "heard"), ["in_articles", "articles"]]) == (1, 3)


def test_an_attribution_that_opens_the_article_is_first_heard_at_nothing():
    opening = attributions(("x1", "1", {"start": 0}))
    tallies = tallies_of(opening, voices(("x1", 0, 10, {})), articles_of("x1"))
    table = patterns_of(tallies)
    row = table[table["measure"] == "first heard"].iloc[0]
    assert tuple(row[["n", "total", "value", "in_articles"]]) == (0, 1, 0, 1)


def test_every_measure_of_the_list_is_counted():
    assert set(TALLIES["measure"]) == set(MEASURES)
    assert all(name == measure.name for name, measure in MEASURES.items())


def test_a_corpus_without_attributions_still_has_rates_and_voices():
    tallies = tallies_of(attributions(), voices(("x1", 0, 5, {})), articles_of("x1", "y1"))
    table = patterns_of(tallies)
    assert numbers("rate", "x", table=table)["all"] == (0, 5, 0)
    assert numbers("rate", "y", table=table)["all"][:2] == (0, 0)
    assert set(table["measure"]) == {"rate", "voice"}
    assert concentration_of(tallies)["value"].isna().all()


def test_a_corpus_without_articles_gives_empty_tables():
    tallies = tallies_of(attributions(), voices(), articles_of())
    assert tallies.empty
    assert patterns_of(tallies).empty
    assert concentration_of(tallies).empty
    assert speakers_across(attributions()).empty


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random):
    def mixed(table):
        return table.iloc[random.sample(range(len(table)), len(table))]

    tallies = tallies_of(mixed(SAYINGS), mixed(STRETCHES), mixed(EVERY))
    pd.testing.assert_frame_equal(tallies, TALLIES)
    pd.testing.assert_frame_equal(patterns_of(mixed(tallies)), patterns_of(TALLIES))
    pd.testing.assert_frame_equal(concentration_of(mixed(tallies)), concentration_of(TALLIES))
    pd.testing.assert_frame_equal(speakers_across(mixed(SAYINGS)), speakers_across(SAYINGS))


def test_the_tables_have_their_keys():
    assert not TALLIES.duplicated(["measure", "group", "category", "article"]).any()
    assert not patterns_of(TALLIES).duplicated(["measure", "outlet", "group", "category"]).any()
    assert list(TALLIES) == Tallies.names()
    assert list(patterns_of(TALLIES)) == Patterns.names()


@pytest.mark.parametrize(
    ("ids", "problem"),
    [
        (["x1", "x2", "x3"], "attributions of 'y1', which is not among the articles"),
        (["x1", "x2", "y1"], "voices of 'x3', which is not among the articles"),
    ],
)
def test_rows_of_other_articles_are_refused(ids, problem):
    with pytest.raises(ValueError, match=problem):
        tallies_of(SAYINGS, STRETCHES, articles_of(*ids))


def test_rows_of_another_outlet_are_refused():
    moved = EVERY.assign(outlet="z")
    with pytest.raises(ValueError, match="attributions give 'x1' to 'x', the articles to 'z'"):
        tallies_of(SAYINGS, STRETCHES, moved)


def test_an_unknown_section_is_refused():
    with pytest.raises(ValueError, match="unknown section 'foot'"):
        tallies_of(SAYINGS, STRETCHES, EVERY, sections=["foot"])


def test_concentration_worked_by_hand():
    table = concentration_of(TALLIES).set_index(["measure", "statistic", "outlet"])
    # x: Ann 2, Bob 1, some aides 1 of four with a source: 1 / (1/4 + 1/16 + 1/16)
    effective = table.loc[("speaker", "effective speakers", "x")]
    assert effective["value"] == pytest.approx(1 / 0.375)
    assert tuple(effective[["n", "total", "speakers", "articles"]]) == (4, 4, 3, 2)
    most = table.loc[("speaker", "most heard speaker", "x")]
    assert tuple(most[["speaker", "n", "total", "value"]]) == ("Ann", 2, 4, 0.5)
    words = table.loc[("speaker, quoted words", "effective speakers", "x")]
    assert words["value"] == pytest.approx(1 / ((8 / 12) ** 2 + (4 / 12) ** 2))
    alone = table.loc[("speaker", "effective speakers", "y")]
    assert alone["value"] == 1


def test_of_two_equally_heard_the_first_in_the_alphabet_is_named():
    both = attributions(("x1", "1", BOB), ("x1", "2", {"start": 5}))
    tallies = tallies_of(both, voices(("x1", 0, 9, {})), articles_of("x1"))
    table = concentration_of(tallies).set_index(["measure", "statistic"])
    assert table.loc[("speaker", "most heard speaker"), "speaker"] == "Ann"
    assert table.loc[("speaker", "effective speakers"), "value"] == pytest.approx(2)


def test_speakers_heard_by_two_outlets_are_put_side_by_side():
    more = attributions(
        ("y2", "1", {"cue_class": "denying", **BOB}),
        ("y2", "2", {"start": 9, **BOB, "kind": "expert"}),
        ("y2", "3", AIDES),
    )
    table = speakers_across(pd.concat([SAYINGS, more]))
    assert table.to_dict("records") == [
        {
            "speaker": "Bob",
            "outlet": "x",
            "outlets": 2,
            "kind": "ngo",
            "attributions": 1,
            "quoted_words": 4,
            "words": 10,
            "articles": 1,
            "cue_classes": "doubtful 1",
        },
        {
            "speaker": "Bob",
            "outlet": "y",
            "outlets": 2,
            "kind": "ngo",
            "attributions": 3,
            "quoted_words": 10,
            "words": 30,
            "articles": 2,
            "cue_classes": "neutral 2, denying 1",
        },
    ]


def test_the_speakers_most_outlets_hear_come_first():
    rows = [(f"{outlet}1", "1", {"speaker": "Zoe"}) for outlet in "xyz"]
    rows += [(f"{outlet}1", f"{k}", {}) for outlet in "xy" for k in range(2, 9)]
    rows += [(f"{outlet}1", f"{k}", BOB) for outlet in "xy" for k in (9, 10)]
    table = speakers_across(attributions(*rows))
    assert list(table["speaker"]) == ["Zoe"] * 3 + ["Ann"] * 2 + ["Bob"] * 2
