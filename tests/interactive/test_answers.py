"""The explorer counts what the reports count."""

import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.errors import FramingError
from analysis.interactive import answer, terms_like
from analysis.interactive.results.answers import Answers
from analysis.interactive.results.questions import question_of, rows_with
from analysis.study import Study
from tests.tiny import ARTICLES

FERRY = (
    "The ferry left the old pier at noon with forty people on board.\n"
    "A gust tore two ropes from the mast before the captain could turn.\n"
    "Rescue boats from three villages reached the wreck within the hour.\n"
    "Nobody was hurt, the mayor of the nearest village told a local station.\n"
    "Divers will look for the engine once the tide has gone out again.\n"
)
GYM = "Our reporter spent that night among families who waited in the gym with blankets."
COUNCIL = "The council voted on Monday to mend the pier before the ferry sails again."
ROWS = [
    ("1", "Wire", FERRY),
    ("2", "Echo", FERRY),
    ("3", "Echo", GYM),
    ("4", "Globe", COUNCIL),
]


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    rows = [{"id": i, "outlet": outlet, "text": text} for i, outlet, text in ROWS]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_corpus(path)


@pytest.mark.parametrize("table", ["keyness", "frequencies"])
@pytest.mark.parametrize("outlets", [[], ["Echo", "Globe"]])
def test_an_answer_is_the_table_of_its_study_where_articles_are_copies(corpus, table, outlets):
    settings = {"outlets": outlets, "min_count": 1, "stop": "off"}
    settings |= {"outlet": "Echo"} if table == "keyness" else {}
    study = Study(corpus, settings)
    assert len(study["left-out"]) == (0 if outlets else 1)
    answers = Answers(corpus)
    answers.answer(question_of("frequencies"))  # what was asked before makes no difference
    pd.testing.assert_frame_equal(answers.answer(question_of(table, settings)).table, study[table])


CHANGES = [
    ("keyness", {"min_count": 1}),
    ("keyness", {"min_count": 2, "stop": "off", "digits": False}),
    ("frequencies", {"sections": ["headline", "body"], "min_count": 1}),
    ("frequencies", {"unit": "lemma"}),
    ("patterns", {}),
    ("patterns", {"interval": "words"}),
    ("concentration", {"seed": 3, "resamples": 50}),
    ("keyness", {"outlets": ["Valley Post"], "copies": "all"}),
    ("frequencies", {"where": ["date=2019-03-04..2019-03-20"]}),
    ("voices", {"where": ["date=..2019-03-10"]}),
    ("frequencies", {"unit": "lemma", "outlets": ["Valley Post"], "min_count": 1}),
    ("frequencies", {"unit": "form", "where": ["date=..2019-03-10"], "min_count": 2}),
    ("frequencies", {"ngram": 2, "outlets": ["Valley Post"], "min_count": 1}),
    ("frequencies", {"ngram": 2, "stop": "off", "sections": ["headline"], "min_count": 1}),
    ("trends", {"unit": "lemma", "outlets": ["Harbour Herald"]}),
    ("languages", {"copies": "all"}),
    ("keyness", {"min_count": 1}),
    ("naming", {}),
    ("naming", {"certainty": 0.9}),
    ("naming", {"outlets": ["Valley Post"]}),
    ("naming", {"where": ["date=..2019-03-10"]}),
    ("naming", {"counted_acts": ["said"]}),
    ("collocates", {"query": "ferry", "min_count": 1}),
    ("collocates", {"query": "ferry", "min_count": 1, "unit": "lemma", "voices": True}),
    ("collocates", {"query": "ferry", "min_count": 1, "outlets": ["Valley Post"]}),
    ("words", {"sections": ["headline", "body"], "where": ["date=..2019-03-10"]}),
    ("keyness", {"min_count": 1, "prior_words": 50.0}),
    ("frequencies", {"min_count": 1, "interval": "articles"}),
]


