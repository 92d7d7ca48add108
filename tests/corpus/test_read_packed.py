import gzip
import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import CorpusError, read_corpus, unpack

TABLE = b"id,outlet,text\n1,Herald,Some text here.\n2,Post,Another text.\n"
FILES = {"corpus.csv": b"id,outlet,file\n1,A,a.txt\n", "a.txt": b"Some text."}


def zipped(path, files, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def only_problem(path):
    with pytest.raises(CorpusError) as raised:
        read_corpus(path)
    assert len(raised.value.problems) == 1
    return raised.value.problems.iloc[0]


@pytest.fixture
def low_limits(monkeypatch):
    monkeypatch.setattr(unpack, "RATIO_FROM", 10_000)
    monkeypatch.setattr(unpack, "MAX_UNPACKED", 4_000_000)
    monkeypatch.setattr(unpack, "CHUNK", 1_000)


def test_a_gzip_bomb_is_stopped_by_ratio_and_by_size(tmp_path, low_limits, monkeypatch):
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(TABLE + b"a" * 9_000_000))
    assert "200 times" in only_problem(path)["problem"]
    monkeypatch.setattr(unpack, "MAX_RATIO", 10_000)
    assert "too much" in only_problem(path)["problem"]


def test_a_zip_bomb_is_stopped_by_ratio_and_by_size(tmp_path, low_limits, monkeypatch):
    path = zipped(tmp_path / "c.zip", {**FILES, "a.txt": b"a" * 9_000_000})
    problem = only_problem(path)
    assert "200 times" in problem["problem"]
    assert (problem["row"], problem["column"], problem["value"]) == (1, "file", "a.txt")
    monkeypatch.setattr(unpack, "MAX_RATIO", 10_000)
    assert "too much" in only_problem(path)["problem"]


def test_the_limit_counts_all_files_of_a_zip_together(tmp_path, low_limits):
    names = [f"{i}.txt" for i in range(5)]
    table = "id,outlet,file\n" + "".join(f"{name},A,{name}\n" for name in names)
    texts = {name: f"{name} ".encode() * 200_000 for name in names}
    path = zipped(tmp_path / "c.zip", {"corpus.csv": table, **texts}, zipfile.ZIP_STORED)
    with pytest.raises(CorpusError, match="unpacks to too much") as raised:
        read_corpus(path)
    assert raised.value.problems["row"].tolist() == [4, 5]


def test_a_small_repetitive_text_is_no_bomb(tmp_path):
    path = zipped(tmp_path / "c.zip", {**FILES, "a.txt": b"a" * 1_000_000})
    assert len(read_corpus(path).articles) == 1


def test_a_zip_whose_header_claims_less_than_it_holds_is_refused(tmp_path):
    path = zipped(tmp_path / "c.zip", {**FILES, "a.txt": b"a" * 5_000})
    claimed = path.read_bytes().replace(struct.pack("<L", 5_000), struct.pack("<L", 10))
    path.write_bytes(claimed)
    assert "damaged" in only_problem(path)["problem"]


def test_a_file_outside_a_zip_or_a_link_in_it_is_not_read(tmp_path):
    table = b"id,outlet,file\n1,A,../a.txt\n"
    path = zipped(tmp_path / "c.zip", {"top/corpus.csv": table, "a.txt": b"x"})
    assert "outside the folder" in only_problem(path)["problem"]
    path = zipped(tmp_path / "d.zip", {"corpus.csv": FILES["corpus.csv"]})
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "is a link" in only_problem(path)["problem"]


def test_an_encrypted_file_is_told(tmp_path):
    path = zipped(tmp_path / "c.zip", FILES)
    content = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.rindex(signature) + flags] |= 1
    path.write_bytes(content)
    assert only_problem(path)["problem"] == "is encrypted"


def test_a_packing_method_without_a_bound_is_refused(tmp_path):
    assert (
        "method 12" in only_problem(zipped(tmp_path / "c.zip", FILES, zipfile.ZIP_BZIP2))["problem"]
    )


def test_missing_and_doubled_files_in_a_zip_are_told(tmp_path):
    path = zipped(tmp_path / "c.zip", {"corpus.csv": FILES["corpus.csv"]})
    assert "no such file is in the zip" in only_problem(path)["problem"]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "two")
    assert "2 files of this name" in only_problem(path)["problem"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "it is empty"),
        ({"a.txt": b"x"}, "no table is among its files: a.txt"),
        ({"a.csv": b"x", "b.csv": b"x"}, "2 tables are there: a.csv, b.csv"),
    ],
)
def test_a_zip_without_one_table_is_told(tmp_path, files, said):
    assert said in only_problem(zipped(tmp_path / "c.zip", files))["problem"]


def test_the_table_at_the_top_of_a_zip_is_taken_before_deeper_ones(tmp_path):
    path = zipped(tmp_path / "c.zip", {**FILES, "old/corpus.csv": b"x", "notes.csv": b"y"})
    assert read_corpus(path).articles["text"].tolist() == ["Some text."]


def test_what_only_ends_in_zip_or_gz_is_told(tmp_path):
    for name in ("c.zip", "t.csv.gz"):
        (tmp_path / name).write_bytes(TABLE)
        assert "damaged" in only_problem(tmp_path / name)["problem"]


def test_a_gzip_cut_short_is_told(tmp_path):
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(TABLE)[:-5])
    assert "damaged gzip" in only_problem(tmp_path / "t.csv.gz")["problem"]


def packed_bytes():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return {"c.zip": packed.getvalue(), "t.csv.gz": gzip.compress(TABLE, mtime=0)}


PACKED = packed_bytes()


def outcome(path, content):
    path.write_bytes(content)
    try:
        return read_corpus(path).digest
    except CorpusError as error:
        return str(error)


@pytest.mark.parametrize("name", PACKED)
@settings(max_examples=40, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), value=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_byte_never_changes_a_corpus_without_an_error(
    tmp_path_factory, name, where, value, cut
):
    path = tmp_path_factory.getbasetemp() / name
    content = bytearray(PACKED[name])
    index = int(where * len(content))
    content[index] = value
    found = outcome(path, content[:index] if cut else content)
    assert name in found or found == outcome(path, PACKED[name])


def test_what_a_gzip_or_zip_may_unpack_to_is_a_setting(tmp_path, low_limits, monkeypatch):
    table = TABLE + b"".join(b"%d,Post,%s\n" % (n, b"a b %d " % n * 4_000) for n in range(3, 200))
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(table, compresslevel=0))
    zipped(tmp_path / "c.zip", {"corpus.csv": table}, zipfile.ZIP_STORED)
    for name in ("t.csv.gz", "c.zip"):
        problem = only_problem(tmp_path / name)
        assert "too much" in problem["problem"]
        assert "FRAMING_UNPACK_GB" in problem["expected"]
    monkeypatch.setenv("FRAMING_UNPACK_GB", "0.02")
    for name in ("t.csv.gz", "c.zip"):
        assert len(read_corpus(tmp_path / name).articles) == 199
    monkeypatch.setenv("FRAMING_UNPACK_GB", "much")
    problem = only_problem(tmp_path / "c.zip")
    assert "FRAMING_UNPACK_GB is no number" in problem["problem"]


def test_a_file_that_is_not_packed_may_be_larger_than_what_is_unpacked(tmp_path, low_limits):
    rows = b"".join(b"%d,Post,%s\n" % (n, b"a b %d " % n * 4_000) for n in range(3, 200))
    (tmp_path / "t.csv").write_bytes(TABLE + rows)
    assert len(read_corpus(tmp_path / "t.csv").articles) == 199
