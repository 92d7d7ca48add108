import csv
import gzip
import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.corpus import Corpus, CorpusError, read_corpus
from tests.timing import steady_seconds

SEEDS = Path(__file__).parents[2] / "seeds"
TWO = [
    {"id": "b", "outlet": "Herald", "text": "Second.\r\n\r\nNo end", "date": "2016-12-14"},
    {
        "id": "a",
        "outlet": "Post",
        "text": "\u201cFirst,\u201d he said,\n; \u00a0cafe\u0301",
        "date": "",
    },
]


def as_csv(rows, separator=","):
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, rows[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue().encode()


def as_jsonl(rows):
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_parquet(rows):
    table = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), table)
    return table.getvalue()


def as_zip(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def as_folder(rows):
    files = {f"{row['id']}.txt": row["text"].encode() for row in rows}
    table = [{**row, "file": f"{row['id']}.txt"} for row in rows]
    for row in table:
        del row["text"]
    return {"corpus.csv": as_csv(table), **files}


CONTAINERS = {
    "t.csv": as_csv(TWO),
    "t.TSV": as_csv(TWO, "\t"),
    "t.jsonl": as_jsonl(TWO),
    "t.parquet": as_parquet(TWO),
    "t.csv.gz": gzip.compress(as_csv(TWO)),
    "t.tsv.gz": gzip.compress(as_csv(TWO, "\t")),
    "t.jsonl.gz": gzip.compress(as_jsonl(TWO)),
    "t.parquet.gz": gzip.compress(as_parquet(TWO)),
    "folder.zip": as_zip(as_folder(TWO)),
    "top.zip": as_zip({f"my corpus/{name}": file for name, file in as_folder(TWO).items()}),
    "mac.zip": as_zip({"__MACOSX/._t.csv": b"x", ".DS_Store": b"x", "t.csv": as_csv(TWO)}),
    "packed.zip": as_zip({"in/t.jsonl.gz": gzip.compress(as_jsonl(TWO)), "read me.md": b"hello"}),
}


def written(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_container_gives_the_same_articles_and_the_same_digest(tmp_path, name):
    plain = read_corpus(written(tmp_path / "plain", as_folder(TWO)))
    (tmp_path / name).write_bytes(CONTAINERS[name])
    corpus = read_corpus(tmp_path / name)
    assert corpus.articles["id"].tolist() == ["a", "b"]
    assert corpus.articles["text"].tolist() == [TWO[1]["text"], TWO[0]["text"]]
    assert corpus.articles["outlet"].tolist() == ["Post", "Herald"]
    assert corpus.articles["date"].isna().tolist() == [True, False]
    assert corpus.digest == plain.digest
    assert len(corpus.problems) == corpus.left_out == 0


def test_the_digest_is_the_one_worked_by_hand(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"id,outlet,text,date\na,Caf\xc3\xa9,Hi.,2016-12-14T23:59Z\n")
    text = sha256(b"Hi.").hexdigest()
    canonical = (
        '[{"author":"","date":"2016-12-14","id":"a","language":"","outlet":"Caf\\u00e9",'
        f'"text":"{text}","title":"","url":""}}]'
    )
    expected = "sha256:" + sha256(canonical.encode()).hexdigest()
    assert read_corpus(tmp_path / "t.csv").digest == expected


@pytest.mark.parametrize("column", ["id", "outlet", "text", "date", "title", "url"])
def test_the_digest_changes_with_whatever_the_articles_say(tmp_path, column):
    row = {"id": "a", "outlet": "A", "text": "t", "date": "2016-12-14", "title": "T", "url": "u"}
    for name, day in (("one.csv", row), ("two.csv", {**row, column: "2016-12-15"})):
        (tmp_path / name).write_bytes(as_csv([day]))
    assert read_corpus(tmp_path / "one.csv").digest != read_corpus(tmp_path / "two.csv").digest


def test_the_seeds_are_read_and_their_digests_are_those_of_the_bytes():
    corpus = read_corpus(SEEDS)
    articles = corpus.articles
    assert articles["outlet"].tolist() == ["RFE/RL", "PJ Media"]
    assert articles["id"].tolist() == ["000_330bc75305f7ef77", "001_0b7659b19e130c93"]
    assert articles["date"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2016-12-14"]
    for row in articles.itertuples():
        content = (SEEDS / row.file).read_bytes()
        assert row.text.encode() == content
        assert row.sha256 == sha256(content).hexdigest()
        assert row.text.split("\n")[0] == row.title
    assert corpus.problems.empty


def test_the_list_of_digests_beside_the_seeds_holds():
    lines = (SEEDS / "SHA256SUMS").read_text().splitlines()
    named = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(named) >= {"corpus.csv", *(path.name for path in SEEDS.glob("*.txt"))}
    for name, digest in named.items():
        assert sha256((SEEDS / name).read_bytes()).hexdigest() == digest


def test_a_relative_path_is_also_looked_up_beside_the_notebooks_folder(tmp_path, monkeypatch):
    written(tmp_path / "project" / "mine", as_folder(TWO))
    inside = tmp_path / "project" / "notebooks" / "deep"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert len(read_corpus("mine").articles) == 2
    assert read_corpus("mine").source == "mine"
    with pytest.raises(CorpusError) as nothing:
        read_corpus("yours")
    assert f"{inside}/yours and at {tmp_path}/project/yours" in str(nothing.value)


def test_ids_and_outlets_that_look_like_something_else_stay_strings(tmp_path):
    names = ["NA", "null", "007", "1e5", "None", "true", "nan", "=1+1", "-"]
    rows = [{"id": name, "outlet": name, "text": "t", "note": name} for name in names]
    for name, content in (("t.csv", as_csv(rows)), ("t.jsonl", as_jsonl(rows))):
        (tmp_path / name).write_bytes(content)
        articles = read_corpus(tmp_path / name).articles
        for column in ("id", "outlet", "note"):
            assert articles[column].tolist() == sorted(names)


def test_outlets_keep_white_space_and_look_alikes_with_a_warning(tmp_path):
    outlets = [" The Sun", "The Sun", "THE SUN", "Caf\u00e9", "Cafe\u0301", "Caf\u00e9"]
    rows = [{"id": str(i), "outlet": name, "text": "t"} for i, name in enumerate(outlets)]
    (tmp_path / "t.jsonl").write_bytes(as_jsonl(rows))
    corpus = read_corpus(tmp_path / "t.jsonl")
    assert corpus.articles["outlet"].tolist() == outlets
    assert corpus.left_out == 0
    told = corpus.problems
    assert set(told["severity"]) == {"warning"}
    assert told["row"].tolist() == [1, 2, 3, 5]
    assert "white space" in told["problem"][0]
    assert "row 1" in told["problem"][1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_tables_and_texts_with_a_byte_order_mark_are_read(tmp_path, encoding):
    def encoded(content):
        mark = "\ufeff" if encoding == "utf-16-be" else ""
        return (mark + content.decode()).encode(encoding)

    plain = as_folder(TWO)
    folder = written(tmp_path / "f", {name: encoded(content) for name, content in plain.items()})
    (tmp_path / "t.jsonl").write_bytes(encoded(as_jsonl(TWO)))
    same = read_corpus(written(tmp_path / "plain", plain)).digest
    assert read_corpus(folder).digest == read_corpus(tmp_path / "t.jsonl").digest == same


def test_crlf_tables_blank_lines_and_a_paragraph_of_a_megabyte_are_read(tmp_path):
    before = csv.field_size_limit()
    long = "word " * 250_000
    table = f'id,outlet,text\r\n\r\n1,A,"{long}\r\nend"\r\n2,B,"say ""hi"", twice"\r\n\r\n'
    (tmp_path / "t.csv").write_bytes(table.encode())
    articles = read_corpus(tmp_path / "t.csv").articles
    assert articles["text"].tolist() == [f"{long}\r\nend", 'say "hi", twice']
    assert csv.field_size_limit() == before


def test_foreign_column_names_are_mapped_and_the_rest_is_kept_as_strings(tmp_path):
    rows = [{"doc": 7, "publisher": "A", "body": "t", "tags": ["x", {"y": None}], "n": 1.5}]
    (tmp_path / "t.jsonl").write_bytes(as_jsonl(rows))
    mapping = {"id": "doc", "outlet": "publisher", "text": "body"}
    row = read_corpus(tmp_path / "t.jsonl", columns=mapping).articles.iloc[0]
    assert (row["id"], row["outlet"], row["text"]) == ("7", "A", "t")
    assert (row["tags"], row["n"]) == ('["x", {"y": null}]', "1.5")
    assert "publisher" not in row.index


def test_a_column_that_another_one_replaces_is_left_out_with_a_warning(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"id,outlet,publisher,text\n1,x,Herald,t\n")
    corpus = read_corpus(tmp_path / "t.csv", columns={"outlet": "publisher"})
    assert corpus.articles["outlet"].tolist() == ["Herald"]
    assert corpus.problems["column"].tolist() == ["outlet"]
    assert corpus.problems["severity"].tolist() == ["warning"]


def test_parquet_days_times_zones_and_categories_are_read_as_written(tmp_path):
    late = pd.Timestamp("2016-12-14 23:30", tz="America/New_York")  # the 15th in UTC
    table = pd.DataFrame(
        {
            "id": [1, 2],
            "outlet": pd.Categorical(["A", "B"]),
            "text": ["x", "y"],
            "date": [late, pd.NaT],
            "seen": [pd.Timestamp("2020-01-02").date(), None],
            "score": [0.5, None],
        }
    )
    table.to_parquet(tmp_path / "t.parquet")
    articles = read_corpus(tmp_path / "t.parquet").articles
    assert articles["id"].tolist() == ["1", "2"]
    assert articles["outlet"].tolist() == ["A", "B"]
    assert articles["date"].dt.strftime("%Y-%m-%d").tolist()[0] == "2016-12-14"
    assert articles["date"].isna().tolist() == [False, True]
    assert articles["seen"].tolist() == ["2020-01-02", ""]
    assert articles["score"].tolist() == ["0.5", ""]


@pytest.mark.parametrize(
    "written_date",
    ["2016-12-14", "2016-12-14T23:59:59Z", "2016-12-14 23:59", "2016-12-14T00:30:00.5+14:00"],
)
def test_the_day_is_the_one_that_was_written(tmp_path, written_date):
    (tmp_path / "t.csv").write_text(f"id,outlet,text,date\n1,A,t,{written_date}\n")
    articles = read_corpus(tmp_path / "t.csv").articles
    assert articles["date"].tolist() == [pd.Timestamp("2016-12-14")]


def test_fifty_thousand_rows_are_read_in_seconds(tmp_path):
    rows = [
        {"id": f"{i:05}", "outlet": f"o{i % 9}", "text": f"Text {i}.\n" * 20} for i in range(50_000)
    ]
    (tmp_path / "t.csv").write_bytes(as_csv(rows))
    read = []
    assert steady_seconds(lambda: read.append(read_corpus(tmp_path / "t.csv"))) < 15
    (corpus,) = read
    assert len(corpus.articles) == 50_000
    assert corpus.articles["text"].iloc[-1] == rows[-1]["text"]


def test_a_link_to_a_table_is_followed_because_the_user_named_it(tmp_path):
    written(tmp_path / "elsewhere", {"t.csv": as_csv(TWO)})
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere" / "t.csv")
    assert len(read_corpus(tmp_path / "link.csv").articles) == 2


def test_a_table_named_itself_finds_the_text_files_beside_it(tmp_path):
    folder = written(tmp_path, as_folder(TWO))
    assert read_corpus(folder / "corpus.csv").digest == read_corpus(folder).digest


def test_a_corpus_shows_itself_shortly_and_escaped(tmp_path):
    rows = [{"id": "1", "outlet": "<script>alert(1)</script>", "text": "t", "date": "2016-12-14"}]
    (tmp_path / "<b>.csv").write_bytes(as_csv(rows))
    corpus = read_corpus(tmp_path / "<b>.csv")
    assert isinstance(corpus, Corpus)
    assert "articles 1, outlets 1, dates 2016-12-14 to 2016-12-14, problems 0" in repr(corpus)
    shown = corpus._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "<b>" not in shown


def test_row_numbers_that_pandas_adds_to_parquet_are_no_column(tmp_path):
    rows = [{"id": str(n), "outlet": "Lamp", "text": "It rained."} for n in range(4)]
    pd.DataFrame(rows).iloc[1::2].to_parquet(tmp_path / "t.parquet")
    articles = read_corpus(tmp_path / "t.parquet").articles
    assert articles["id"].tolist() == ["1", "3"]
    assert not [name for name in articles if "index" in name]
