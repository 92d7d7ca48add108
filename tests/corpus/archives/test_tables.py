"""Tables and text files: csv, JSON lines, folders, zips, Media Cloud, PolNeAR."""

import csv
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cli import main
from analysis.corpus import read_corpus
from analysis.tables.places import texts_given

OUTLETS = ("Herald", "Post", "Globe")
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TEXTS = {
    f"n{k}": f"Line {k} “quoted”\r\n\tsecond\u2028third \xa0 {'fox ' * k}\n\n" for k in range(6)
}


def write_csv(path, rows, *, encoding="utf-8", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    return path


def articles(header=("id", "outlet", "text")):
    return [header, *([key, OUTLETS[k % 3], text] for k, (key, text) in enumerate(TEXTS.items()))]


@pytest.fixture
def mine(tmp_path):
    """Thirty text files and a metadata table of the researcher's own making."""
    folder = tmp_path / "mine"
    (folder / "files").mkdir(parents=True)
    table = [["Filename", "Newspaper", "Published", "Headline", "Desk"]]
    for k in range(30):
        (folder / "files" / f"a{k:02}.txt").write_bytes(
            f"Plan {k}\n\nThe mayor “agreed” {k}.\r\n".encode()
        )
        table.append([f"a{k:02}.txt", OUTLETS[k % 3], f"{k % 28 + 1}/6/2016", f"Plan {k}", "city"])
    write_csv(folder / "articles.csv", table, delimiter=";")
    return folder


def test_thirty_text_files_and_a_table_become_a_corpus(mine, imported):
    done = imported("folder", mine)
    assert done.code == 0, done.err
    assert len(done.corpus.articles) == 30
    for name, text in done.texts.items():
        assert text.encode() == (mine / "files" / f"{name}.txt").read_bytes()
    assert done.articles.loc["a12", ["outlet", "title", "Desk"]].tolist() == [
        "Herald",
        "Plan 12",
        "city",
    ]
    assert str(done.articles.loc["a12", "date"].date()) == "2016-06-13"
    assert "outlet: column 'Newspaper'" in done.out
    assert done.out.endswith("30 articles of 3 outlets\n")


def test_the_order_of_dates_is_told_with_the_date_that_decides_it(mine, imported):
    done = imported("folder", mine)
    assert "order of dates: day-first, as '13/6/2016' has it" in done.out
    assert "articles.csv, row 13, column \"Published\": value '13/6/2016'" in done.err
    assert done.record["taken"]["order of dates"].startswith("day-first")


def test_the_corpus_passes_the_check_and_can_be_counted(mine, imported):
    done = imported("folder", mine)
    check = CliRunner().invoke(main, ["check", str(done.folder)])
    assert (check.exit_code, check.stdout) == (
        0,
        "no errors: 30 articles of 3 outlets, 0 warnings\n",
    )


def test_the_same_import_gives_the_same_bytes(mine, imported):
    first, second = imported("folder", mine), imported("folder", mine, out="again")
    files = [sorted(p.relative_to(d.folder) for p in d.folder.rglob("*")) for d in (first, second)]
    assert files[0] == files[1]
    for name in files[0]:
        if (first.folder / name).is_file():
            assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()


def test_a_zip_of_the_folder_gives_the_same_articles(mine, imported, tmp_path):
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as out:
        for path in mine.rglob("*.*"):
            out.write(path, path.relative_to(mine.parent))
    there, here = imported("zip", tmp_path / "mine.zip"), imported("folder", mine, out="other")
    assert there.corpus.digest == here.corpus.digest


def test_rows_are_matched_by_id_where_no_file_is_named(tmp_path, imported):
    (tmp_path / "x").mkdir()
    write_csv(tmp_path / "x" / "t.csv", [["id", "outlet", "body"], ["a1", "Post", "a summary"]])
    (tmp_path / "x" / "a1.txt").write_text("The text.")
    done = imported("folder", tmp_path / "x")
    assert done.texts == {"a1": "The text."}
    assert done.articles.loc["a1", "body"] == "a summary"


def test_text_files_alone_take_their_outlet_from_their_folder(tmp_path, imported):
    for outlet in OUTLETS:
        (tmp_path / "x" / outlet).mkdir(parents=True)
        (tmp_path / "x" / outlet / f"{outlet}-1.txt").write_text(f"Text of {outlet}.")
    done = imported("folder", tmp_path / "x")
    assert done.articles["outlet"].to_dict() == {f"{outlet}-1": outlet for outlet in OUTLETS}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separator_and_encoding_are_found(tmp_path, imported, encoding, delimiter):
    texts = [f"Die Bürger “{k}” müssen; über die Straße, | größer\tals früher." for k in range(5)]
    table = [["key", "paper", "content"], *([f"k{k}", "Post", t] for k, t in enumerate(texts))]
    path = write_csv(tmp_path / "t.csv", table, encoding=encoding, delimiter=delimiter)
    done = imported("csv", path, "--columns", "id=key", "--columns", "outlet=paper")
    assert done.code == 0, done.err
    assert list(done.texts.values()) == texts
    assert ("not UTF-8, read as" in done.err) == (encoding == "cp1252")


def test_an_encoding_can_be_said(tmp_path, imported):
    path = write_csv(
        tmp_path / "t.csv", [["id", "outlet", "text"], ["1", "Post", "Łódź"]], encoding="cp1250"
    )
    assert imported("csv", path, "--encoding", "cp1250").texts == {"1": "Łódź"}
    wrong = imported("csv", path, "--encoding", "klingon", out="b")
    assert wrong.code == 1
    assert "'klingon' is no known encoding" in wrong.err


def test_a_text_file_in_another_encoding_is_told_by_name(tmp_path, imported):
    (tmp_path / "x").mkdir()
    write_csv(tmp_path / "x" / "t.csv", [["id", "outlet"], ["a", "Post"], ["b", "Post"]])
    (tmp_path / "x" / "a.txt").write_bytes(
        "Die Bürger müssen über die Straße gehen, größer als früher.".encode("cp1252")
    )
    (tmp_path / "x" / "b.txt").write_bytes("The café.".encode())
    done = imported("folder", tmp_path / "x")
    assert done.code == 0, done.err
    assert done.texts["a"] == "Die Bürger müssen über die Straße gehen, größer als früher."
    assert "a.txt: not UTF-8, read as" in done.err
    assert "b.txt" not in done.err


def test_an_encoding_that_may_be_another_is_asked_for_with_both_readings(tmp_path, imported):
    rows = [["id", "outlet", "text"], ["1", "Post", "She was naïve about crème brûlée."]]
    path = write_csv(tmp_path / "t.csv", rows, encoding="cp1252")
    done = imported("csv", path)
    assert done.code == 1
    assert "may be cp1252: " in done.err
    assert "naïve" in done.err
    assert "naďve" in done.err
    assert "expected --encoding" in done.err
    assert imported("csv", path, "--encoding", "cp1252").texts == {"1": rows[1][2]}


def test_a_few_bad_bytes_in_utf_8_keep_their_row_out_and_no_other(tmp_path, imported):
    path = write_csv(
        tmp_path / "t.csv",
        [["id", "outlet", "text"], ["1", "Post", "é à ü ö"], ["2", "Post", "BAD"]],
    )
    path.write_bytes(path.read_bytes().replace(b"BAD", b"b\xffd"))
    done = imported("csv", path)
    assert done.code == 1
    assert 't.csv, row 2, column "text"' in done.err
    assert "not UTF-8" in done.err
    assert not done.folder.exists()
    assert imported("csv", path, "--skip-bad").texts == {"1": "é à ü ö"}


def test_json_lines_keep_texts_and_other_fields(tmp_path, imported):
    path = tmp_path / "t.jsonl.gz"
    lines = [{"id": k, "outlet": "Post", "text": t, "tags": [1, 2]} for k, t in TEXTS.items()]
    path.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode()))
    done = imported("jsonl", path)
    assert done.texts == TEXTS
    assert set(done.articles["tags"]) == {"[1, 2]"}


