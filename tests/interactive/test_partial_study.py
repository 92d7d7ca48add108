"""The study of some articles: its tables are those that a plain study of them makes."""

import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.interactive.results import partial_study
from analysis.interactive.results.answers import Answers
from analysis.interactive.results.partial_study import PartialStudy
from analysis.interactive.results.questions import question_of
from analysis.measures.comparison.utterances import compared as utterances
from analysis.models.cache import Cache
from analysis.study import Study
from analysis.table_store import TableStore
from tests.tiny import ARTICLES

READ = (
    "sections", "quotations", "found-attributions", "voices", "loaded-language", "agency", "found-mentions",
    "near-actors",
)  # fmt: skip
SAID = ("passages", "stems", "shared-passages")
PARTS = (
    {"outlets": ["Harbour Herald"]},
    {"outlets": ["Valley Post"]},
    {"where": ["date=2019-03-05.."]},
    {"where": ["date=..2019-03-10"], "copies": "all"},
    {"acts": ["violence", "decision"]},
    {"acts": ["violence"], "outlets": ["Harbour Herald"], "certainty": 0.5},
    {"outlets": ["Harbour Herald"], "actors": ["mayor", "city=city|council"]},
    {"lexicons": [], "sections": ["headline", "body"]},
)


@pytest.fixture(scope="module")
def whole():
    study = PartialStudy(read_corpus(ARTICLES))
    for name in (*READ, *SAID):
        study[name]
    return study


@pytest.mark.parametrize("settings", PARTS, ids=str)
def test_what_is_taken_over_is_what_would_be_made(whole, settings):
    part = PartialStudy(read_corpus(ARTICLES), settings, of=whole)
    plain = Study(read_corpus(ARTICLES), settings)
    for name in (*READ, "attributions", "mentions", "tallies", "loaded-outlet", "agency-outlet"):
        each = (study[name] for study in (part, plain))
        taken, made = (one if isinstance(one, tuple) else (one,) for one in each)
        for one, other in zip(taken, made, strict=True):
            pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    "settings",
    [*PARTS, {"certainty": 0.5}, {"event_days": 30}, {"counted_acts": ["said"]}],
    ids=str,
)
def test_what_outlets_share_is_what_would_be_found(whole, settings):
    part = PartialStudy(read_corpus(ARTICLES), settings, of=whole)
    plain = Study(read_corpus(ARTICLES), settings)
    assert part["passages"] == plain["passages"]
    assert part["shared-passages"].pairs == plain["shared-passages"].pairs
    for name in ("shared-quotations", "only-in"):
        pd.testing.assert_frame_equal(part[name], plain[name])


def test_what_outlets_share_is_not_looked_for_again_in_the_same_words(whole, monkeypatch):
    monkeypatch.setattr(utterances, "compared", None)
    later = PartialStudy(read_corpus(ARTICLES), {"event_days": 30}, of=whole)
    assert later["shared-passages"] is whole["shared-passages"]


def test_what_is_soon_made_with_other_settings_is_not_written(tmp_path):
    kept = Cache(tmp_path)
    whole = PartialStudy(read_corpus(ARTICLES))
    whole.__dict__["_store"] = TableStore(whole["articles"], kept=kept)
    whole["patterns"]
    before = {*tmp_path.glob("??/*.json")}
    assert before
    changed = whole.with_values({"certainty": 0.5})
    pd.testing.assert_frame_equal(
        changed["patterns"], Study(read_corpus(ARTICLES), {"certainty": 0.5})["patterns"]
    )
    assert {*tmp_path.glob("??/*.json")} == before


@pytest.mark.parametrize("settings", [{"certainty": 0.5}, {"counted_acts": ["said"]}], ids=str)
def test_speakers_are_not_named_anew_for_the_same_articles(whole, settings):
    whole["attributions"]
    changed = whole.with_values(settings)
    changed.put("found-attributions", None)
    plain = Study(read_corpus(ARTICLES), settings)
    pd.testing.assert_frame_equal(changed["attributions"], plain["attributions"])


def test_what_another_study_leaves_out_is_looked_for_again():
    settings = {"certainty": 0.9, "counted_acts": ["said"]}
    few = PartialStudy(read_corpus(ARTICLES), settings)
    few["attributions"]
    every = few.with_values({})
    plain = Study(read_corpus(ARTICLES))
    assert len(few["attributions"]) < len(every["attributions"])
    pd.testing.assert_frame_equal(every["attributions"], plain["attributions"])