def test_what_questions_have_in_common_is_what_each_would_make_alone():
    tiny = read_corpus(ARTICLES)
    answers = Answers(tiny)
    for table, settings in CHANGES:
        try:
            alone = Study(tiny, settings)[table]
        except ValueError as error:
            with pytest.raises(type(error)):
                answers.answer(question_of(table, settings))
            continue
        found = answers.answer(question_of(table, settings)).table
        pd.testing.assert_frame_equal(found, alone, obj=f"{table} {settings}")


def test_a_study_takes_over_only_what_other_settings_leave_as_it_is():
    study = Study(read_corpus(ARTICLES))
    study["frequencies"], study["lengths"]
    changed = study.with_values({"min_count": 2})
    assert "frequencies" not in changed.made
    assert "counts" not in changed.made
    assert changed.made["lengths"] is study.made["lengths"]
    assert "lengths" not in study.with_values({"outlets": ["Valley Post"]}).made
    assert changed.with_values({}).settings == {}


def test_a_question_has_one_name_and_other_questions_have_others():
    asked = [
        question_of("keyness"),
        question_of("keyness", {"min_count": 2}),
        question_of("keyness", top=3),
        question_of("keyness", words="war"),
        question_of("patterns", only={"measure": "kind"}),
        question_of("patterns", only={"measure": "voice"}),
    ]
    assert len({question.name for question in asked}) == len(asked)
    assert question_of("keyness", {"min_count": 3, "span": 7}).name == "keyness"  # no difference


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"table": "nothing"}, "no table 'nothing'"),
        ({"table": "keynes"}, "did you mean keyness"),
        ({"table": "keyness", "top": 0}, "give a number from 1"),
        ({"table": "keyness", "settings": {"min_counts": 1}}, "did you mean min_count"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, said):
    with pytest.raises(FramingError, match=said):
        question_of(**asked)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["it's", "war", "wars", "post-war"]),
        ("WAR", ["war"]),
        ("war*", ["war", "wars"]),
        ("*war", ["war", "post-war"]),
        ("war? , it’s", ["it's", "wars"]),
        (".*", []),
        ("[w", []),
        ("*" * 500 + "q", []),
    ],
)
def test_terms_are_chosen_as_people_type_them(wanted, found):
    table = pd.DataFrame({"term": ["it's", "war", "wars", "post-war"]})
    assert terms_like(table, wanted)["term"].tolist() == found


def test_rows_are_chosen_by_values_of_columns_that_there_are():
    found = answer(read_corpus(ARTICLES), "outlets", only={"outlet": "Valley Post"})
    assert found.table["articles"].tolist() == [12]
    with pytest.raises(FramingError, match="no column 'press'"):
        answer(read_corpus(ARTICLES), "outlets", only={"press": "x"})


def test_the_caption_of_keyness_says_where_the_surest_words_stand(tmp_path):
    words = {
        "Echo": "ferry ferry ferry pier",
        "Globe": "divers divers tide",
        "Wire": "mayor mayor council",
    }
    rows = [
        {"id": f"{outlet}{turn}", "outlet": outlet, "text": f"{text} the and {'boat ' * turn}"}
        for outlet, text in words.items()
        for turn in range(6)
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = read_corpus(tmp_path / "t.jsonl")
    for more in ({}, {"outlet": "Echo", "reference": "Globe"}):
        drawing = answer(corpus, "keyness", copies="all", **more).drawing
        for of, panel in drawing.table.groupby("target"):
            ours = panel.loc[panel["log_odds"] > 0, "lean"]
            theirs = panel.loc[panel["log_odds"] < 0, "lean"]
            assert ours.tolist() == sorted(ours, reverse=True), of
            assert panel.index[: len(ours)].equals(ours.index)  # uppermost
            assert theirs.tolist() == sorted(theirs, reverse=True), of  # the lowest is the surest
            assert len(theirs) > 0 or not more
        where = "at the top, of the other at the bottom" if more else "at the top of its panel"
        assert where in drawing.caption


def test_a_column_that_a_table_has_not_is_told_with_the_one_that_may_be_meant():
    with pytest.raises(
        FramingError, match=r"no column 'trm' \(did you mean term\?\); there are term"
    ):
        rows_with(pd.DataFrame({"term": ["a"], "g2": [1.0]}), {"trm": "a"})
