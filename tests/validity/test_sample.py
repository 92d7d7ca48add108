"""A sample is drawn from a study, written whole, and read back as it was."""

import json
from datetime import UTC, datetime

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.coding import SampleError
from analysis.corpus.problems import UnreadableError
from analysis.errors import FramingError
from analysis.tables.places import texts_given
from analysis.validity.draws import read_draw, sample_of, write_sample
from analysis.validity.measurands import MEASURANDS, article_words, doubts_of, items_of
from tests.conftest import ROOT
from tests.validity.studies import small_study

TIME = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return small_study(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def drawn(study):
    return sample_of(study, "speakers", per_outlet=3, seed=2, created=TIME)


@pytest.mark.parametrize("measure", MEASURANDS)
def test_every_item_stands_at_its_place_inside_its_sentence(study, measure):
    items = items_of(study, measure)
    articles = study["articles"]
    texts = dict(zip(articles["id"], texts_given(articles), strict=True))
    assert len(items) >= 8
    for row in items.itertuples():
        text = texts[row.article]
        assert 0 <= row.context_start <= row.start < row.end <= row.context_end <= len(text)
        assert text[row.start : row.end].strip()
        assert row.label in (MEASURANDS[measure].labels or ("",))
    assert items["item"].is_unique


def test_items_are_what_the_measure_counts(study):
    items = items_of(study, "speakers")
    tallies = study["tallies"]
    theirs = tallies[(tallies["measure"] == "kind") & (tallies["n"] > 0)]
    theirs = theirs.groupby(["article", "category"])["n"].sum()
    ours = items.groupby(["article", "label"]).size()
    assert ours.to_dict() == theirs.to_dict()
    loaded = study["loaded-article"]
    rate = loaded[(loaded["measure"] == "loaded words, model")]
    assert len(items_of(study, "loaded")) == rate["n"].sum()
    assert article_words(study).sum() == rate["total"].sum()


def test_what_list_and_model_say_differently_is_a_share(study):
    for measure in MEASURANDS:
        assert doubts_of(study, measure).between(0, 1).all()
    assert doubts_of(study, "loaded").max() > 0


def test_a_sample_read_back_is_as_it_was(drawn, tmp_path):
    write_sample(drawn, tmp_path / "sample")
    read = read_draw(tmp_path / "sample")
    assert read.about == drawn.about
    for name in ("drawn", "items", "texts"):
        pd.testing.assert_frame_equal(getattr(read, name), getattr(drawn, name), check_dtype=False)
    assert sorted(path.name for path in (tmp_path / "sample").iterdir()) == [
        "articles.jsonl", "items.csv", "sample.json",
    ]  # fmt: skip
    assert set(drawn.items["article"]) <= set(drawn.drawn["article"]) == set(drawn.texts["id"])


def test_the_same_seed_gives_the_same_bytes(study, drawn, tmp_path):
    again = sample_of(study, "speakers", per_outlet=3, seed=2, created=TIME)
    for name, one in (("a", drawn), ("b", again)):
        write_sample(one, tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_folder_that_holds_something_else_is_refused_and_left_alone(drawn, tmp_path):
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample/thesis.txt").write_text("mine")
    with pytest.raises(UnreadableError, match="exists already"):
        write_sample(drawn, tmp_path / "sample")
    assert [path.name for path in tmp_path.rglob("*")] == ["sample", "thesis.txt"]


def test_a_sample_that_cannot_be_written_leaves_nothing(drawn, tmp_path, monkeypatch):
    about = {**drawn.about, "seed": object()}
    with pytest.raises(TypeError):
        write_sample(type(drawn)(about, drawn.drawn, drawn.items, drawn.texts), tmp_path / "sample")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "items.csv").unlink(), r"items\.csv: No such file"),
        (lambda folder: (folder / "sample.json").write_text("{"), "no JSON"),
        (lambda folder: (folder / "sample.json").write_text("{}"), "lacks 'measure'"),
        (
            lambda folder: (folder / "articles.jsonl").write_text("{}\n"),
            r"are not those that sample\.json was written with",
        ),
    ],
)
def test_a_sample_that_was_changed_is_refused(drawn, tmp_path, change, message):
    write_sample(drawn, tmp_path / "sample")
    change(tmp_path / "sample")
    with pytest.raises(SampleError, match=message):
        read_draw(tmp_path / "sample")


