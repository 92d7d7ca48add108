"""Shared quotations: cases worked by hand, laws, and stories that a person has read."""

import gzip
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.measures.comparison.shared_quotations import shared_quotations
from analysis.parameters import ParameterError
from analysis.study import Study
from tests.conftest import ROOT
from tests.measures.comparison.sayings import compare, corpus, shared_in, shuffled

FULL = "“The pilots ignored three warnings, and the owner hid the broken radar,” Ada Moor told the hall."
WHOLE = (
    "a",
    "North Star",
    FULL,
    [
        (
            "Ada Moor",
            "told",
            "“The pilots ignored three warnings, and the owner hid the broken radar,”",
        )
    ],
)


def pairs_of(*rows, sure="medium", **columns):
    table, shared = compare(*rows, **columns)
    return shared_quotations(shared, table, sure=sure)


def other(text, speaker, cue, content, name="b", outlet="South Post"):
    return name, outlet, text, [(speaker, cue, content)]


def places(text, written):
    return [text[start:end] for start, end in json.loads(written)]


def test_a_trimmed_quotation_worked_by_hand():
    text = 'Ada Moor said that "the owner hid the broken radar".'
    table = pairs_of(
        WHOLE, other(text, "Ada Moor", "said", 'that "the owner hid the broken radar"')
    )
    assert len(table) == 1
    row = table.iloc[0]
    assert row["confidence"] == "high"
    assert (row["type_a"], row["type_b"]) == ("direct", "mixed")
    assert (row["cue_a"], row["cue_b"]) == ("told", "said")
    assert row["shared_words"] == 6
    assert row["share_of_a"] == pytest.approx(6 / 12)
    assert row["share_of_b"] == pytest.approx(6 / 7)
    assert places(FULL, row["a_shared"]) == ["the owner hid the broken radar"]
    assert places(text, row["b_shared"]) == ["the owner hid the broken radar"]
    assert row["only_a"] == "pilots ignored three warnings, and"
    assert row["only_b"] == "that"
    before, after = json.loads(row["cut"])["a"]
    assert places(FULL, json.dumps(before)) == ["The pilots ignored three warnings, and"]
    assert after == []
    assert row["utterance"] == f"a:{FULL.index('the owner')}"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Ada Moor: ‘The pilots ignored 3 warnings ... and the owner hid the broken radar’", ":", None),
        ("“[They] ignored three warnings, and the owner hid the broken radar,” Ada Moor said.", "said", None),
        ("Ada Moor said the pilots ignored 3 warnings.", "said", "the pilots ignored 3 warnings"),
        ("Ada Moor accused the owner of hiding his radar.", "accused", "the owner of hiding his radar"),
    ],
)  # fmt: skip
def test_brackets_ellipsis_and_reported_speech_are_the_same_utterance(text, cue, content):
    content = content or text[text.index("“" if "“" in text else "‘") :].split(" Ada Moor")[0]
    table = pairs_of(WHOLE, other(text, "Ada Moor", cue, content))
    assert len(table) == 1


def test_the_same_person_on_another_matter_is_another_utterance():
    text = "“Lowmark will build a new pier and pay for it alone,” Ada Moor told the hall."
    content = "“Lowmark will build a new pier and pay for it alone,”"
    assert pairs_of(WHOLE, other(text, "Ada Moor", "told", content), sure="low").empty


def test_speakers_and_events_are_evidence_and_no_condition():
    text = (
        "“The pilots ignored three warnings, and the owner hid the broken radar,” Ben Hall cried."
    )
    content = "“The pilots ignored three warnings, and the owner hid the broken radar,”"
    theirs = other(text, "Ben Hall", "cried", content)
    mine = pairs_of(
        WHOLE, other(text.replace("Ben Hall", "Ada Moor"), "Ada Moor", "cried", content)
    )
    score = {
        "speaker": mine["score"].item(),
        "other speaker": pairs_of(WHOLE, theirs)["score"].item(),
        "one event": pairs_of(WHOLE, theirs, event=["x", "x"])["score"].item(),
        "two events": pairs_of(WHOLE, theirs, sure="low", event=["x", "y"])["score"].max(),
    }
    assert score["speaker"] > score["other speaker"]
    assert score["one event"] >= score["other speaker"]
    assert not score["two events"] >= score["one event"]
    assert pairs_of(WHOLE, theirs, event=["x", "x"])["event"].tolist() == ["x"]


def test_a_quotation_that_is_given_to_nobody_is_a_passage_too():
    text = "Notes from the hall: “The pilots ignored three warnings.” More to come."
    row = pairs_of(WHOLE, ("b", "South Post", text, [])).iloc[0]
    assert (row["speaker_b"], row["cue_b"], row["type_b"]) == ("", "", "direct")


def test_a_quotation_may_run_over_paragraphs_without_marks():
    text = (
        "“The sea was calm.\n\nThe pilots ignored three warnings.\n\nNobody slept,” Ada Moor said."
    )
    row = pairs_of(WHOLE, other(text, "Ada Moor", "said", "Nobody slept,”")).iloc[0]
    assert row["text_b"] == "The pilots ignored three warnings."
    assert row["speaker_b"] == "Ada Moor"


