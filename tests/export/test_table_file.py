import csv
import json
import resource
import signal
import subprocess
import sys

import pandas as pd
import pytest

from analysis.corpus import CorpusError, read_corpus
from analysis.export import table_file
from analysis.export.table_file import export_table
from analysis.parameters import ParameterError
from analysis.recipes import tables
from analysis.study import Study
from tests.conftest import ROOT
from tests.projects import PATIENT

FOLDER = ROOT / "tests" / "reference"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    file = tmp_path_factory.mktemp("corpus") / "corpus.csv"
    texts = {
        name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in ("column", "wire")
    }
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "outlet", "text", "date", "=cmd"])
        for name, text in texts.items():
            paragraphs = [line for line in text.split("\n") if line.strip()]
            for k, paragraph in enumerate(paragraphs):
                writer.writerow([f"{name}{k}", f"={name}", paragraph, "2016-12-14", "-1"])
    return str(file)


@pytest.fixture(scope="module")
def studies():
    """The studies made so far, by their corpus and their settings."""
    return {}


@pytest.fixture
def one_study(studies, monkeypatch):
    """Exports with the same settings go on with one study: how a table is written needs it made once."""

    def study_of(corpus, values):
        told = json.dumps([corpus.digest, values], sort_keys=True)
        return studies.setdefault(told, Study(corpus, values))

    monkeypatch.setattr(table_file, "Study", study_of)


def exported(table, corpus, out, *assignments):
    export_table(table, assignments, {"corpus": corpus}, out)
    return out


