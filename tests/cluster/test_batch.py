"""A batch is read as its articles are read alone, and as every report reads them."""

import json

import pandas as pd
import pytest

from analysis.cluster.batch import Text, batches, read, texts_of, usual_size
from analysis.corpus import read_corpus
from analysis.study import Study
from tests.cluster.places import files_in
from tests.tiny import ARTICLES

HOSTILE = [
    Text("../../a", "{{ title }}", "<b>", "{{ title }}\n\n“No \x00 end,” said\u2028Ada Moth."),
    Text(
        "b", "", "cos\nsystem\n(S'true'\ntR.", "cos\nsystem\n(S'true'\ntR. He said: “It is chaos”."
    ),
    Text("c", "", "", "."),
]


@pytest.fixture(scope="module")
def texts():
    return texts_of(read_corpus(str(ARTICLES)).articles)[:6]


def test_what_travels_is_the_id_and_what_the_models_read(texts):
    table = read_corpus(str(ARTICLES)).articles
    assert texts[0] == tuple(table.loc[0, ["id", "title", "author", "text"]])
    assert all(type(value) is str for text in texts for value in text)


def test_an_article_has_the_same_entries_whatever_stands_beside_it(texts):
    together = read([*reversed(texts), *HOSTILE], None)
    assert [answer.id for answer in together] == sorted(text.id for text in (*texts, *HOSTILE))
    alone = {text.id: read([text], None)[0] for text in (*texts, *HOSTILE)}
    assert {answer.id: answer for answer in together} == alone


def test_each_article_has_one_entry_of_each_model_with_its_own_places(texts):
    for answer, text in zip(read(texts, None), texts, strict=True):
        assert [entry.step for entry in answer.entries] == ["attributions", "loaded"]
        (grades,) = json.loads(answer.entries[1].body)
        ends = [end for _, end, _ in grades["words"]]
        assert max(ends) == len(text.text.rstrip())


def test_two_articles_with_one_text_have_both_their_answer():
    text = "“It is chaos,” said Ada Moth."
    first, second = read([Text("a", "", "", text), Text("b", "", "", text)], None)
    assert (first.id, second.id) == ("a", "b")
    assert first.entries == second.entries


def test_the_files_are_those_that_a_report_writes_and_reads(tmp_path, monkeypatch):
    corpus = read_corpus(str(ARTICLES))
    read(texts_of(corpus.articles), tmp_path / "ours")
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path / "reports"))
    Study(corpus)["loaded-word"]
    assert files_in(tmp_path / "ours") == files_in(tmp_path / "reports")


def test_what_is_kept_already_is_taken_from_there(tmp_path, texts):
    first = read(texts, tmp_path)
    files = files_in(tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
    assert read(texts, tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")} == times
    damaged = next(iter(tmp_path.rglob("*.json")))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert read(texts, tmp_path) == first
    assert files_in(tmp_path) == files


def test_batches_hold_every_text_once_in_order():
    texts = [Text(str(number), "", "", "x") for number in range(10)]
    cut = list(batches(texts, 4))
    assert [len(batch) for batch in cut] == [4, 4, 2]
    assert [text for batch in cut for text in batch] == texts


@pytest.mark.parametrize(
    ("articles", "workers", "size"),
    [(0, 2, 1), (24, 2, 3), (255, 2, 31), (10**6, 2, 32), (5, 0, 1)],
)
def test_a_small_corpus_is_cut_so_that_every_worker_has_a_share(articles, workers, size):
    assert usual_size(articles, workers) == size


def test_an_empty_table_has_no_texts():
    assert texts_of(pd.DataFrame(columns=["id", "title", "author", "text"])) == []