def test_every_text_comes_through_character_by_character(tmp_path, imported):
    texts = {
        "a": "\ufeffmark",
        "b": "\r\rold mac\r",
        "c": " \u200bspace\u0085 ",
        "d": "=1+1",
        "e": "x" * 300_000,
    }
    path = write_csv(
        tmp_path / "t.csv", [["id", "outlet", "text"], *([k, "Post", t] for k, t in texts.items())]
    )
    assert imported("csv", path).texts == texts


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=4))
def test_any_title_any_other_column_and_any_text_come_through(tmp_path, found):
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    lines = [
        {"id": f"i{k}", "outlet": "Post", "title": title, "note": note, "text": f"{text}x"}
        for k, (title, note, text) in enumerate(found)
    ]
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, lines)))
    out = folder / "corpus"
    done = CliRunner().invoke(main, ["import", "jsonl", str(folder / "t.jsonl"), "--out", str(out)])
    assert done.exit_code == 0, done.stderr
    read = read_corpus(out).articles
    read = read.assign(text=texts_given(read))[["id", "outlet", "title", "note", "text"]]
    assert read.to_dict("records") == lines


def test_all_bad_rows_are_told_with_file_row_column_value_and_what_is_right(tmp_path, imported):
    rows = [
        ["id", "outlet", "date", "text"],
        ["1", "Post", "2016-01-01", "Fine."],
        ["1", "Post", "2016-01-01", "Same id."],
        ["3", "", "2016-01-01", "No outlet."],
        ["4", "Post", "3/4/2016", "No order."],
        ["5", "Post", "soon", "No date."],
        ["6", "Post", "2016-01-01", "  "],
        ["7", "Post", "2016-01-01", "A \0 in it."],
        ["8", "Post", "2016-01-01"],
    ]
    path = write_csv(tmp_path / "t.csv", rows)
    done = imported("csv", path)
    assert done.code == 1
    expected = [
        "row 2, column \"id\": value '1': the id of t.csv, row 1 already; expected",
        "row 3, column \"outlet\": value '': is empty; expected",
        "row 4, column \"date\": value '3/4/2016': may mean 2016-04-03 or 2016-03-04; expected --dates",
        "row 5, column \"date\": value 'soon': not a date, so it is left empty; expected",
        "row 6, column \"text\": value '': the text is empty; expected",
        "row 7, column \"text\": value 'A \\x00 in it.': holds a NUL",
        "row 8: value '8, Post, 2016-01-01': 3 cells under a header of 4; expected",
    ]
    for line in expected:
        assert f"t.csv, {line}" in done.err.replace("warning: ", "")
    assert len(done.err.splitlines()) == len(expected)
    assert not done.folder.exists()
    skipped = imported("csv", path, "--skip-bad")
    assert skipped.texts == {"1": "Fine.", "4": "No order.", "5": "No date."}
    assert skipped.articles["date"].isna().tolist() == [False, True, True]
    assert len(skipped.problems) == 7
    assert "left out: 5 rows with errors" in skipped.out


