"""What is found in the two seed articles, beside what a person marked in them (tests/gold/README.md)."""

import json
from pathlib import Path

import pytest

from analysis.corpus import read_corpus, sections_of
from analysis.measures.attribution import attributions_of, quotations_of, voices_of
from analysis.models.cache import Cache
from analysis.tables import spans_in
from tests.conftest import ROOT

FOLDER = Path(__file__).parents[2] / "gold"
ARTICLES = {"RFE/RL": "000_330bc75305f7ef77", "PJ Media": "001_0b7659b19e130c93"}
FACTS = {("RFE/RL", "quoted"): 26.7, ("PJ Media", "quoted"): 62.5}
FACTS |= {("RFE/RL", "paraphrased"): 41.5, ("PJ Media", "paraphrased"): 19.2}
OFF_BY = {"quoted": 1, "paraphrased": 6}  # points


def marked(name):
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def characters(spans):
    return {place for start, end in spans for place in range(start, end)}


def overlap(these, those):
    """Shared characters as a share of all; 0 if there are none."""
    return len(these & those) / max(1, len(these | those))


GOLD = marked("attributions.jsonl")
NESTED = marked("nested.jsonl")


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(ROOT / "seeds").articles


@pytest.fixture(scope="module")
def found(seeds):
    return attributions_of(seeds, cache=Cache(None))


@pytest.fixture(scope="module")
def outermost(found):
    return found[found["parent"] == ""].to_dict("records")


def agreement(gold, row):
    """Overlap of the contents if source and cue agree, else 0.

    Gold gives a source that two cues share to the first only, and may cut what one cue introduces in
    two (`unit`): the content of either counts.
    """
    sources = characters(gold["source"] or gold["source_shared"])
    here = characters(spans_in(row["source"]))
    same_source = sources & here or not (gold["source"] or here)
    same_cue = not gold["cue"] or characters(gold["cue"]) & characters(spans_in(row["cue"]))
    if row["article"] != gold["doc"] or not same_source or not same_cue:
        return 0.0
    whole = [
        span
        for other in GOLD
        if (other["doc"], other["unit"]) == (gold["doc"], gold["unit"])
        for span in other["content"]
    ]
    content = characters(spans_in(row["content"]))
    return max(overlap(characters(each), content) for each in (gold["content"], whole))


@pytest.fixture(scope="module")
def matches(outermost):
    """The number of a gold record to the row that agrees with it best, if any does."""
    best = {}
    for number, gold in enumerate(GOLD):
        agreements = [agreement(gold, row) for row in outermost]
        if max(agreements) >= 0.5:
            best[number] = agreements.index(max(agreements))
    return best


@pytest.fixture(scope="module")
def pairs(matches, outermost):
    """Core gold records with the rows that found them."""
    return [
        (GOLD[number], outermost[row]) for number, row in matches.items() if GOLD[number]["core"]
    ]


def test_nearly_all_attributions_are_found(pairs):
    core = [gold["id"] for gold in GOLD if gold["core"]]
    here = {gold["id"] for gold, _ in pairs}
    assert len(core) == 49
    missed = [name for name in core if name not in here]
    assert len(missed) <= 5, missed


def test_hardly_anything_else_is_taken_for_an_attribution(matches, outermost):
    matched = set(matches.values())
    extra = [
        (row["source_text"], row["cue_text"], row["content_text"])
        for number, row in enumerate(outermost)
        if number not in matched
    ]
    assert len(extra) <= 4, extra


def plain(name):
    return (name or "").replace("’", "'").lower()


def same_speaker(gold, row):
    return plain(row["speaker"]) in {
        plain(gold["speaker"]),
        plain(gold["speaker_alt"] or gold["speaker"]),
    }


AGREE = {
    "speaker": (0.9, same_speaker),
    "kind": (0.85, lambda gold, row: gold["speaker_kind"] == row["kind"]),
    "cue class": (
        0.85,
        lambda gold, row: gold["cue_class"].removeprefix("positive_") == row["cue_class"],
    ),
    "type": (0.95, lambda gold, row: gold["type"] == row["type"]),
}


@pytest.mark.parametrize("what", AGREE)
def test_what_is_said_of_an_attribution_is_what_a_person_says(pairs, what):
    least, agrees = AGREE[what]
    differ = [gold["id"] for gold, row in pairs if not agrees(gold, row)]
    assert len(differ) <= (1 - least) * len(pairs), differ


def test_some_of_the_nested_attributions_are_found_and_each_stands_in_its_parent(found):
    inner = found[found["parent"] != ""].to_dict("records")
    hit = [
        gold["id"]
        for gold in NESTED
        if any(
            row["article"] == gold["doc"]
            and characters(gold["cue"]) & characters(spans_in(row["cue"]))
            and overlap(characters(gold["content"]), characters(spans_in(row["content"]))) >= 0.5
            for row in inner
        )
    ]
    assert len(hit) >= len(NESTED) / 4, hit  # of every sort: reports, hopes, what somebody saw
    assert len(inner) <= 2 * len(hit)
    contents = {(row["article"], row["id"]): row["content"] for row in found.to_dict("records")}
    for row in inner:
        around = characters(spans_in(contents[row["article"], row["parent"]]))
        for role in ("source", "cue", "content"):
            assert characters(spans_in(row[role])) <= around


@pytest.fixture(scope="module")
def voices(seeds, found):
    sections = sections_of(seeds)
    return voices_of(found, seeds, sections, quotations_of(seeds, sections))


@pytest.mark.parametrize(("outlet", "voice"), FACTS)
def test_the_share_of_each_voice_is_the_one_counted_by_hand(voices, outlet, voice):
    body = voices[(voices["article"] == ARTICLES[outlet]) & (voices["section"] == "body")]
    share = 100 * body.loc[body["voice"] == voice, "words"].sum() / body["words"].sum()
    assert share == pytest.approx(FACTS[outlet, voice], abs=OFF_BY[voice])
