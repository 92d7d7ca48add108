"""From a study over its sample and the codings to corrected numbers, every measure."""

import numpy as np
import pytest

from analysis.errors import FramingError
from analysis.validity import (
    MEASURANDS,
    assumed_for,
    correction,
    counts_of_measure,
    errors_of,
    forecast,
    sample_of,
    unit_of,
)
from tests.validity.studies import coded, small_study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return small_study(tmp_path_factory.mktemp("corpus"))


@pytest.mark.parametrize("measure", MEASURANDS)
def test_where_people_agree_with_the_model_nothing_is_corrected(study, measure):
    sample = sample_of(study, measure, per_outlet=4)
    counts = counts_of_measure(study, measure, sample, coded(sample.items))
    assert (counts["n"] == counts["coded_n"]).all()
    assert (counts["total"] == counts["coded_total"]).all()
    found = correction(counts, unit=unit_of(measure)).set_index(
        ["category", "comparison", "of", "estimate"]
    )
    values = found["value"].unstack()
    assert values["corrected"].to_numpy() == pytest.approx(
        values["uncorrected"].to_numpy(), nan_ok=True
    )
    assert set(found["unit"]) == {unit_of(measure)}


def test_the_counts_are_those_of_the_tables(study):
    counts = counts_of_measure(study, "speakers")
    patterns = study["patterns"]
    theirs = patterns[(patterns["measure"] == "kind") & (patterns["total"] > 0)]
    theirs = theirs.set_index(["category", "outlet"])["value"]
    sums = counts.groupby(["category", "outlet"])[["n", "total"]].sum()
    ours = sums["n"] / sums["total"]
    for key, value in theirs.items():
        assert ours[key] == pytest.approx(value)
    voice = counts_of_measure(study, "voice").groupby(["category", "outlet"])[["n", "total"]].sum()
    own = patterns[(patterns["measure"] == "voice") & (patterns["category"] == "quoted")]
    for row in own.itertuples():
        assert tuple(voice.loc[("quoted", row.outlet)]) == pytest.approx((row.n, row.total))


def test_what_people_say_otherwise_is_corrected_and_its_error_told(study):
    sample = sample_of(study, "acts", per_outlet=4)

    def answer(row):
        if row.label == "neutral" and row.article in ("=a0", "a2", "a4", "a6"):
            return "accept", "assertive"
        return "accept", row.label

    codings = coded(sample.items, answer=answer)
    found = correction(counts_of_measure(study, "acts", sample, codings))
    own = found[(found["comparison"] == "outlet") & (found["category"] == "neutral")]
    values = own.set_index(["of", "estimate"])["value"]
    assert values["Post", "corrected"] == pytest.approx(0, abs=1e-9)
    assert values["Globe", "corrected"] == pytest.approx(values["Globe", "uncorrected"])
    errors = errors_of(sample.items, codings, sample.drawn, random=np.random.default_rng(0))
    label = errors.confusion
    label = label[(label["outlet"] == "Post") & (label["by_model"] == "neutral")]
    assert label["by_coder"].tolist() == ["assertive"]


def test_a_forecast_needs_no_codings(study):
    found = forecast(
        counts_of_measure(study, "loaded"), error=assumed_for("loaded"), unit=unit_of("loaded")
    )
    assert found["of"].unique().tolist() == ["Globe - Post"]
    assert np.isfinite(found["width"]).all()


def test_a_sample_of_something_else_is_refused(study, tmp_path):
    sample = sample_of(study, "acts", per_outlet=4)
    with pytest.raises(FramingError, match="the sample is of 'acts'; give one of 'voice'"):
        counts_of_measure(study, "voice", sample, coded(sample.items))
    sample.about["corpus_digest"] = "sha256:0"
    with pytest.raises(FramingError, match="give the corpus that it was drawn from"):
        counts_of_measure(study, "acts", sample, coded(sample.items))
