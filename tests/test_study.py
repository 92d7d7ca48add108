"""A study makes every table by its recipe: the same whatever was asked before, from what it was given."""

import shutil
import subprocess
import sys

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.export.table_file import export_table
from analysis.parameters import PARAMETERS, ParameterError
from analysis.recipes import parameters_of, recipes, table, tables
from analysis.study import Study, study_of
from analysis.table_files import csv_bytes
from analysis.tables import Frequencies
from tests.conftest import ROOT
from tests.test_notebooks import NOTEBOOKS, asked_for, cells_of, code_of, parsed, shown_by
from tests.tiny import ARTICLES


@pytest.fixture(scope="module")
def tiny():
    return read_corpus(ARTICLES)


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(ROOT / "seeds")


def test_a_table_is_the_same_whatever_was_asked_before(tiny):
    first = Study(tiny, {"resamples": 50})
    alone = {name: Study(tiny, {"resamples": 50})[name] for name in ("keyness", "concentration")}
    for name in ("frequencies", "patterns", "loaded-outlet", "concentration", "keyness"):
        made = first[name]
        assert set(made["interval"]) & {"articles"}, name
        if name in alone:
            pd.testing.assert_frame_equal(made, alone[name])


def test_a_table_that_is_changed_by_its_reader_stays_as_it_was(tiny):
    study = Study(tiny)
    made = study["outlets"]
    made["words"] = 0
    assert study["outlets"]["words"].gt(0).all()


def test_most_frequent_lemmas_are_followed_and_shown_in_all_their_forms(seeds):
    study = Study(seeds, {"unit": "lemma"})
    lemmas = study["frequencies"].set_index(["term", "outlet"])["n"]
    used = study["trends"].set_index(["term", "outlet"])["n"]
    assert used["[say]"].to_dict() == lemmas["say"].to_dict() == {"PJ Media": 12, "RFE/RL": 20}
    assert {"said", "says"} <= set(study["concordance"]["node"].str.lower())
    assert not study["collocates"].empty


def test_without_voices_nothing_is_read_by_a_model(seeds, monkeypatch):
    monkeypatch.setattr("analysis.models.encoder.shipped", pytest.fail, raising=False)
    study = Study(seeds, {"voices": False})
    assert set(study["concordance"]["voice"]) == {""}
    assert set(study["collocates"]["voice"]) == {""}
    assert "attributions" not in study._made


def test_a_corpus_is_cut_down_to_the_outlets_asked_for(tiny):
    one = Study(tiny, {"outlets": ["Valley Post"]})
    assert set(one["articles"]["outlet"]) == set(one["frequencies"]["outlet"]) == {"Valley Post"}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"windw": 3}, "unknown parameter 'windw' .did you mean window?"),
        ({"window": "3"}, "parameter 'window' is int; '3' is not"),
        ({"window": 0}, "window is 0; give a number from 1 to 50"),
        ({"sections": ["boddy"]}, "sections is 'boddy'; give headline, subhead"),
        ({"per": "year"}, "per is 'year'; give day, week, month"),
    ],
)
def test_an_impossible_setting_is_refused_with_what_is_possible(tiny, settings, said):
    with pytest.raises(ParameterError, match=said.replace("?", r"\?")):
        Study(tiny, settings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"outlet": "Herald"}, "no outlet 'Herald' in the corpus"),
        ({"stop": "/nowhere.txt"}, "/nowhere.txt"),
        ({"query": "[say"}, "is not one lemma in brackets"),
        ({"lexicons": ["/nowhere.tsv"]}, "/nowhere.tsv"),
        ({"speakers": "/nowhere.csv"}, "/nowhere.csv"),
        ({"ngram": 4}, "ngram is 4"),
    ],
)
def test_what_does_not_fit_the_corpus_is_found_before_anything_is_made(tiny, settings, said):
    with pytest.raises(ValueError, match=said.replace("[", r"\[")):
        Study(tiny, settings).check()


def test_a_table_that_is_not_there_is_told_with_those_that_are(tiny):
    with pytest.raises(
        KeyError,
        match="no table 'nouns'; there are agency, agency-article, agency-outlet, agreement",
    ):
        Study(tiny)["nouns"]


def test_a_notebook_says_what_to_read_in_its_own_variables():
    names = {"corpus": str(ARTICLES), "outlets": ["Valley Post"], "columns": [], "other": 1}
    study = study_of(names | {"out": "figures/draft", "min_count": 2})
    assert study.settings == {"outlets": ["Valley Post"], "min_count": 2}
    assert len(study.corpus.articles) == 12


def test_two_recipes_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"'frequencies' has a recipe in analysis\.inference"):
        table("frequencies", Frequencies)(lambda counts: counts)


@pytest.mark.parametrize("recipe", recipes().values(), ids=list(recipes()))
def test_every_recipe_says_what_it_makes_and_needs_what_there_is(recipe):
    assert len(recipe.meaning) > 8
    assert set(parameters_of(recipe.name)) <= set(PARAMETERS)


