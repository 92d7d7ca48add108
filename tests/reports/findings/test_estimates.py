"""Corrected numbers in the reports whose numbers they correct: the same as in the report on validity."""

import re

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.reports import estimates_beside
from analysis.reports.findings.validity import correction_findings
from analysis.study import Study
from analysis.validity import sample_of, write_sample
from analysis.validity.correction import correction
from tests.conftest import ROOT
from tests.execution import executed, page_of
from tests.tiny import ARTICLES
from tests.validity.studies import coded
from tests.validity.test_correction import table_of
from tests.validity.test_rectifier import drawn

NOTEBOOKS = {path.stem[3:]: path for path in ROOT.glob("notebooks/[0-9]*.ipynb")}


def reject_some(row):
    """People find that the model is wrong about one item in three."""
    return ("reject", "") if int(row.item.rpartition(":")[2]) % 3 == 0 else ("accept", row.label)


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """For two measures a sample with codings, as the parameters of a report; a column event in the corpus."""
    folder = tmp_path_factory.mktemp("samples")
    table = pd.read_csv(ARTICLES)
    table.assign(event=table["id"].str[1:]).to_csv(folder / "articles.csv", index=False)
    study = Study(read_corpus(folder / "articles.csv"))
    given = {}
    for measure in ("speakers", "loaded"):
        draw = sample_of(study, measure, per_outlet=8, seed=1)
        write_sample(draw, folder / measure)
        file = folder / f"{measure}.csv"
        coded(draw.items, answer=reject_some).to_csv(file, index=False)
        given[measure] = {
            "corpus": str(folder / "articles.csv"),
            "sample": str(folder / measure),
            "codings": [str(file)],
            "resamples": 50,
        }
    return given


def shown(report, values, folder):
    known = {"corpus", "sample", "codings", "resamples"}
    if report != "attribution":
        known -= {"resamples"}
    values = {name: value for name, value in values.items() if name in known}
    out = folder / "figures"
    notebook = executed(NOTEBOOKS[report], values | {"out": str(out)}, folder)
    return " ".join(re.sub("<[^>]*>", " ", page_of(notebook, out)).split()), out


@pytest.mark.parametrize(
    ("report", "measure", "patterns", "number"),
    [
        ("attribution", "speakers", "patterns", ("kind", "", "government", "government")),
        (
            "loaded",
            "loaded",
            "loaded-outlet",
            ("loaded words, model", "outlet", "outlet", "loaded words in the outlet's own voice"),
        ),
    ],
)
def test_a_report_shows_its_numbers_corrected(samples, report, measure, patterns, number, tmp_path):
    values = samples[measure]
    said, out = shown(report, values, tmp_path)
    study = Study(read_corpus(values["corpus"]), {k: v for k, v in values.items() if k != "corpus"})
    told = study["correction"]
    written = pd.read_csv(out / "correction.csv", keep_default_na=False, na_values=[""])
    written["reason"] = written["reason"].fillna("")
    pd.testing.assert_frame_equal(written, told, check_dtype=False)
    # by the model it is the number that the report shows
    name, group, label, category = number
    own = study[patterns]
    row = own[(own["measure"] == name) & (own["group"] == group) & (own["category"] == label)]
    of = told[(told["category"] == category) & (told["comparison"] == "outlet")]
    by = of.set_index(["of", "estimate"])
    for outlet, value in zip(row["outlet"], row["value"], strict=True):
        assert by.loc[(outlet, "uncorrected"), "value"] == pytest.approx(value)
        assert by.loc[(outlet, "corrected"), "value"] != pytest.approx(value)
    # value and interval of the corrected number stand on the page
    scale = 100 if by["unit"].iloc[0] == "share" else 1
    right = by.loc[("Valley Post", "corrected")]
    value, low, high = (f"{scale * right[part]:.1f}" for part in ("value", "low", "high"))
    assert f"{value} ({low} to {high})" in said
    assert "by the model" in said
    assert "corrected." in said
    assert (out / "corrected.svg").exists()


def test_the_comparison_shows_them_within_events(samples, tmp_path):
    values = samples["speakers"]
    said, out = shown("comparison", values, tmp_path)
    told = pd.read_csv(out / "correction.csv")
    within = told[told["comparison"] == "difference within events"]
    assert within["value"].notna().any()
    assert "Harbour Herald less Valley Post, within events: " in said


def test_codings_of_another_measure_are_told_and_without_any_nothing_is(samples, tmp_path):
    said, out = shown("loaded", samples["speakers"], tmp_path)
    assert "The sample is of the measure speakers, which corrects no number of this report" in said
    assert "see the report attribution or comparison" in said
    assert not (out / "correction.csv").exists()
    silent = {"corpus": samples["speakers"]["corpus"]}
    said, out = shown("attribution", silent, tmp_path / "without")
    assert "orrected" not in said.replace("correct the file", "").partition("Method")[0]
    assert not (out / "correction.csv").exists()


def test_numbers_are_side_by_side_and_those_that_nobody_found_are_left_out(samples):
    values = samples["speakers"]
    study = Study(read_corpus(values["corpus"]), {k: v for k, v in values.items() if k != "corpus"})
    beside = estimates_beside(study["correction"])
    assert list(beside) == [
        "category", "of", "counted in", "by the model", "corrected", "gold only", "articles coded",
    ]  # fmt: skip
    assert "armed_group" not in set(beside["category"])
    row = beside[(beside["category"] == "government") & (beside["of"] == "Valley Post")].iloc[0]
    assert row["counted in"] == "percent"
    assert re.fullmatch(r"[\d.]+ \([\d.]+ to [\d.]+\)", row["corrected"])
    assert row["articles coded"] == 8


def test_where_too_few_events_are_coded_the_reason_stands_in_place_of_the_number():
    sides = ((drawn(1, error=0.5), "one"), (drawn(2, error=0.1), "two"))
    counts = pd.concat([table_of(*side, events=3) for side in sides], ignore_index=True)
    found = correction(counts)
    within = found[found["comparison"] == "difference within events"]
    reason = "3 events with coded articles of each outlet; 5 are needed"
    (row,) = estimates_beside(within).to_dict("records")
    assert row["corrected"] == f"no number: {reason}"
    assert row["by the model"].endswith("(3 events; 5 are needed)")
    assert correction_findings(within) == [
        f"Within events no number can be corrected by this sample: {reason} (numbers: 1)."
    ]
