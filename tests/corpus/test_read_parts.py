"""A corpus in parts, or read some rows at a time, is the corpus that it is in one file, errors included."""

import gzip
import json

import pandas as pd
import pytest

from analysis import texts
from analysis.corpus import CorpusError, formats, read_corpus
from analysis.corpus.subset import select_outlets

OUTLETS = ("Herald", "Post", "Post ", "Tribune")
ROWS = [
    {
        "id": f"a{n * 7919 % 100:02d}",
        "outlet": OUTLETS[n % 4],
        "date": f"2016-12-{n % 28 + 1:02d}",
        "title": f"The “title” {n}" if n % 3 else "",
        "text": f"Article {n} says “yes”,\nand goes on, and on.\n" * (n % 5 + 1),
        "section": "Politics" if n % 2 else "",
    }
    for n in range(40)
]


def write(rows, file):
    plain = file.name.removesuffix(".gz")
    table = pd.DataFrame(rows)
    if plain.endswith(".jsonl"):
        content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    elif plain.endswith(".parquet"):
        content = table.to_parquet(index=False)
    else:
        content = table.to_csv(index=False, sep="\t" if plain.endswith(".tsv") else ",").encode()
    file.write_bytes(gzip.compress(content) if file.name.endswith(".gz") else content)
    return file


def in_parts(rows, folder, ending, size=9):
    folder.mkdir()
    for n, first in enumerate(range(0, len(rows), size)):
        write(rows[first : first + size], folder / f"part-{n:05d}{ending}")
    return folder


@pytest.fixture
def few_at_once(monkeypatch):
    """Read three rows at a time, and keep no text in memory."""
    monkeypatch.setattr(formats, "ROWS", 3)
    monkeypatch.setattr(formats, "BATCH", 2)
    monkeypatch.setattr(texts, "IN_MEMORY", 1)
    monkeypatch.setattr(texts, "_AT_ONCE", 4)


ENDINGS = (".csv", ".tsv", ".jsonl", ".parquet", ".csv.gz", ".jsonl.gz", ".parquet.gz")