def test_of_a_few_more_articles_only_these_are_read(tmp_path, monkeypatch):
    said = (
        "“We lost the vote in {},” Jane Doe said on Monday. “We will try again next year, and win.”"
    )
    towns = ("Ashby", "Borden", "Colne", "Dover")
    rows = [
        {"id": f"a{n}", "outlet": "A", "text": said.format(town)} for n, town in enumerate(towns)
    ]
    other = {"id": "a1-b", "outlet": "B", "text": rows[0]["text"]}
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(map(json.dumps, [*rows, other])), encoding="utf-8")
    some = PartialStudy(read_corpus(path), {"outlets": ["A"]})
    for name in READ:
        some[name]
    read = []
    monkeypatch.setattr(partial_study, "Study", lambda *given: read.append(given) or Study(*given))
    every = PartialStudy(read_corpus(path), of=some)
    plain = Study(read_corpus(path))
    for name in (
        "sections",
        "quotations",
        "found-attributions",
        "attributions",
        "voices",
        "tallies",
    ):
        pd.testing.assert_frame_equal(every[name], plain[name])
    assert [corpus.articles["id"].tolist() for corpus, _ in read] == [["a1-b"]] * 4


def test_a_speaker_has_the_name_that_the_articles_left_give(tmp_path):
    rows = [
        (
            "a1",
            "A",
            "“We lost the vote,” Jane Doe said. “We will try again,” Doe said later. Doe was shameful.",
        ),
        (
            "a2",
            "A",
            "The disgraceful Doe, the corrupt Smith and the brutal regime lied shamelessly.",
        ),
        ("b1", "B", "“We won the vote,” said Senator Jane Doe. “It is over,” the senator said."),
        (
            "b3",
            "B",
            "Robert Smith and Jane Doe, a disgraceful and corrupt liar, spoke. Smith was brutal.",
        ),
        ("b2", "B", "“They lied,” said Senator Jane Doe, a Democrat from Ohio."),
    ]
    path = tmp_path / "corpus.jsonl"
    lines = [json.dumps(dict(zip(("id", "outlet", "text"), row, strict=True))) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    whole = PartialStudy(read_corpus(path))
    for name in READ:
        whole[name]
    part = PartialStudy(read_corpus(path), {"outlets": ["A"]}, of=whole)
    plain = Study(read_corpus(path), {"outlets": ["A"]})
    assert part.renamed is not None
    assert len(part.renamed)
    for name in ("voices", "agency", "mentions"):
        pd.testing.assert_frame_equal(part[name], plain[name])
    assert len(plain["near-actors"][0])
    for taken, made in zip(part["near-actors"], plain["near-actors"], strict=True):
        pd.testing.assert_frame_equal(taken, made)


def test_a_surname_that_only_an_article_left_out_gives_in_full_is_not_known_any_more(tmp_path):
    rows = [
        ("a1", "A", "e1", "Quimby lied. The shameful Quimby smiled when the bridge fell."),
        ("b1", "B", "e1", "“We lost,” said Diana Quimby. The council will meet on Monday."),
        ("a2", "A", "e2", "“We won,” said Jane Doe. The shameful Doe smiled."),
    ]
    folder = tmp_path / "c"
    folder.mkdir()
    pd.DataFrame(rows, columns=["id", "outlet", "event", "text"]).to_csv(
        folder / "corpus.csv", index=False
    )
    study = PartialStudy(read_corpus(folder))
    for name in READ:
        study[name]
    assert "Diana Quimby" in set(
        study["mentions"].loc[study["mentions"]["article"] == "a1", "actor"]
    )
    for settings in ({"outlets": ["A"]}, {"where": ["event=e1"]}, {"where": ["event=e2"]}):
        part = PartialStudy(read_corpus(folder), settings, of=study)
        plain = Study(read_corpus(folder), settings)
        pd.testing.assert_frame_equal(part["mentions"], plain["mentions"])
    assert study.at_hand("found-mentions")


ALIKE = (
    {"copies": "all"},
    {"certainty": 0.5},
    {"certainty": 0.9},
    {"counted_acts": ["thought"]},
    {"outlets": ["Valley Post"]},
    {"where": ["date=2019-03-05.."], "certainty": 0.3},
)


@pytest.mark.parametrize("settings", ALIKE, ids=str)
def test_only_articles_in_which_other_things_are_said_are_read_anew(monkeypatch, settings):
    monkeypatch.setattr(partial_study, "_MOST_ANEW", {})
    monkeypatch.setattr(partial_study, "_MOST_KNOWN", 0.0)
    whole = PartialStudy(read_corpus(ARTICLES))
    for name in ("voices", "tallies"):
        whole[name]
    part = PartialStudy(read_corpus(ARTICLES), settings, of=whole)
    assert part._taken("tallies") is not None
    plain = Study(read_corpus(ARTICLES), settings)
    for name in ("voices", "tallies", "patterns"):
        pd.testing.assert_frame_equal(part[name], plain[name])


EVERYWHERE = ("loaded-language", "agency", "near-actors", "found-mentions", "mentions")


@pytest.mark.parametrize("settings", [*ALIKE, {"event_days": 30}], ids=str)
def test_loaded_words_and_acts_of_other_voices_and_copies_are_what_would_be_made(
    whole, settings, monkeypatch
):
    monkeypatch.setattr(partial_study, "_MOST_KNOWN", 0.0)
    part = PartialStudy(read_corpus(ARTICLES), settings, of=whole)
    plain = Study(read_corpus(ARTICLES), settings)
    for name in EVERYWHERE:
        assert name == "mentions" or part._taken(name) is not None
        each = (study[name] for study in (part, plain))
        taken, made = (one if isinstance(one, tuple) else (one,) for one in each)
        for one, other in zip(taken, made, strict=True):
            pd.testing.assert_frame_equal(one, other)


def test_a_name_that_another_article_of_the_event_gives_is_found_anew(tmp_path):
    rows = [
        ("a1", "A", "The brutal Doe lied. “We lost,” Doe said.", "one"),
        ("a2", "A", "Jane Doe, a disgraceful liar, spoke of the vote.", "two"),
        ("b1", "B", "“We won,” said Senator Jane Doe. “It is over,” the senator said.", "one"),
    ]
    path = tmp_path / "corpus.jsonl"
    names = ("id", "outlet", "text", "event")
    lines = [json.dumps(dict(zip(names, row, strict=True))) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    some = PartialStudy(read_corpus(path), {"outlets": ["A"]})
    every = PartialStudy(read_corpus(path))
    for study in (some, every):
        for name in READ:
            study[name]
    for settings, of in (({}, some), ({"outlets": ["A"]}, every)):
        part = PartialStudy(read_corpus(path), settings, of=of)
        assert part._taken("found-mentions") is not None
        plain = Study(read_corpus(path), settings)
        pd.testing.assert_frame_equal(part["mentions"], plain["mentions"])
        pd.testing.assert_frame_equal(part["near-actors"][0], plain["near-actors"][0])


def _corpus(tmp_path, *rows):
    """A corpus of (id, outlet, text)."""
    path = tmp_path / "corpus.jsonl"
    lines = [json.dumps(dict(zip(("id", "outlet", "text"), row, strict=True))) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_corpus(path)


def test_a_table_of_events_that_is_taken_back_is_forgotten(tmp_path):
    corpus = _corpus(
        tmp_path,
        ("a1", "A", "The ferry sank near the lighthouse."),
        ("b1", "B", "Parliament passed a tax law."),
        ("b2", "B", "The striker scored two goals."),
    )
    given = tmp_path / "events.csv"
    given.write_text("article,event\na1,b2\nb1,b2\nb2,b2\n", encoding="utf-8")
    answers = Answers(corpus)
    answers.study(question_of("events", {"outlets": ["A", "B"], "events": str(given)}))["events"]
    named = Study(corpus)["events"].set_index("article")["event"]
    settings = {"where": [f"event={named['b2']}"]}
    found = answers.study(question_of("articles", settings))["articles"]
    assert found["id"].tolist() == ["b2"] == Study(corpus, settings)["articles"]["id"].tolist()


@pytest.mark.parametrize(
    "last", ["The mayor spoke.", "“A brutal, disgraceful Smith,” Doe may say."]
)
def test_near_actors_of_one_article_or_none_have_the_types_of_all(tmp_path, monkeypatch, last):
    monkeypatch.setattr(partial_study, "_MOST_KNOWN", 0.0)
    corpus = _corpus(
        tmp_path,
        (
            "a",
            "A",
            "“The brutal Smith is a corrupt, disgraceful liar,” Jane Doe said. Robert Smith left.",
        ),
        ("b", "B", last),
    )
    for settings in ({"certainty": 0.9}, {"counted_acts": ["thought"]}, {"outlets": ["B"]}):
        whole = PartialStudy(corpus)
        for name in READ:
            whole[name]
        part, plain = PartialStudy(corpus, settings, of=whole), Study(corpus, settings)
        for name in ("loaded-beside", "loaded-article", "mentions"):
            pd.testing.assert_frame_equal(part[name], plain[name])
        for one, other in zip(part["near-actors"], plain["near-actors"], strict=True):
            pd.testing.assert_frame_equal(one, other)
