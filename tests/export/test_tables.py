"""Tables about words in depth, as files: what they hold is what the measures say of the same corpus."""

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.export.table_file import export_table
from analysis.reports.execute.parameters_cell import ParameterError
from tests.conftest import ROOT

SEEDS = str(ROOT / "seeds")


def exported(table, folder, *assignments):
    out = folder / "t.parquet"
    export_table(table, assignments, {"corpus": SEEDS}, out)
    return pd.read_parquet(out)


def test_a_concordance_has_the_sentences_with_voice_and_speaker(tmp_path):
    texts = read_corpus(SEEDS).articles.set_index("id")["text"]
    hits = exported("concordance", tmp_path, "query=regim*")
    assert len(hits) > 3
    for row in hits.itertuples():
        around = texts[row.article][row.start - len(row.left) : row.end + len(row.right)]
        assert around == row.left + row.node + row.right
    assert set(hits["voice"]) <= {"outlet", "quoted", "paraphrased"}
    silent = exported("concordance", tmp_path, "query=regim*", "voices=false")
    assert set(silent["voice"]) == {""}
    assert silent["start"].tolist() == hits["start"].tolist()


def test_collocates_stand_in_all_voices_together_and_in_each(tmp_path):
    near = exported("collocates", tmp_path, "query=aleppo", "min_count=2")
    assert {"", "quoted"} <= set(near["voice"])
    together = near[near["voice"] == ""].set_index(["outlet", "collocate"])["n"]
    apart = near[near["voice"] != ""].groupby(["outlet", "collocate"])["n"].sum()
    assert (apart <= together.loc[apart.index]).all()


def test_lemmas_find_all_their_forms(tmp_path):
    said = exported("concordance", tmp_path, "query=[say]", "voices=false")
    assert {"said", "says"} <= set(said["node"].str.lower())


def test_trends_follow_what_is_asked_for(tmp_path):
    found = exported("trends", tmp_path, 'follow=["war crim*", "aleppo"]', "per=day")
    assert set(found["term"]) == {"aleppo", "war crim*"}
    assert set(found["per"]) == {"day"}
    assert found["low"].isna().all()  # one article an outlet
    by_words = exported("trends", tmp_path, 'follow=["war crim*"]', "per=day", "interval=words")
    assert (by_words["low"] <= by_words["rate"]).all()


def test_dispersion_is_given_for_every_outlet_and_for_all(tmp_path):
    assert set(exported("dispersion-outlets", tmp_path)["outlet"]) == {"PJ Media", "RFE/RL"}
    assert set(exported("dispersion-corpus", tmp_path)["parts"]) == {2}


def test_phrases_and_pairs_leave_out_function_words(tmp_path):
    for name, options in (("ngrams", ("ngram=3", "min_count=2")), ("pairs", ())):
        table = exported(name, tmp_path, *options)
        assert len(table) > 3
        assert not set(table["collocate"]) & {"the", "of", "and"}
    assert exported("ranks", tmp_path)["term"].isin(["the"]).any()


@pytest.mark.parametrize(
    ("table", "assignment", "said"),
    [
        ("trends", "per=year", "per is 'year'; give day, week, month"),
        ("pairs", "window=0", "window is 0; give a number from 1 to 50"),
        ("diversity", "span=0", "span is 0; give a number from 1 to 100000"),
        ("concordance", "query=--", "'--' has no word to look for"),
        ("collocates", "query=[say", "is not one lemma in brackets"),
    ],
)
def test_what_is_impossible_is_refused_with_what_is_possible(tmp_path, table, assignment, said):
    with pytest.raises(ParameterError) as failure:
        exported(table, tmp_path, assignment)
    assert said in str(failure.value)
    assert list(tmp_path.iterdir()) == []