def test_titles_terms_and_subjects_are_no_utterances():
    title = "They sang “The Drowned Sailors of Lowmark Bay” at the door."
    assert pairs_of(("a", "x", title, []), ("b", "y", title, []), sure="low").empty
    term = "They spoke of a “sea fog” at the door."
    assert pairs_of(("a", "x", term, []), ("b", "y", term, []), sure="low").empty
    subject = "Ada Moor blamed harbour taxes."
    same = [("Ada Moor", "blamed", "harbour taxes")]
    assert pairs_of(("a", "x", subject, same), ("b", "y", subject, same), sure="low").empty


def test_articles_of_one_outlet_are_not_compared():
    content = WHOLE[3][0][2]
    assert pairs_of(
        WHOLE, other(FULL, "Ada Moor", "told", content, outlet="North Star"), sure="low"
    ).empty


def test_pairs_of_one_utterance_have_one_name_and_two_utterances_have_two():
    rest = "“The lighthouse lamp was dark that night,” Ada Moor said."
    lamp = "“The lighthouse lamp was dark that night,”"
    text, both = f"{FULL}\n\n{rest}", [WHOLE[3][0], ("Ada Moor", "said", lamp)]
    table = pairs_of(("a", "x", text, both), ("b", "y", text, both), ("c", "z", text, both))
    assert len(table) == 6
    assert table.groupby("utterance").size().tolist() == [3, 3]


def test_of_two_sentences_alike_only_the_better_pairs_are_kept():
    yes = "“I can in good faith give my voice to the harbour plan of the mayor,”"
    no = "“I can in good faith give my voice to the rescue fund of the union,”"
    text = f"{yes} Ada Moor said.\n\n{no} Ada Moor added."
    both = [("Ada Moor", "said", yes), ("Ada Moor", "added", no)]
    table = pairs_of(("a", "x", text, both), ("b", "y", text, both))
    assert (table["text_a"] == table["text_b"]).all()
    assert table["utterance"].nunique() == 2


@given(st.permutations(["a", "b", "c"]), st.booleans())
def test_order_changes_nothing_and_names_only_sides(names, back):
    content = WHOLE[3][0][2]
    rows = [(name, f"outlet of {name}", FULL, [("Ada Moor", "told", content)]) for name in names]
    table, given_rows, quotations = corpus(*sorted(rows))
    once = shared_quotations(shared_in(table, given_rows, quotations), table)
    if back:
        table, given_rows, quotations = (shuffled(one) for one in (table, given_rows, quotations))
    pd.testing.assert_frame_equal(
        once, shared_quotations(shared_in(table, given_rows, quotations), table)
    )
    assert (once["a"] < once["b"]).all()
    assert once["only_a"].tolist() == [""] * 3


def test_no_article_and_nothing_said_give_an_empty_table():
    table, given_rows, quotations = corpus(("a", "x", "Nothing was said.", []))
    for rows in (table, table.head(0)):
        found = shared_in(rows, given_rows.head(0), quotations.head(0))
        assert shared_quotations(found, rows).empty


def test_an_unknown_confidence_is_named_beside_the_known_ones():
    with pytest.raises(ParameterError, match="sure is 'quite'; give high, medium, low"):
        Study(read_corpus(str(ROOT / "seeds")), {"sure": "quite"})


def test_the_seeds_share_three_utterances_of_one_speaker():
    table = Study(read_corpus(str(ROOT / "seeds")))["shared-quotations"]
    assert table["confidence"].tolist() == ["medium", "high", "high"]
    assert set(table["speaker_a"]) == set(table["speaker_b"]) == {"Samantha Power"}
    begins = ["the Syrian government, Russia", '"Aleppo will join the ranks', "the 1988 Halabja"]
    assert [text.startswith(one) for text, one in zip(table["text_a"], begins, strict=True)] == [
        True
    ] * 3


def test_stories_that_were_read_whole(shared, tmp_path):
    """Floors are what was reached: precision .98, recall .92 of 50 pairs."""
    folder = shared / "data/comparison"
    gold = [
        json.loads(one) for one in (folder / "quotes_exhaustive.jsonl").read_text().splitlines()
    ]
    wanted = {row[side]["article"] for row in gold for side in "ab"}
    with gzip.open(folder / "events_seesaw.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = [line for line in file if json.loads(line)["id"] in wanted]
    (tmp_path / "stories.jsonl").write_text("".join(lines), encoding="utf-8")
    table = Study(read_corpus(str(tmp_path / "stories.jsonl")))["shared-quotations"]
    story = {row[side]["article"]: row["story"] for row in gold for side in "ab"}
    found = [row for row in table.to_dict("records") if story[row["a"]] == story[row["b"]]]
    right = [any(on(row, one) for one in gold) for row in found]
    needed = [one for one in gold if one["required"]]
    met = [any(on(row, one) for row in found) for one in needed]
    assert sum(right) / len(right) >= 0.98
    assert sum(met) / len(met) >= 0.92


def on(row, one):
    """Whether a row lies on both passages of a gold pair: at least half of the shorter of two."""
    sides = {row["a"]: row["a_span"], row["b"]: row["b_span"]}
    return {one[side]["article"] for side in "ab"} == set(sides) and all(
        any(covers(span, one[side]) for span in json.loads(sides[one[side]["article"]]))
        for side in "ab"
    )


def covers(span, gold):
    (start, end), length = gold["span"], gold["span"][1] - gold["span"][0]
    shared = min(span[1], end) - max(span[0], start)
    core = gold.get("core")
    on_core = core and min(span[1], core[1]) - max(span[0], core[0]) >= (core[1] - core[0]) / 2
    near = span[1] - span[0] <= 2 * length + 300
    return near and (on_core or shared >= min(span[1] - span[0], length) / 2 > 0)