def test_an_ambiguous_date_is_settled_by_saying_the_order(tmp_path, imported):
    path = write_csv(
        tmp_path / "t.csv", [["id", "outlet", "date", "text"], ["1", "Post", "3/4/2016", "Text."]]
    )
    day = {
        order: imported("csv", path, "--dates", order, out=order).articles.loc["1", "date"]
        for order in ("day-first", "month-first")
    }
    assert {order: str(found.date()) for order, found in day.items()} == {
        "day-first": "2016-04-03",
        "month-first": "2016-03-04",
    }


def test_dates_of_both_orders_in_one_table_are_errors_where_they_can_be_read_two_ways(
    tmp_path, imported
):
    dates = ["13/1/2016", "1/13/2016", "3/4/2016"]
    path = write_csv(
        tmp_path / "t.csv",
        [["id", "outlet", "date", "text"], *([k, "Post", d, "Text."] for k, d in enumerate(dates))],
    )
    done = imported("csv", path)
    assert done.code == 1
    assert [line.split(",")[1] for line in done.err.splitlines()] == [" row 3"]


def test_a_month_is_no_day_and_said_to_be_left_empty(tmp_path, imported):
    path = write_csv(
        tmp_path / "t.csv", [["id", "outlet", "date", "text"], ["1", "Post", "May 2016", "Text."]]
    )
    done = imported("csv", path)
    assert done.code == 0
    assert "names no day, so it is left empty" in done.err


def test_a_missing_column_is_named_with_the_columns_that_are_there(tmp_path, imported):
    path = write_csv(tmp_path / "t.csv", [["number", "words"], ["1", "Text."]])
    done = imported("csv", path)
    assert done.code == 1
    assert "missing column; the columns are number, words; expected a column outlet" in done.err
    assert "--outlet NAME" in done.err
    good = imported("csv", path, "--outlet", "Post", "--columns", "text=words")
    assert good.texts == {"t-1": "Text."}
    assert good.record["taken"]["id"] == "made from the row"


def test_two_columns_that_may_be_meant_are_not_chosen_between(tmp_path, imported):
    path = write_csv(
        tmp_path / "t.csv", [["id", "publisher", "source", "text"], ["1", "A", "B", "Text."]]
    )
    assert 'column "outlet"' in imported("csv", path).err