ABSENT = object()
ROWS = [
    ("probability", ABSENT, r"row 2, probability: None; expected a number above 0 and at most 1"),
    ("probability", "high", r"row 2, probability: 'high'; expected a number above 0"),
    ("probability", "0.5", r"row 2, probability: '0\.5'; expected a number"),
    ("probability", float("nan"), r"row 2, probability: nan; expected a number"),
    ("probability", 0, r"row 2, probability: 0; expected a number above 0"),
    ("probability", 1.5, r"row 2, probability: 1\.5; expected a number above 0 and at most 1"),
    ("probability", True, r"row 2, probability: True; expected a number"),
    ("outlet", ABSENT, r"row 2, outlet: None; expected a text"),
    ("article", "other", r"row 2, article: 'other'; expected an article of articles\.jsonl"),
]


@pytest.mark.parametrize(("name", "value", "said"), ROWS)
def test_a_row_of_the_draw_that_cannot_be_right_is_named(drawn, tmp_path, name, value, said):
    write_sample(drawn, tmp_path / "sample")
    file = tmp_path / "sample" / "sample.json"
    about = json.loads(file.read_text("utf-8"))
    row = about["articles"][1]
    if value is ABSENT:
        del row[name]
    else:
        row[name] = value
    file.write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(SampleError, match=rf"sample\.json, articles, {said}"):
        read_draw(tmp_path / "sample")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({}, r"articles: \{\}; expected a list"),
        (["a"], r"articles, row 1: 'a'; expected article, outlet, stratum, probability"),
        ([], r"of articles\.jsonl is missing; draw again"),
    ],
)
def test_a_list_of_the_draw_that_cannot_be_right_is_named(drawn, tmp_path, rows, said):
    write_sample(drawn, tmp_path / "sample")
    file = tmp_path / "sample" / "sample.json"
    about = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**about, "articles": rows}), encoding="utf-8")
    with pytest.raises(SampleError, match=said):
        read_draw(tmp_path / "sample")


def test_an_unknown_measure_is_named_beside_the_known_ones(study):
    with pytest.raises(
        FramingError, match="no measure 'mood' can be coded; there are attributions"
    ):
        sample_of(study, "mood", per_outlet=3)


def framing(*words):
    return CliRunner().invoke(main, ["sample", *map(str, words)])


def test_the_command_draws_a_sample(tmp_path):
    out = tmp_path / "sample"
    done = framing(
        ROOT / "seeds", "--measure", "acts", "--per-outlet", 2, "--out", out, "-p", "seed=5"
    )
    assert (done.exit_code, done.stderr) == (0, "")
    read = read_draw(out)
    assert read.about["seed"] == 5
    assert (
        done.stdout
        == f"{out}: 2 of 2 articles drawn from 2 outlets, {len(read.items)} items to answer\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--measure", "mood", "--per-outlet", 2], "no measure 'mood' can be coded"),
        (["--measure", "acts", "--per-outlet", 1], "is not in the range x>=2"),
        (["--measure", "acts", "--per-outlet", 2, "-p", "seed=x"], "seed"),
    ],
)
def test_the_command_refuses_what_it_cannot_do_before_it_writes(tmp_path, words, message):
    done = framing(ROOT / "seeds", *words, "--out", tmp_path / "sample")
    assert done.exit_code == 2
    assert message in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_command_foretells_how_sure_a_correction_will_be(tmp_path):
    words = ["--measure", "loaded", "--per-outlet", 2, "--out", tmp_path / "sample"]
    done = framing(ROOT / "seeds", *words, "--forecast", tmp_path / "widths.csv")
    assert done.exit_code == 0
    table = pd.read_csv(tmp_path / "widths.csv")
    every = table[table["category"] == "loaded words in any voice"]
    assert every["coded_articles"].tolist() == [2]  # no outlet has more
    assert every["all_of"].tolist() == ["both"]
    assert len(table) == 4  # in each voice, too
    assert table["error"].str.startswith("card of the model (words, F1): precision 0.59").all()


def test_the_command_writes_over_nothing(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = framing(ROOT / "seeds", "--measure", "acts", "--per-outlet", 2, "--out", tmp_path)
    assert done.exit_code == 2
    assert "exists already" in done.stderr
