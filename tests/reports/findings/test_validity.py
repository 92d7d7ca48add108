"""What the report on validity says: without a sample, with one, and with what people said of it."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.cite.numbers import _definitions
from analysis.figures import corrected_dots
from analysis.reports import (
    coder_findings,
    coders_beside,
    estimates_beside,
    methods_text,
    validity_findings,
    validity_notices,
)
from analysis.reports.findings.validity import correction_tests
from analysis.study import Study
from analysis.tables.validity import ErrorTests
from analysis.validity import read_draw, sample_of, write_sample
from tests.conftest import ROOT
from tests.figures.overlap import assert_readable
from tests.validity.studies import coded, small_study

REJECTED = {"Post": 2, "Globe": 5}  # every so many-th item of an outlet is none, by people


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A corpus, a sample of all its articles, and the codings of two coders."""
    folder = tmp_path_factory.mktemp("coded")
    study = small_study(folder)
    draw = sample_of(study, "speakers", per_outlet=4, seed=1)
    write_sample(draw, folder / "sample")
    outlets = draw.drawn.set_index("article")["outlet"]
    for coder, shift in (("ann", 0), ("ben", 1)):

        def answer(row, shift=shift):
            number = int(row.item.rpartition(":")[2]) + shift
            wrong = number % REJECTED[outlets[row.article]] == 0
            return ("reject", "") if wrong else ("accept", row.label)

        coded(draw.items, coder=coder, answer=answer).to_csv(folder / f"{coder}.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def corpus(folder):
    from analysis.corpus import read_corpus

    return read_corpus(folder / "corpus.jsonl")


@pytest.fixture(scope="module")
def study(folder, corpus):
    codings = [str(folder / f"{coder}.csv") for coder in ("ann", "ben")]
    return Study(corpus, {"sample": str(folder / "sample"), "codings": codings, "resamples": 50})


def test_without_a_sample_it_says_how_to_draw_one_and_what_it_would_buy(corpus):
    study = Study(corpus)
    (notice,) = validity_notices(study["coded"])
    assert "framing sample CORPUS --measure attributions" in notice
    assert len(study["agreement"]) == len(study["correction"]) == 0
    (said,) = validity_findings(study)
    assert "with 4 coded articles of each (all of both) wide" in said
    assert said.count("coded articles of each") == 1
    assert "card of the model" in said
    assert methods_text(study) == []


def test_with_a_sample_that_nobody_coded_it_asks_for_codings(folder, corpus):
    study = Study(corpus, {"sample": str(folder / "sample")})
    (notice,) = validity_notices(study["coded"])
    assert notice.startswith("8 articles were drawn, and no codings are given.")


def test_with_codings_it_tells_agreement_errors_and_corrected_differences(study):
    assert validity_notices(study["coded"]) == []
    said = validity_findings(study)
    table = study["agreement"]
    alpha = table[table["coefficient"].eq("Krippendorff's alpha") & table["category"].eq("")]
    value = f"{alpha['value'].iloc[0]:.2f}".replace("-", "−")
    assert f"Krippendorff's alpha {value} (" in said[0]
    items = len(study["coded"].draw.items)
    assert said[0].startswith(f"2 coders answered {items} of {items} items. {items} items")
    assert said[1] == (
        "8 of 8 articles drawn were answered whole and marked as read (ann 8, ben 8)."
    )
    rates = study["error-rates"]
    every = rates[(rates["category"] == "") & (rates["outlet"] == "")].set_index("figure")["value"]
    assert any(f"precision {every['precision']:.2f}" in sentence for sentence in said)
    told = study["correction"]
    row = told[(told["comparison"] == "difference") & (told["estimate"] == "corrected")].iloc[0]
    assert row["of"] == "Globe - Post"
    assert any("Globe less Post: " in sentence and "corrected." in sentence for sentence in said)


def of_files(corpus, folder, *tables):
    """Return a study of codings that are written into a folder, one file a table."""
    files = [folder / f"{number}.csv" for number in range(len(tables))]
    for file, table in zip(files, tables, strict=True):
        table.to_csv(file, index=False)
    names = [str(file) for file in files]
    return Study(corpus, {"sample": str(folder / "sample"), "codings": names, "resamples": 50})


@pytest.fixture
def own(folder, tmp_path):
    """A folder of a test's own with the sample, and the draw."""
    shutil.copytree(folder / "sample", tmp_path / "sample")
    return tmp_path, read_draw(tmp_path / "sample")


def test_what_was_not_read_is_told_and_counts_for_precision_only(corpus, own):
    folder, draw = own
    ann = coded(draw.items)
    unread = [f"{article}:read" for article in ("a1", "a2", "a3")]
    study = of_files(corpus, folder, ann[~ann["item"].isin(unread)])
    said = validity_findings(study)
    assert said[1] == (
        "5 of 8 articles drawn were answered whole and marked as read (ann 5). Recall, F1 and corrected "
        "numbers are from these; 3 more count for precision and right labels alone."
    )
    rates = study["error-rates"]
    over_all = rates[(rates["category"] == "") & (rates["outlet"] == "")].set_index("figure")
    assert over_all["articles"].to_dict() | {"calibration error": 8} == {
        "precision": 8, "recall": 5, "F1": 5, "right labels": 8, "calibration error": 8,
    }  # fmt: skip
    counts = study["coded-counts"]
    assert set(counts.loc[counts["coded_n"].isna(), "article"]) == {"a1", "a2", "a3"}


def test_where_nothing_was_read_no_number_is_corrected_and_the_report_says_so(corpus, own):
    folder, draw = own
    ann = coded(draw.items)
    study = of_files(corpus, folder, ann[~ann["item"].str.endswith(":read")])
    said = validity_findings(study)
    assert said[1] == (
        "0 of 8 articles drawn were answered whole and marked as read (ann 0). Recall, F1 and corrected "
        "numbers are not there without such articles; 8 count for precision and right labels alone."
    )
    assert not any("corrected." in sentence for sentence in said)
    told = study["correction"]
    assert told.loc[told["estimate"] == "corrected", "value"].isna().all()


def test_coders_who_all_say_the_same_are_told_so(corpus, own):
    folder, draw = own
    one = draw.items.assign(label="other")
    study = of_files(corpus, folder, *(coded(one, coder=name) for name in ("ann", "ben")))
    assert (
        "all answers are the same, so Krippendorff's alpha is not defined."
        in validity_findings(study)[0]
    )


def of_tests(*rows):
    """Return ErrorTests of two outlets from (figure, adjusted p, detectable difference)."""
    return ErrorTests.validate(
        pd.DataFrame(
            [(figure, 1.0, p, p, 2, 20, least) for figure, p, least in rows],
            columns=ErrorTests.names(),
        )
    )


def test_no_difference_of_error_is_told_with_what_the_sample_could_have_shown():
    (said,) = correction_tests(
        of_tests(
            ("precision", 1, 0.243),
            ("recall", 0.4, 0.31),
            ("F1", 1, 1.2),
            ("right labels", 1, np.nan),
        )
    )
    assert said == (
        "None of 4 comparisons of 2 outlets (precision, recall, F1, right labels) shows a difference in how "
        "the model errs. Four of five samples of this size show an outlet that differs from the others by "
        "about 24 percentage points in precision and 31 in recall; a smaller difference can be there unseen. "
        "In F1 the sample is too small to show any difference. In right labels the sample has no error, so "
        "nothing tells what it could show."
    )
    (one,) = correction_tests(of_tests(("precision", 1, 0.2)))
    assert one.startswith("The one comparison of 2 outlets (precision) shows no difference in how")
    (sure,) = correction_tests(of_tests(("precision", 0.01, 0.2), ("recall", 1, 0.2)))
    assert sure.startswith(
        "The model does not err alike in all outlets: precision (adjusted p 0.01)."
    )


def test_what_people_reject_more_often_in_one_outlet_lowers_it_there(study):
    rates = study["error-rates"]
    by = rates[(rates["category"] == "") & (rates["figure"] == "precision")].set_index("outlet")
    assert by.loc["Post", "value"] < by.loc["Globe", "value"]


def test_with_too_few_coded_articles_the_error_of_the_card_is_taken(study, folder, corpus):
    told = study["forecast"]["error"].unique()
    assert len(told) == 1
    assert told[0].startswith("card of the model")  # four articles of each outlet are coded
    assert study["correction"]["interval"].eq("none").any()


def test_the_methods_section_has_the_numbers_of_the_draw_and_of_the_answers(study, folder):
    first, answers, agreement, last = methods_text(study)
    about = json.loads((folder / "sample" / "sample.json").read_text("utf-8"))
    assert first.startswith("The sample has 8 articles, drawn from all 8 by outlet and by ")
    assert "with the probability 1.000 (seed 1, digest sha256:" in first
    assert about["digest"] in first
    items = len(pd.read_csv(folder / "sample" / "items.csv"))
    assert answers == (
        f"The number of coders is 2, of items that they answered {items}, of answers to these "
        f"{2 * items}, of spans that they added 0, of articles answered whole and marked as read 8 (Globe 4, "
        "Post 4)."
    )
    assert agreement.startswith("2 coders answered")
    assert last.startswith("Corrected numbers are prediction-powered estimates (Angelopoulos")
    other = Study(
        study.corpus, {**study.settings, "estimator": "design-based", "clusters": "event"}
    )
    assert "design-based estimates (Egami et al. 2023)" in methods_text(other)[-1]
    assert "the event as cluster" in methods_text(other)[-1]


def test_every_number_of_the_methods_section_has_a_name_of_its_own(study):
    names = [name for _, told in _definitions("validity", methods_text(study)) for name, _ in told]
    assert "validity-the-number-that-they-added" in names
    assert "validity-the-sample-drawn-from-all" in names
    notebook = (ROOT / "notebooks/50_validity.ipynb").read_text("utf-8")
    assert "people.findings(methods_text(study))" in notebook  # remarks have no names


@pytest.mark.parametrize("width", ["column", "full"])
def test_its_figure_is_readable(study, width):
    assert_readable(corrected_dots(study["correction"], width=width))


def test_a_difference_has_one_sign_in_tables_and_figures_and_keeps_its_key(study):
    drawn = corrected_dots(study["correction"])
    texts = " ".join(text.get_text() for text in drawn.findobj(Text))
    beside = estimates_beside(study["correction"])
    assert "Globe − Post" in texts.replace("\n", " ")
    assert "Globe - Post" not in texts.replace("\n", " ")
    assert {"Globe", "Post", "Globe − Post"} <= set(beside["of"])
    assert "Globe - Post" in set(study["correction"]["of"])


def test_the_corrections_of_two_coders_stand_side_by_side(study, folder, corpus):
    by_coder = study["correction-by-coder"]
    assert set(by_coder["coder"]) == {"ann", "ben"}
    alone = Study(
        corpus,
        {
            "sample": str(folder / "sample"),
            "codings": [str(folder / "ann.csv")],
            "resamples": 50,
        },
    )
    ann = by_coder[by_coder["coder"] == "ann"].drop(columns="coder").reset_index(drop=True)
    pd.testing.assert_frame_equal(ann, alone["correction"])
    assert alone["correction-by-coder"].empty
    assert alone["agreement"].empty
    assert alone["dissents"].empty
    assert coder_findings(alone["correction-by-coder"]) == []
    beside = coders_beside(study["correction"], by_coder)
    assert list(beside)[3:] == ["by the model", "corrected by all", "by ann", "by ben"]
    assert not beside.duplicated(["category", "of"]).any()
    assert len(beside) == len(estimates_beside(study["correction"]))
    assert (beside["by ann"] != beside["by ben"]).any()
    (said,) = coder_findings(by_coder)
    told = by_coder[
        (by_coder["comparison"] == "difference") & (by_coder["estimate"] == "corrected")
    ]
    values = told.pivot_table("value", "category", "coder")
    widest = (values["ann"] - values["ben"]).abs().idxmax()
    named = [f"{100 * values.loc[widest, coder]:.1f}".replace("-", "−") for coder in values]
    assert f"{named[0]} by ann, {named[1]} by ben" in said