def found_in(source, **how):
    """Return articles, digest, rows left out and problems without the names of files."""
    try:
        corpus = read_corpus(source, **how)
    except CorpusError as error:
        return error.problems.drop(columns="file").to_dict("records")
    return (
        corpus.articles.to_dict("list"),
        corpus.digest,
        corpus.left_out,
        corpus.problems.drop(columns="file").to_dict("records"),
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_corpus_is_the_same_in_one_file_and_in_parts(tmp_path, ending):
    whole = read_corpus(write(ROWS, tmp_path / f"whole{ending}"))
    parts = read_corpus(in_parts(ROWS, tmp_path / "parts", ending))
    assert parts.digest == whole.digest
    assert len(parts.articles) == len(ROWS)
    pd.testing.assert_frame_equal(parts.articles, whole.articles)


@pytest.mark.parametrize("ending", ENDINGS)
def test_reading_some_rows_at_a_time_changes_nothing(tmp_path, ending, request):
    file = write(ROWS, tmp_path / f"whole{ending}")
    at_once = found_in(file)
    request.getfixturevalue("few_at_once")
    assert found_in(file) == at_once
    assert isinstance(read_corpus(file).articles["text"].array, texts.TextArray)


def with_errors():
    rows = [dict(row) for row in ROWS]
    rows[5]["outlet"] = " "
    rows[17]["id"] = rows[2]["id"]
    rows[23]["date"] = "2016-13-45"
    rows[31]["text"] = " \n"
    rows[38]["text"] = "It\u00e2\u20ac\u2122s late."  # a warning
    return rows


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("skip_bad", [False, True])
def test_errors_are_the_same_some_rows_at_a_time(tmp_path, ending, skip_bad, request):
    file = write(with_errors(), tmp_path / f"whole{ending}")
    at_once = found_in(file, skip_bad=skip_bad)
    request.getfixturevalue("few_at_once")
    assert found_in(file, skip_bad=skip_bad) == at_once
    assert len(at_once[3] if skip_bad else at_once) >= 6


BROKEN = {
    "a quotation mark that is not closed": (
        ".csv",
        b"id,outlet,text\n1,A,one\n2,A,two\n3,A,three\n4,A,four\n"
        b'5,A,"five\n6,A,six\n7,B,seven\n',
    ),
    "one that a later one closes": (
        ".csv",
        b"id,outlet,text\n" + b"".join(b"%d,A,one\n" % n for n in range(8))
        + b'8,A,"five\n9,B,six"\n10,A,x\n11,B,late\n',
    ),
    "cells too many and too few": (
        ".csv",
        b"id,outlet,text\n1,A,one\n2,A\n3,A,three\n4,A,four,more\n5,A,five\n6,A,six\n",
    ),
    "rows cut by a carriage return": (
        ".csv",
        b"id,outlet,text\n1,A,one\n2,A,two\n3,A,three\r4,A,four\n5,A,five\n6,A,six\n",
    ),
    "all rows end with one": (
        ".csv",
        b"id,outlet,text\r1,A,one\r2,A,two\r3,A,three\r4,A,four\r5,A,five\r",
    ),
    "bytes that are not UTF-8": (
        ".csv",
        b"\xef\xbb\xbfid,outlet,text\n1,A,\xc3\xa9\n2,A,two\n3,A,three\n4,A,fo\xffur\xfe\n5,\xfd,x\n6,A,y\n",
    ),
    "lines that are no JSON": (
        ".jsonl",
        b'{"id": "1", "outlet": "A", "text": "one"}\n\n{"id": "2"\n'
        b'{"id": "3", "outlet": "A", "text": "\xff"}\n{"id": "4", "outlet": "A", "text": "x"}\n'
        b'{"id": "5", "outlet": "A", "text": "x", "author": "B"}\n[1]\n',
    ),
    "a column that comes late": (
        ".jsonl",
        b'{"id": "1", "text": "one"}\n{"id": "2", "text": "two"}\n{"id": "3", "text": "two"}\n'
        b'{"id": "4", "text": "two"}\n{"id": "5", "text": "two", "outlet": "A", "event": "E"}\n',
    ),
    "a column that never comes": (
        ".jsonl",
        b"".join(b'{"id": "%d", "publisher": "A", "text": "one"}\n' % n for n in range(8)),
    ),
    "no rows": (".csv", b"id,outlet,text\n"),
    "nothing": (".jsonl", b""),
}  # fmt: skip


@pytest.mark.parametrize("skip_bad", [False, True])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_in_the_same_words_some_rows_at_a_time(
    tmp_path, name, skip_bad, request
):
    ending, content = BROKEN[name]
    file = tmp_path / f"corpus{ending}"
    file.write_bytes(content)
    at_once = found_in(file, skip_bad=skip_bad)
    request.getfixturevalue("few_at_once")
    assert found_in(file, skip_bad=skip_bad) == at_once


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_an_error_in_a_part_names_its_file_and_row(tmp_path, ending):
    folder = in_parts(with_errors(), tmp_path / "parts", ending)
    with pytest.raises(CorpusError) as raised:
        read_corpus(folder)
    places = raised.value.problems.query("severity == 'error'")
    assert [(p.file, p.column) for p in places.itertuples()] == [
        (f"parts/part-00000{ending}", "outlet"),
        (f"parts/part-00001{ending}", "id"),
        (f"parts/part-00002{ending}", "date"),
        (f"parts/part-00003{ending}", "text"),
    ]
    assert places["row"].tolist() == [6, 9, 6, 5]
    doubled = places.query("column == 'id'")["problem"].item()
    assert doubled == f"the id of row 3 of parts/part-00000{ending} already"


def test_parts_with_other_columns_are_refused_and_json_lines_may_lack_some(tmp_path):
    rows = [{**row, "event": "E"} for row in ROWS[:4]]
    for ending, errors in ((".csv", 1), (".jsonl", 0)):
        folder = in_parts(ROWS, tmp_path / ending, ending)
        write([{**row, "id": f"x{row['id']}"} for row in rows], folder / f"part-9{ending}")
        if errors:
            with pytest.raises(
                CorpusError, match=r"its columns are id, outlet, .*, event, and those"
            ):
                read_corpus(folder)
        else:
            events = read_corpus(folder).articles["event"]
            assert events.value_counts().to_dict() == {"": 40, "E": 4}


def test_notes_beside_the_parts_are_passed_over_but_another_kind_of_table_is_not(tmp_path):
    folder = in_parts(ROWS, tmp_path / "parts", ".parquet")
    (folder / "_SUCCESS").write_bytes(b"")
    (folder / ".part-00000.parquet.crc").write_bytes(b"x")
    (folder / "_metadata.parquet").write_bytes(b"x")
    assert len(read_corpus(folder).articles) == 40
    (folder / "more.csv").write_bytes(b"x")
    with pytest.raises(CorpusError, match="no table is among its files"):
        read_corpus(folder)


def test_parts_without_rows_are_passed_over_unless_all_are(tmp_path):
    folder = in_parts(ROWS, tmp_path / "parts", ".csv")
    (folder / "part-99999.csv").write_text(",".join(ROWS[0]) + "\n", encoding="utf-8")
    assert len(read_corpus(folder).articles) == 40
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in "ab":
        (empty / f"{name}.csv").write_bytes(b"id,outlet,text\n")
    with pytest.raises(CorpusError, match="no rows under the headers"):
        read_corpus(empty)


def test_a_link_to_outside_is_no_part(tmp_path):
    folder = in_parts(ROWS, tmp_path / "parts", ".csv")
    (tmp_path / "secret.csv").write_bytes(b"id,outlet,text\ns,A,secret\n")
    (folder / "part-99999.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(CorpusError, match="a link leads outside the folder"):
        read_corpus(folder)


def test_choosing_articles_leaves_their_texts_on_the_disk(tmp_path, few_at_once):
    corpus = read_corpus(in_parts(ROWS, tmp_path / "parts", ".jsonl"))
    some = select_outlets(corpus, ["Herald"])
    assert isinstance(some.articles["text"].array, texts.TextArray)
    wanted = {row["id"]: row for row in ROWS if row["outlet"] == "Herald"}
    assert dict(zip(some.articles["id"], some.articles["text"], strict=True)) == {
        name: f"{row['title']}\n\n" * bool(row["title"]) + row["text"]
        for name, row in wanted.items()
    }