def test_formulas_are_kept_as_they_are_and_told(tmp_path, imported):
    path = write_csv(
        tmp_path / "t.csv", [["id", "outlet", "text"], ["1", "=HYPERLINK(1)", "Text."]]
    )
    done = imported("csv", path)
    assert done.articles.loc["1", "outlet"] == "=HYPERLINK(1)"
    assert "begins as a formula does" in done.err
    assert "'=HYPERLINK(1)" in [problem["value"] for problem in done.problems]


def test_ids_that_no_file_can_have_get_a_name_with_a_digest(tmp_path, imported):
    ids = ["../../etc/passwd", "con", "A1", "a1", "x" * 300, ".hidden", "ümläut", "plain"]
    path = write_csv(
        tmp_path / "t.csv",
        [["id", "outlet", "text"], *([name, "Post", f"Text {k}."] for k, name in enumerate(ids))],
    )
    done = imported("csv", path)
    assert done.texts == {name: f"Text {k}." for k, name in enumerate(ids)}
    files = done.articles["file"]
    assert files["plain"] == "texts/plain.txt"
    assert len({file.casefold() for file in files}) == len(ids)
    assert all(file.count("/") == 1 and len(file) < 120 for file in files)


def test_a_row_without_a_file_and_a_file_without_a_row_are_told(mine, imported):
    (mine / "files" / "a03.txt").rename(mine / "files" / "stray.txt")
    done = imported("folder", mine)
    assert done.code == 1
    assert "value 'a03.txt': no such text file" in done.err
    assert "files/stray.txt: no row is about this file" in done.err
    assert len(imported("folder", mine, "--skip-bad").texts) == 29


def test_files_of_other_kinds_are_told_and_not_read(mine, imported):
    (mine / "files" / "a30.pdf").write_bytes(b"%PDF-1.4")
    done = imported("folder", mine)
    assert done.code == 0
    assert "mine: 1 of its files were not read: files/a30.pdf" in done.err


def test_a_path_of_another_computer_leads_to_the_file_of_that_name(tmp_path, imported):
    (tmp_path / "x").mkdir()
    rows = [
        ["id", "outlet", "path"],
        ["1", "Post", r"C:\Users\ann\texts\a.txt"],
        ["2", "Post", "/home/ann/b.txt"],
    ]
    write_csv(tmp_path / "x" / "t.csv", rows)
    (tmp_path / "x" / "a.txt").write_text("Text a.")
    (tmp_path / "x" / "b.txt").write_text("Text b.")
    assert imported("folder", tmp_path / "x").texts == {"1": "Text a.", "2": "Text b."}


def test_two_rows_cannot_have_the_same_file(tmp_path, imported):
    (tmp_path / "x").mkdir()
    write_csv(
        tmp_path / "x" / "t.csv",
        [["id", "outlet", "file"], ["1", "Post", "a.txt"], ["2", "Post", "a"]],
    )
    (tmp_path / "x" / "a.txt").write_text("The text.")
    assert "a.txt is the text of row 1 already" in imported("folder", tmp_path / "x").err


def test_a_path_out_of_the_folder_is_no_text_file(tmp_path, imported):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "link.txt").symlink_to(tmp_path / "secret.txt")
    rows = [["id", "outlet", "file"], ["1", "Post", "../secret.txt"], ["2", "Post", "link.txt"]]
    write_csv(tmp_path / "x" / "t.csv", rows)
    for kind, path in (("folder", tmp_path / "x"), ("csv", tmp_path / "x" / "t.csv")):
        done = imported(kind, path)
        assert done.code == 1
        assert "no such text file" in done.err
        assert "a link leads outside the folder" in done.err


def test_a_zip_bomb_is_refused(tmp_path, imported):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("t.csv", "id,outlet\na,Post\nb,Post\n")
        out.writestr("a.txt", "0" * 20_000_000)
        out.writestr("b.txt", "Fine.")
    done = imported("zip", tmp_path / "x.zip")
    assert done.code == 1
    assert "unpacks to more than 200 times its size" in done.err
    assert imported("zip", tmp_path / "x.zip", "--skip-bad").texts == {"b": "Fine."}


