import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.tables.places import texts_given

# Any Unicode but what no text file can hold; so short that none can count as mostly controls.
ANY = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
).filter(str.strip)
ROWS = st.lists(
    st.fixed_dictionaries({"id": ANY, "outlet": ANY, "text": ANY, "title": st.just("") | ANY}),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row["id"],
)


def write_csv(folder, rows):
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, rows[0], quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return folder / "t.csv"


def write_jsonl(folder, rows):
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "t.jsonl").write_bytes("\r\n".join(lines).encode())
    return folder / "t.jsonl"


def write_parquet(folder, rows):
    pd.DataFrame(rows).to_parquet(folder / "t.parquet")
    return folder / "t.parquet"


def write_folder(folder, rows):
    (folder / "corpus").mkdir()
    table = []
    for number, row in enumerate(rows):
        mark = b"\xef\xbb\xbf" if number % 2 or row["text"].startswith("\ufeff") else b""
        (folder / "corpus" / f"{number}.txt").write_bytes(mark + row["text"].encode())
        kept = {name: value for name, value in row.items() if name != "text"}
        table.append({**kept, "file": f"{number}.txt"})
    write_csv(folder, table).rename(folder / "corpus" / "corpus.csv")
    return folder / "corpus"


@pytest.mark.parametrize("write", [write_csv, write_jsonl, write_parquet, write_folder])
@settings(max_examples=20, deadline=None)
@given(rows=ROWS)
def test_whatever_is_written_is_read_back_exactly(write, rows):
    with TemporaryDirectory() as name:
        corpus = read_corpus(write(Path(name), rows))
    expected = sorted(rows, key=lambda row: row["id"])
    read = corpus.articles.assign(text=texts_given(corpus.articles))
    assert read[list(rows[0])].to_dict("records") == expected


@settings(max_examples=8, deadline=None)
@given(rows=ROWS, shuffle=st.randoms())
def test_the_digest_depends_neither_on_container_nor_on_order(rows, shuffle):
    digests = set()
    for write in (write_csv, write_jsonl, write_parquet, write_folder):
        shuffle.shuffle(rows)
        with TemporaryDirectory() as name:
            digests.add(read_corpus(write(Path(name), rows)).digest)
    assert len(digests) == 1