def test_attributions_as_json_lines_are_one_article_a_line(corpus, tmp_path):
    read = read_corpus(corpus).articles
    rows = pd.read_parquet(exported("attributions", corpus, tmp_path / "t.parquet"))
    lines = exported("attributions", corpus, tmp_path / "t.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert [line["id"] for line in told] == read["id"].tolist()
    assert [line["text"] for line in told] == read["text"].tolist()
    assert any(line["attributions"] == [] for line in told)
    given = {
        (line["id"], one["id"]): (line["text"], one)
        for line in told
        for one in line["attributions"] + line["nested"]
    }
    assert len(given) == len(rows) > 5
    for row in rows.to_dict("records"):
        text, one = given[row["article"], row["id"]]
        assert one["speaker"] == row["speaker"]
        assert one.get("parent", "") == row["parent"]
        for role in ("source", "cue", "content"):
            assert one[role] == json.loads(row[role])
            assert " ... ".join(text[a:b] for a, b in one[role]) == row[f"{role}_text"]


def test_loaded_sentences_as_json_lines_hold_their_words(corpus, tmp_path):
    texts = read_corpus(corpus).articles.set_index("id")["text"]
    hits = pd.read_parquet(exported("loaded-word", corpus, tmp_path / "w.parquet"))
    rows = pd.read_parquet(exported("loaded-sentence", corpus, tmp_path / "s.parquet"))
    lines = exported("loaded-sentence", corpus, tmp_path / "t.jsonl").read_text().splitlines()
    told = [json.loads(line) for line in lines]
    assert [line["id"] for line in told] == [
        f"{row.article}#{row.number}" for row in rows.itertuples()
    ]
    for name, lexicon in (("loaded", "loaded"), ("words", "model")):
        found = hits[(hits["lexicon"] == lexicon) & ~hits["negated"]]
        assert sum(len(line[name]) for line in told) == len(found) > 20
        kept = {texts[line["article"]][a:b] for line in told for a, b, _ in line[name]}
        assert kept == set(found["text"])
    for line, row in zip(told, rows.to_dict("records"), strict=True):
        assert sum(line["voices"].values()) == pytest.approx(1, abs=0.001) or not line["n_words"]
        assert line["lexicon_score"] == pytest.approx(row["lexicon_score"], abs=1e-6)
        for name in ("score", "own_score"):
            assert line[name] == pytest.approx(row[name], abs=1e-6)
        places = [*line["loaded"], *line["words"]]
        assert all(line["start"] <= start < end <= line["end"] for start, end, _ in places)
        none = 1.0
        for *_, weight in line["loaded"]:
            none *= 1 - weight
        assert line["lexicon_score"] == pytest.approx(1 - none, abs=1e-6)


OWN_FORM = ("attributions", "loaded-sentence")


@pytest.mark.usefixtures("one_study")
@pytest.mark.parametrize("table", [name for name in tables() if name not in OWN_FORM])
def test_every_table_is_the_same_in_all_three_formats(table, corpus, tmp_path):
    kept, rows = export_table(table, [], {"corpus": corpus}, tmp_path / "t.parquet")
    whole = pd.read_parquet(tmp_path / "t.parquet")
    assert len(whole) == rows
    assert len(kept.articles) > 10
    lines = exported(table, corpus, tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line, parse_constant=pytest.fail) for line in lines]
    assert all(list(row) == list(whole) for row in told)
    with exported(table, corpus, tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        header, *cells = csv.reader(file, strict=True)
    assert header == [name.replace("=cmd", "'=cmd") for name in whole]
    for kept_values, row, written in zip(whole.itertuples(index=False), told, cells, strict=True):
        for value, plain, cell in zip(kept_values, row.values(), written, strict=True):
            assert_same(value, plain, cell)


def assert_same(value, plain, cell):
    if isinstance(value, str):
        assert plain == value
        assert cell.removeprefix("'") == value.removeprefix("'")
        assert cell[:1] not in tuple("=+-@")
    elif isinstance(value, bool):
        assert (plain, cell) == (value, str(value))
    elif pd.isna(value):
        assert (plain, cell) == (None, "")
    elif isinstance(value, pd.Timestamp):
        assert plain == cell == value.strftime("%Y-%m-%d")
    else:
        assert float(plain) == float(cell) == value


def test_counts_are_those_of_the_words(corpus, tmp_path):
    options = ["stop=off", "min_count=1"]
    counts = pd.read_parquet(exported("frequencies", corpus, tmp_path / "c.parquet", *options))
    words = pd.read_parquet(exported("words", corpus, tmp_path / "w.parquet"))
    outlet = read_corpus(corpus).articles.set_index("id")["outlet"]
    expected = words.assign(outlet=words["article"].map(outlet)).groupby(["outlet", "word"]).size()
    found = counts.set_index(["outlet", "term"])["n"].sort_index()
    assert found.to_dict() == expected.to_dict()


def test_parameters_and_columns_reach_the_table(corpus, tmp_path):
    one = pd.read_parquet(exported("articles", corpus, tmp_path / "a.parquet", 'outlets=["=wire"]'))
    assert set(one["outlet"]) == {"=wire"}
    phrases = pd.read_parquet(
        exported(
            "frequencies", corpus, tmp_path / "p.parquet", "ngram=2", "min_count=2", "stop=off"
        )
    )
    assert all(" " in term for term in phrases["term"])
    sides = pd.read_parquet(
        exported("keyness", corpus, tmp_path / "k.parquet", "outlet==wire", "min_count=2")
    )
    assert set(sides["target"]) == {"=wire"}
    assert set(sides["reference"]) == {"=column"}


def test_the_same_export_gives_the_same_bytes(corpus, tmp_path):
    options = ["interval=articles", "resamples=20"]
    one, other = (
        exported("keyness", corpus, tmp_path / name, *options).read_bytes()
        for name in ("a.parquet", "b.parquet")
    )
    assert one == other


@pytest.mark.parametrize(
    ("table", "assignments", "out", "said"),
    [
        (
            "nouns",
            [],
            "t.csv",
            r"unknown table 'nouns'; there are agency, agency-article, .*words",
        ),
        ("words", [], "t.xlsx", r"'t\.xlsx' ends with '\.xlsx'; give \.csv, \.jsonl, \.parquet"),
        ("words", [], "t", r"'t' ends with ''; give"),
        (
            "frequencies",
            ["ngrams=2"],
            "t.csv",
            r"unknown parameter 'ngrams' \(did you mean ngram\?\)",
        ),
        ("frequencies", ["ngram=4"], "t.csv", "ngram is 4; phrases of 1, 2 or 3 words"),
        ("frequencies", ["seed"], "t.csv", "'seed' is not NAME=VALUE"),
        ("frequencies", ["resamples=0"], "t.csv", "resamples is 0"),
        (
            "frequencies",
            ["resamples=1000000000"],
            "t.csv",
            "resamples is 1000000000; give a number from 1",
        ),
        (
            "keyness",
            ["outlet=wire"],
            "t.csv",
            r"no outlet 'wire' in the corpus; it has '=column', '=wire'",
        ),
        (
            "keyness",
            ["sections=caption", "outlet==wire"],
            "t.csv",
            "'=wire' has no words in the sections",
        ),
        ("frequencies", ["stop=/nowhere.txt"], "t.csv", "/nowhere.txt"),
        ("trends", ["window=3"], "t.csv", "'trends' does not depend on 'window'; it depends on"),
    ],
)
def test_what_is_impossible_is_refused_with_what_is_possible(
    corpus, tmp_path, table, assignments, out, said
):
    with pytest.raises(ParameterError, match=said):
        exported(table, corpus, tmp_path / out, *assignments)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(corpus, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.csv").mkdir()
    for out in (tmp_path / "file" / "t.csv", tmp_path / "folder.csv"):
        with pytest.raises(ParameterError, match=f"cannot write {out}: "):
            exported("outlets", corpus, out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.csv"]


def test_a_broken_corpus_is_told_row_by_row(tmp_path):
    file = tmp_path / "c.csv"
    file.write_text("id,outlet,text\n1,,x\n2,b,\n")
    with pytest.raises(CorpusError) as failure:
        exported("words", str(file), tmp_path / "t.csv")
    assert len(str(failure.value).splitlines()) == 2


def test_a_full_disk_leaves_the_old_file(corpus, tmp_path):
    out = exported("outlets", corpus, tmp_path / "t.csv")
    old = out.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(ParameterError, match="File too large"):
            exported("words", corpus, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert out.read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


KILLED = """
import os, signal, sys
from pathlib import Path
opened = Path.open
class Half:
    def __init__(self, file):
        self.file = file
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.file.close()
    def writelines(self, parts):
        content = b"".join(parts)
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
def half(self, mode="r", *more, **named):
    file = opened(self, mode, *more, **named)
    return Half(file) if mode == "wb" else file
Path.open = half
from analysis.export.table_file import export_table
export_table("words", [], {"corpus": sys.argv[1]}, Path(sys.argv[2]))
"""


def test_a_kill_in_the_middle_of_writing_leaves_the_old_file(corpus, tmp_path):
    out = exported("outlets", corpus, tmp_path / "t.csv")
    old = out.read_bytes()
    command = [sys.executable, "-c", KILLED, corpus, str(out)]
    ended = subprocess.run(command, cwd=ROOT, check=False, timeout=PATIENT)
    assert ended.returncode == -signal.SIGKILL
    assert out.read_bytes() == old
    exported("words", corpus, out)
    assert len(out.read_bytes().splitlines()) > len(old.splitlines())


@pytest.mark.usefixtures("one_study")
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_attributions_are_the_same_rows_in_tables_and_lines(ending, corpus, tmp_path):
    kept, number = export_table("attributions", [], {"corpus": corpus}, tmp_path / "t.parquet")
    whole = pd.read_parquet(tmp_path / "t.parquet")
    assert number == len(whole)
    out = exported("attributions", corpus, tmp_path / f"t.{ending}")
    if ending == "csv":
        with out.open(encoding="utf-8", newline="") as file:
            header, *cells = csv.reader(file, strict=True)
        assert header == list(whole)
        rows = zip(whole.itertuples(index=False), cells, strict=True)
        for values, written in rows:
            for value, cell in zip(values, written, strict=True):
                plain = cell.removeprefix("'")
                assert plain == str(value).removeprefix("'") or float(cell) == value
        return
    lines = [json.loads(line) for line in out.read_text("ascii").splitlines()]
    assert len(lines) == len(kept.articles)
    told = sum(len(line["attributions"]) + len(line["nested"]) for line in lines)
    assert told == number


SEEDS = {
    "attributions": "attributions",
    "concentration": "concentration",
    "patterns": "patterns",
    "speakers-across": "speakers-across",
}


@pytest.mark.usefixtures("one_study")
@pytest.mark.parametrize("table", SEEDS)
def test_the_export_of_the_seeds_is_the_file_of_the_committed_report(table, tmp_path):
    ours = exported(table, str(ROOT / "seeds"), tmp_path / "t.csv").read_bytes()
    assert ours == (ROOT / f"figures/attribution/default/{SEEDS[table]}.csv").read_bytes()


def test_speakers_are_those_of_the_sections_that_were_asked_for(tmp_path):
    file = tmp_path / "c.csv"
    said = "The bridge is safe, Mayor Lena Ortiz said on Monday.\n\n"
    rain = "It rained all day on the coast and the river stood high.\n\n"
    file.write_text(f'id,outlet,text\n1,a,"{said}{rain}"\n2,b,"{said}{rain}"\n', encoding="utf-8")
    for sections, outlets in (("headline", set()), ("headline,body", {"a", "b"})):
        out = exported("speakers-across", str(file), tmp_path / "s.parquet", f"sections={sections}")
        assert set(pd.read_parquet(out)["outlet"]) == outlets


def test_voices_of_the_seeds_hold_every_character_once(tmp_path):
    seeds = read_corpus(str(ROOT / "seeds")).articles.set_index("id")["text"]
    voices = pd.read_parquet(exported("voices", str(ROOT / "seeds"), tmp_path / "v.parquet"))
    for article, rows in voices.groupby("article"):
        pieces = [seeds[article][a:b] for a, b in zip(rows["start"], rows["end"], strict=True)]
        assert "".join(pieces) == seeds[article]
    assert set(voices["article"]) == set(seeds.index)