def test_a_zip_entry_that_leads_outside_is_not_read(tmp_path, imported):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        out.writestr("Post/good.txt", "Fine.")
        out.writestr("../evil.txt", "Evil.")
    done = imported("zip", tmp_path / "x.zip")
    assert done.code == 1
    assert "../evil.txt, row 1: value '': leads outside the folder" in done.err
    assert not (tmp_path.parent / "evil.txt").exists()


@pytest.mark.parametrize(
    ("name", "said"), [("t.xlsx", "is a spreadsheet"), ("t.csv", "is a zip, Word or Excel file")]
)
def test_a_workbook_is_refused_with_what_to_do(tmp_path, imported, name, said):
    with zipfile.ZipFile(tmp_path / name, "w") as out:
        out.writestr("xl/workbook.xml", "<x/>")
    done = imported("csv", tmp_path / name)
    assert done.code == 1
    assert said in done.err


def test_several_tables_need_a_choice(mine, imported):
    (mine / "old.csv").write_bytes((mine / "articles.csv").read_bytes())
    assert (
        "2 tables are in it: articles.csv, old.csv; expected --table NAME"
        in imported("folder", mine).err
    )
    assert imported("folder", mine, "--table", "articles.csv").code == 0


STORIES = [
    ["id", "indexed_date", "language", "media_name", "media_url", "publish_date", "title", "url"],
    ["2001", "2023-11-02 10:00:00", "en", "post.com", "https://post.com", "2023-11-01", "One", "https://post.com/1"],
    ["2002", "2023-11-03 10:00:00", "en", "herald.com", "https://herald.com", "2023-11-02", "Two", "https://herald.com/2"],
]  # fmt: skip


def test_a_story_list_of_media_cloud_goes_with_texts_named_by_story(tmp_path, imported):
    stories = write_csv(tmp_path / "stories.csv", STORIES)
    (tmp_path / "texts").mkdir()
    for number in ("2001", "2002"):
        (tmp_path / "texts" / f"{number}.txt").write_text(f"Text of {number}.")
    done = imported("mediacloud-csv", stories, "--texts", tmp_path / "texts")
    assert done.texts == {"2001": "Text of 2001.", "2002": "Text of 2002."}
    row = done.articles.loc["2002"]
    assert [row["outlet"], row["title"], row["url"], row["language"]] == [
        "herald.com",
        "Two",
        "https://herald.com/2",
        "en",
    ]
    assert str(row["date"].date()) == "2023-11-02"
    assert row["indexed_date"] == "2023-11-03 10:00:00"


def test_a_story_list_of_media_cloud_alone_has_no_texts(tmp_path, imported):
    done = imported("mediacloud-csv", write_csv(tmp_path / "stories.csv", STORIES))
    assert done.code == 1
    assert "a story list of Media Cloud has no texts; expected --texts FOLDER" in done.err


def test_the_older_story_list_of_media_cloud_is_read_too(tmp_path, imported):
    rows = [["stories_id", "publish_date", "title", "url", "language", "media_id", "media_name", "media_url"],
            ["7", "2017-01-02 00:00:00", "T", "u", "en", "1", "Post", "https://post.com"]]  # fmt: skip
    stories = write_csv(tmp_path / "stories.csv", rows)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "7.txt").write_text("Text.")
    assert imported("mediacloud-csv", stories, "--texts", tmp_path / "texts").texts == {
        "7": "Text."
    }


def test_articles_of_polnear_come_through(shared, imported):
    source = shared / "data" / "polnear" / "dev.jsonl.gz"
    done = imported("polnear", source)
    assert done.code == 0, done.err
    lines = [
        json.loads(line) for line in gzip.decompress(source.read_bytes()).decode().splitlines()
    ]
    assert done.texts == {line["id"]: line["text"] for line in lines}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["csv", "missing.csv"], "missing.csv: nothing is there"),
        (["word", "t.csv"], "'word' is not one of the formats"),
        (["csv", "t.csv", "--columns", "outlet"], "is not OURS=THEIRS"),
        (["csv", "t.csv", "--texts", "nowhere"], "nowhere: nothing is there"),
    ],
)
def test_what_cannot_be_asked_for_ends_with_2(tmp_path, imported, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "t.csv", articles())
    done = imported(*words)
    assert done.code == 2
    assert said in done.err


def test_nothing_is_written_over(tmp_path, imported):
    path = write_csv(tmp_path / "t.csv", articles())
    (tmp_path / "corpus").mkdir()
    assert imported("csv", path).code == 0
    before = (tmp_path / "corpus" / "corpus.csv").read_bytes()
    again = imported("csv", path)
    assert again.code == 2
    assert "exists already, and nothing is written over" in again.err
    assert (tmp_path / "corpus" / "corpus.csv").read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"t.csv", "corpus"}


