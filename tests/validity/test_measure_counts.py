"""From a study over its sample and the codings to corrected numbers, every measure."""

import numpy as np
import pandas as pd
import pytest

from analysis.coding import coding_sheet
from analysis.corpus import read_corpus
from analysis.errors import FramingError
from analysis.measures.comparison.shared_quotations import shared_quotations
from analysis.study import Study
from analysis.validity import (
    MEASURANDS,
    assumed_for,
    coded_counts,
    correction,
    counts_of_measure,
    error_assumed,
    errors_of,
    forecast,
    items_of,
    read_draw,
    sample_of,
    unit_of,
    write_sample,
)
from analysis.validity.measure_counts import LOADED_IN
from analysis.validity.strata import draw, strata_of
from tests.tiny import ARTICLES
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
    found = correction(counts, unit=unit_of(measure))
    key = ["category", "comparison", "of"]
    few = (
        found["comparison"] == "difference within events"
    )  # four articles of each outlet: no number
    assert found.loc[few & (found["estimate"] == "corrected"), "value"].isna().all()
    values = found[~few].pivot_table("value", key, "estimate", dropna=False)
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


def test_loaded_words_are_counted_in_each_voice_as_the_report_counts_them(study):
    counts = counts_of_measure(study, "loaded")
    sums = counts.groupby(["category", "outlet"])[["n", "total"]].sum()
    patterns = study["loaded-outlet"]
    theirs = patterns[patterns["measure"] == "loaded words, model"]
    told = {LOADED_IN.get(row.category): row for row in theirs.itertuples() if row.outlet == "Post"}
    assert set(LOADED_IN.values()) <= set(told)
    assert sums["n"].sum() > 0
    for category in LOADED_IN.values():
        row = told[category]
        assert tuple(sums.loc[(category, "Post")]) == (row.n, row.total)


def test_a_loaded_word_that_a_coder_adds_counts_in_the_voice_it_stands_in(study):
    sample = sample_of(study, "loaded", per_outlet=4)
    codings = coded(sample.items)
    article = sample.drawn["article"].iloc[1]
    text = sample.texts.set_index("id").loc[article, "text"]
    start = text.index("shame")  # within a quotation
    row = codings.iloc[0].to_dict() | {
        "item": f"{article}:+1", "article": article, "field": "text", "start": start,
        "end": start + 5, "answer": "add", "label": "",
    }  # fmt: skip
    before = counts_of_measure(study, "loaded", sample, codings)
    more = pd.concat([codings, pd.DataFrame([row])], ignore_index=True)
    after = counts_of_measure(study, "loaded", sample, more)
    grown = (after["coded_n"] - before["coded_n"])[after["article"] == article]
    by = dict(zip(after.loc[grown.index, "category"], grown, strict=True))
    assert by["loaded words, quoted"] == by["loaded words in any voice"] == 1
    assert by["loaded words in the outlet's own voice"] == by["loaded words, paraphrased"] == 0


def added(sample, article, field, start, end):
    """Return codings of a sample in which a coder has added one span."""
    codings = coded(sample.items)
    row = codings.iloc[0].to_dict() | {
        "item": f"{article}:new-1", "article": article, "field": field, "start": start, "end": end,
        "answer": "add", "label": "",
    }  # fmt: skip
    return pd.concat([codings, pd.DataFrame([row])], ignore_index=True)


def test_what_coders_add_outside_the_sections_that_are_counted_is_left_out(study):
    sample = sample_of(study, "attributions", per_outlet=4)
    assert sample.about["sections"] == ["body"]
    before = counts_of_measure(study, "attributions", sample, coded(sample.items))
    in_headline = added(sample, "a1", "title", 0, 5)
    after = counts_of_measure(study, "attributions", sample, in_headline)
    pd.testing.assert_frame_equal(after, before)
    in_body = added(sample, "a1", "text", 4, 11)
    grown = counts_of_measure(study, "attributions", sample, in_body)["coded_n"] - before["coded_n"]
    assert grown.sum() == 1
    both = study.with_values({"sections": ["headline", "body"]})
    with pytest.raises(FramingError, match="of the sections body, not of headline, body; give the"):
        counts_of_measure(both, "attributions", sample, in_body)
    wide = sample_of(both, "attributions", per_outlet=4)
    codings = added(wide, "a1", "title", 0, 5)
    counts = counts_of_measure(both, "attributions", wide, codings)
    assert counts["coded_n"].sum() == counts["n"].sum() + 1