OPTIONS = {
    "10_frequency": {"unit": "lemma", "resamples": 40, "seed": 7},
    "15_words": {"unit": "lemma", "resamples": 40, "min_count": 4, "per": "month"},
    "20_loaded": {"sections": ["headline", "body"], "resamples": 40},
    "30_attribution": {"sections": ["headline", "body"], "resamples": 40, "seed": 7},
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_exported_is_the_file_of_the_report(path, tmp_path, monkeypatch):
    """Run a notebook in this process; `Run` writes where it is told to."""
    settings = OPTIONS.get(path.stem, {})
    names = {"corpus": str(ARTICLES), **settings}
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path / "report"))
    source = parsed(path)
    code = [text for _, text in code_of(cells_of(path))]
    shown: dict = {}
    exec(code[0], shown)  # noqa: S102  its parameters
    shown |= names
    for text in code[1:]:
        exec(text, shown)  # noqa: S102  the notebook itself
    recipe_of = dict(asked_for(source))
    written = 0
    for call, name, drawn in shown_by(source):
        recipe = recipe_of.get(drawn)
        if call == "table" and recipe:
            used = {n: v for n, v in names.items() if n in (*parameters_of(recipe), "corpus")}
            export_table(recipe, [], used, tmp_path / "export.csv")
            file = tmp_path / "report" / f"{name}.csv"
            if path.stem in PARTS and not file.exists():
                continue  # of the part that does not apply to this corpus
            assert (tmp_path / "export.csv").read_bytes() == file.read_bytes(), name
            written += 1
    assert written >= (1 if path.stem == "50_validity" else 2)


# reports of which some parts do not apply to every corpus
PARTS = ("40_comparison", "50_validity")

SHOUTING = r'''"""How loud a text is: its words in capital letters."""

import pandas as pd

from analysis.parameters import declare
from analysis.recipes import table
from analysis.tables.base import Series, Table, field

declare("letters", 3, "letters of a word in capitals that counts", range=(1, 50))


class Shouting(Table):
    """Words in capitals of each outlet; key outlet."""

    outlet: Series[str] = field("outlet", unique=True)
    n: Series[int] = field("words in capitals", ge=0)


@table("shouting", Shouting)
def _shouting(articles: pd.DataFrame, *, letters: int) -> pd.DataFrame:
    """Words in capital letters of each outlet."""
    n = articles["text"].str.count(rf"\b[A-Z]{{{letters},}}\b")
    return Shouting.validate(n.groupby(articles["outlet"]).sum().rename("n").reset_index())
'''


@pytest.fixture(scope="module")
def with_a_new_measure(tmp_path_factory):
    """A copy of the project with one more file, a measure."""
    project = tmp_path_factory.mktemp("project")
    left_out = shutil.ignore_patterns("__pycache__", "models", "training")
    shutil.copytree(ROOT / "analysis", project / "analysis", ignore=left_out)
    shutil.copytree(ROOT / "analysis/models", project / "analysis/models", ignore=left_out)
    for name in ("notebooks", "docs", "seeds"):
        (project / name).symlink_to(ROOT / name)
    (project / "analysis/measures/shouting.py").write_text(SHOUTING)
    return project


def ran(project, *words):
    done = subprocess.run(
        [sys.executable, *words], cwd=project, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(project), "PATH": ""}, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_new_measure_is_one_file_for_list_export_settings_and_reference(with_a_new_measure):
    framing = ("-m", "analysis.cli")
    listed = ran(with_a_new_measure, *framing, "list")
    assert "shouting                             Words in capital letters of each outlet" in listed
    out = with_a_new_measure / "shouting.csv"
    ran(with_a_new_measure, *framing, "export", "shouting", "-p", "letters=2", "--out", str(out))
    texts = read_corpus(ROOT / "seeds").articles
    own = texts["text"].str.count(r"\b[A-Z]{2,}\b").groupby(texts["outlet"]).sum()
    assert out.read_bytes() == csv_bytes(own.rename("n").reset_index())
    code = (
        "from analysis.study import Study; from analysis.corpus import read_corpus\n"
        "print(Study(read_corpus('seeds'), {'letters': 4})['shouting']['n'].tolist())\n"
        "from docs.extension.parameters import export_table_rows; print(export_table_rows())"
    )
    counts, _, reference = ran(with_a_new_measure, "-c", code).partition("\n")
    more = texts["text"].str.count(r"\b[A-Z]{4,}\b").groupby(texts["outlet"]).sum()
    assert counts == str(more.tolist())
    assert "`shouting` | Words in capital letters of each outlet | `letters`" in reference


def test_every_table_can_be_listed():
    assert len(tables()) > 40


def test_a_corpus_in_which_nothing_is_found_has_every_table(tmp_path):
    file = tmp_path / "few.csv"
    file.write_text("id,outlet,text\na,Echo,The mayor came.\nb,Post,A cat sat.\n", encoding="utf-8")
    study = Study(read_corpus(file))
    for name, recipe in tables().items():
        assert set(recipe.schema.names()) <= set(study[name]), name


@pytest.mark.parametrize(
    "changed",
    [
        {"seed": 7},
        {"copies": "all"},
        {"sections": ["headline", "body"]},
        {"unit": "lemma"},
        {"outlets": ["Valley Post"]},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_study_with_other_values_has_the_tables_of_a_new_one(tiny, changed):
    made = Study(tiny, {"resamples": 200})
    names = ["frequencies", "concentration", "patterns", "left-out", "outlets"]
    for name in names:
        made[name]
    values = {"resamples": 200, **changed}
    taken, new = made.with_values(values), Study(tiny, values)
    for name in names:
        pd.testing.assert_frame_equal(taken[name], new[name])


def test_a_part_that_does_not_apply_makes_no_table_and_has_those_at_hand():
    study = Study(read_corpus(ARTICLES))
    made = study["attributions"]
    silent = study.part(applies=False)
    assert silent["attributions"].equals(made)
    assert silent["only-in"].empty
    assert list(silent["only-in"]) == list(Study(read_corpus(ARTICLES))["only-in"])
    assert "shared-quotations" not in study.made
    assert silent["shared-quotations"].empty
    assert "shared-quotations" not in study.made
    with pytest.raises(KeyError):
        silent["nothing"]
    assert study.part(applies=True) is study