def test_a_stopped_import_leaves_nothing(tmp_path, imported, monkeypatch):
    path = write_csv(tmp_path / "t.csv", articles())

    def stopped(*_):
        raise KeyboardInterrupt

    writing = sys.modules["analysis.corpus.archives.corpus_files"]
    monkeypatch.setattr(writing, "text_bytes", stopped)
    assert imported("csv", path).code == 130
    assert {p.name for p in tmp_path.iterdir()} == {"t.csv"}


def test_near_duplicates_are_told_and_kept(tmp_path, imported):
    wire = " ".join(f"word{k}" for k in range(60))
    rows = [
        ["id", "outlet", "text"],
        ["1", "Post", wire],
        ["2", "Globe", f"{wire} more"],
        ["3", "Herald", "Other text."],
    ]
    done = imported("csv", write_csv(tmp_path / "t.csv", rows))
    assert (
        "1 pair of articles with largely the same text; all are kept:\n  1 and 2: 98% in common"
        in done.out
    )
    assert len(done.texts) == 3


def test_texts_too_long_to_be_compared_are_told_and_not_compared(tmp_path, imported, monkeypatch):
    report = sys.modules["analysis.cli.import_report"]
    monkeypatch.setattr(report, "COMPARED", 30)
    wire = "The same few words of one wire text."
    rows = [["id", "outlet", "text"], ["1", "Post", wire], ["2", "Globe", wire]]
    done = imported("csv", write_csv(tmp_path / "t.csv", rows))
    assert "not compared with each other: texts of 72 characters; up to 30 are" in done.out
    assert "largely the same text" not in done.out
    assert len(done.texts) == 2


@pytest.mark.parametrize(
    ("name", "way"), [("t.csv", "is a corpus as it is"), ("t.txt", "a larger one has to be cut")]
)
def test_a_file_of_a_gigabyte_is_refused_unread(name, way, tmp_path, imported):
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"id,outlet,text\n1,Post,One text.\n")
        file.truncate(1 << 30)  # takes no room on the disk
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = imported("csv", path)
    assert done.code == 1
    assert f"{name}: is 1,073,741,824 bytes long; expected at most 536,870,912 bytes" in done.err
    assert way in done.err
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 256 * 1024, f"{grown:,} KB more"


def test_a_packed_table_is_measured_unpacked(tmp_path, imported, monkeypatch):
    monkeypatch.setattr(sys.modules["analysis.corpus.source"], "MAX_FILE", 3_000)
    words = "".join(f"{number} word{number}x " for number in range(400))
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(f"id,outlet,text\n1,Post,{words}\n".encode()))
    assert path.stat().st_size < 3_000
    done = imported("csv", path)
    assert done.code == 1
    assert "bytes long; expected at most 3,000 bytes" in done.err


def test_a_zip_that_says_that_it_holds_too_much_is_refused_unread(tmp_path, imported, monkeypatch):
    unpack = sys.modules["analysis.corpus.unpack"]
    monkeypatch.setattr(unpack, "MAX_UNPACKED", 2_000)
    path = tmp_path / "texts.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"Post/a{number}.txt", "A pier. " * 100)
    monkeypatch.setattr(unpack.Archive, "read", lambda *_: pytest.fail("a file was read"))
    done = imported("zip", path)
    assert done.code == 1
    assert "texts.zip: unpacks to too much; expected at most 2,000 bytes unpacked" in done.err


def test_the_record_has_digests_and_what_was_taken_from_where(mine, imported):
    done = imported("folder", mine)
    digests = {entry["name"]: entry["sha256"] for entry in done.record["files"]}
    sums = subprocess.run(
        ["sha256sum", *digests], cwd=mine, capture_output=True, text=True, check=True
    )
    assert dict(line.split("  ")[::-1] for line in sums.stdout.splitlines()) == digests
    assert len(digests) == 31
    assert str(mine.parent) not in (done.folder / "import.json").read_text("utf-8")


def test_the_formats_of_the_command_are_those_of_the_reader():
    from analysis.corpus.archives import FORMATS

    shown = CliRunner().invoke(main, ["import", "--help"]).output
    assert [name for name in FORMATS if f"\n  {name} " not in shown] == []