def test_shared_passages_are_judged_as_pairs_and_lead_from_both_sides(tmp_path):
    tiny = Study(read_corpus(ARTICLES))
    items = items_of(tiny, "shared")
    pairs = shared_quotations(tiny["shared-passages"], tiny["event-articles"], sure="low")
    assert len(items) == 2 * len(pairs) > 0
    assert sorted(items["beside"]) == sorted([*pairs["text_a"], *pairs["text_b"]])
    sure = items["label"] == "same utterance"
    assert (items.loc[sure, "score"] >= 0.7).all()
    assert (items.loc[~sure, "score"] < 0.7).all()
    sample = sample_of(tiny, "shared", per_outlet=12)
    write_sample(sample, tmp_path / "sample")
    read = read_draw(tmp_path / "sample")
    assert read.items["beside"].tolist() == sample.items["beside"].tolist()
    sheet = coding_sheet(tmp_path / "sample", kind=".csv").decode()
    assert "sentence,compared with,model" in sheet.splitlines()[0]
    # people call every pair another utterance: the corrected rate of shared passages is 0
    codings = coded(sample.items, answer=lambda row: ("accept", "another utterance"))
    found = correction(counts_of_measure(tiny, "shared", sample, codings), unit=unit_of("shared"))
    own = found[(found["category"] == "same utterance") & (found["comparison"] == "outlet")]
    values = own.pivot_table("value", "of", "estimate")
    assert (values["uncorrected"] > 0).all()
    assert values["gold only"].tolist() == [0, 0]


def test_the_error_taken_for_shared_passages_is_what_their_probabilities_say(tmp_path):
    tiny = Study(read_corpus(ARTICLES))
    items = items_of(tiny, "shared")
    right = [max(score, 1 - score) if score >= 0.7 else 1 - score for score in items["score"]]
    assert error_assumed(tiny, "shared").labels == pytest.approx(np.mean(right))
    assert error_assumed(tiny, "acts") == assumed_for("acts")


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


def test_over_many_draws_the_corrected_number_is_right_on_average():
    """The whole way: strata, draw, codings, counts, correction; the truth is known of every article."""
    random = np.random.default_rng(8)
    rows = []
    for outlet, errs in (("p", 0.3), ("q", 0.05)):
        for k in range(60):
            doubt = random.random() < 0.3
            for n in range(1 + random.poisson(5)):
                truth = "x" if random.random() < 0.4 else "y"
                wrong = random.random() < errs * (2 if doubt else 0.5)
                label = {"x": "y", "y": "x"}[truth] if wrong else truth
                article = f"{outlet}{k:02}"
                rows.append(
                    (f"{article}:{n}", article, outlet, "text", n, n + 1, label, truth, doubt)
                )
    names = ["item", "article", "outlet", "field", "start", "end", "label", "truth", "doubt"]
    items = pd.DataFrame(rows, columns=names)
    articles = items[["article", "outlet"]].drop_duplicates(ignore_index=True)
    doubts = items.groupby("article")["doubt"].mean()
    strata = strata_of(items, articles.rename(columns={"article": "id"}), doubts)
    right = items[items["truth"] == "x"].groupby("outlet").size() / items.groupby("outlet").size()
    by_model = (
        items[items["label"] == "x"].groupby("outlet").size() / items.groupby("outlet").size()
    )
    found = []
    for seed in range(60):
        drawn = draw(strata, per_outlet=12, seed=seed)
        told = items[items["article"].isin(drawn["article"])].assign(label=lambda own: own["truth"])
        frame = articles.merge(drawn, on=["article", "outlet"], how="left")
        table = correction(coded_counts(items, coded(told), frame, labels=["x", "y"]))
        kept = (table["category"] == "x") & (table["estimate"] == "corrected")
        kept &= table["comparison"] == "difference"
        found.append(table.loc[kept, ["value", "low", "high"]].iloc[0].tolist())
    values, low, high = np.array(found).T
    truth, model = right["p"] - right["q"], by_model["p"] - by_model["q"]
    error = values.std() / 60**0.5
    assert abs(values.mean() - truth) < 3 * error < abs(model - truth)
    assert ((low <= truth) & (truth <= high)).mean() > 0.9
