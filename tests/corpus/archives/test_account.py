"""The account at the end of an import, the recognition of formats, and one line for one problem."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.corpus import read_corpus
from analysis.corpus.archives import FORMATS
from analysis.corpus.archives.known_formats import GENERAL
from tests.corpus.archives.conftest import rows
from tests.corpus.archives.test_nexis_kinds import HEAD, story, word_file

CASES = Path(__file__).parent / "cases"
TEXT = "The council met on Tuesday and said that the bridge would stay shut until the spring. " * 4
GERMAN = (
    "Der Rat tagte am Dienstag und teilte mit, dass die Brücke bis zum Frühjahr gesperrt bleibt. "
    * 4
)


def table(path, lines):
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def account(done):
    return {(line["part"], line["name"]): line for line in rows(done.folder / "import.csv")}


@pytest.fixture
def odd(tmp_path, imported):
    lines = [
        ["outlet", "date", "title", "text"],
        ["Post", "2021-03-04", "A", TEXT],
        ["The Post", "soon", "B", f"{TEXT} one …"],
        ["Echo", "2021-03-06", "C", TEXT],
        ["Echo", "2021-03-07", "nan", GERMAN],
        ["Echo", "", "E", f"<p>{TEXT} two</p>"],
        ["Echo", "2021-03-05", "F", "Short."],
    ]
    return imported("csv", table(tmp_path / "t.csv", lines))


def test_the_account_counts_articles_fields_days_and_outlets(odd):
    lines = account(odd)
    assert [line["part"] for line in lines.values()][:2] == ["articles", "articles"]
    assert (lines["articles", "imported"]["count"], lines["articles", "imported"]["percent"]) == (
        "6",
        "100.0",
    )
    assert lines["fields", "date"] | {"part": "", "name": ""} == {
        "part": "", "name": "", "count": "4", "of": "6", "percent": "66.7", "examples": "empty in t-2, t-5",
    }  # fmt: skip
    assert [lines["dates", name]["examples"] for name in ("first", "last")] == [
        "2021-03-04",
        "2021-03-07",
    ]
    assert lines["outlets", "Post"]["examples"] == "perhaps the same: The Post"
    assert lines["outlets", "Echo"]["count"] == "4"


def test_the_account_counts_odd_texts_with_examples(odd):
    lines = account(odd)
    texts = {
        name: (line["count"], line["examples"])
        for (part, name), line in lines.items()
        if part == "texts"
    }
    assert texts == {
        "look cut off": ("1", "t-2"),
        "as long as a cell of Excel can be": ("0", ""),
        "shorter than 200 characters": ("1", "t-6"),
        "hold tags or entities of HTML": ("0", ""),
        "the same as another text": ("1", "t-3 as t-1"),
    }
    assert {name: line["count"] for (part, name), line in lines.items() if part == "languages"} == {
        "en": "4", "de": "1",
    }  # fmt: skip
    assert lines["taken out", "tags of HTML"]["examples"] == "<p>"
    assert (
        lines["problems", "warning: not a date, so it is left empty"]["examples"] == "t.csv, row 2"
    )


def test_the_account_is_on_the_screen_too(odd):
    for line in (
        "articles: 6 found, 6 imported",
        "fields: outlet 100.0%, date 66.7%, title 83.3%, author 0.0%, url 0.0%, language 0.0%",
        "dates: 2021-03-04 to 2021-03-07",
        "outlets: Echo 4, Post 1, The Post 1",
        "texts: 1 look cut off (16.7%): t-2",
        "languages of 5 texts as recognised: en 4, de 1",
        "taken out: 1 of tags of HTML: <p>",
    ):
        assert line in odd.out.splitlines()
    assert (
        "2 names look like one outlet, and count as different outlets: 'Post' (1), 'The Post' (1)"
        in odd.err
    )


def test_articles_are_held_against_what_a_file_announces(tmp_path, imported):
    cover = ["User Name: ANN", "Documents (3)", "1. Ferry Late Again", "2. Second", "3. Third"]
    (tmp_path / "in.docx").write_bytes(word_file(cover, story(), story(["Second", *HEAD[1:]])))
    done = imported(tmp_path / "in.docx")
    assert "in.docx: says that it has 3 articles, but 2 were found in it" in done.err
    line = account(done)["articles", "found"]
    assert (line["count"], line["of"], line["percent"]) == ("2", "3", "66.7")
    assert "articles: 3 announced by the files, 2 found, 2 imported" in done.out


def test_many_rows_with_one_error_are_one_line_and_a_file(tmp_path, imported):
    lines = [["outlet", "text"], *([f"Post {k}", ""] for k in range(40))]
    done = imported("csv", table(tmp_path / "t.csv", lines))
    assert done.code == 1
    errors = [line for line in done.err.splitlines() if not line.startswith("warning")]
    assert len(errors) == 1
    assert errors[0].startswith('t.csv, column "text", 40 rows: the text is empty; expected')
    assert errors[0].endswith(f"row 3; all 40 in {tmp_path / 'corpus-problems.csv'}")
    assert len(rows(tmp_path / "corpus-problems.csv")) == 41
    imported("csv", tmp_path / "t.csv")
    assert (tmp_path / "corpus-problems-2.csv").exists()
    assert not done.folder.exists()


@pytest.mark.parametrize(("order", "day"), [("mdy", "2021-03-04"), ("dmy", "2021-04-03")])
def test_the_order_of_dates_is_asked_for_and_may_be_left_open(tmp_path, imported, order, day):
    path = table(tmp_path / "t.csv", [["outlet", "date", "text"], ["Post", "3/4/21", TEXT]])
    asked = imported("csv", path)
    assert asked.code == 1
    assert "may mean 2021-04-03 or 2021-03-04; expected --dates day-first (dmy)" in asked.err
    said = imported("csv", path, "--dates", order)
    assert str(said.articles["date"].iloc[0].date()) == day
    assert imported("csv", path, "--skip-bad", out="open").articles["date"].isna().all()


def page():
    return (
        '<div class="article enArticle"><span class="enHeadline">Late</span><div>9 words</div>'
        "<div>4 March 2021</div><div>Post</div><div>POST</div>"
        '<p class="articleParagraph">It was late.</p><p>Document POST1</p></div>'
    )


STORIES = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "1,2021-03-05,en,p,p,2021-03-04,T,u\n"
)
FILES = {
    "nexis-docx": {"a.docx": word_file(story())},
    "factiva-html": {"a.html": page().encode()},
    "csv": {"a.csv": b"outlet,text\nPost,Late.\n"},
    "jsonl": {"a.jsonl": b'{"outlet": "Post", "text": "Late."}\n'},
    "folder": {"Post/a.txt": b"Late.", "Post/b.txt": b"Late again."},
    "mediacloud-csv": {"a.csv": STORIES.encode(), "1.txt": b"Late."},
}


def written(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("kind", FILES)
def test_a_format_is_recognised_in_a_folder_in_a_zip_and_alone(tmp_path, imported, kind):
    folder = written(tmp_path / "in", FILES[kind])
    done = imported(folder)
    assert done.code == 0, done.err
    assert f"format: {kind}, because " in done.out
    assert done.record["format"] == kind
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as out:
        for name, content in FILES[kind].items():
            out.writestr(name, content)
    zipped = imported(tmp_path / "in.zip", out="zipped")
    assert zipped.record["format"] == {"folder": "zip"}.get(kind, kind)
    assert zipped.texts == done.texts


def test_where_several_or_no_formats_fit_the_choice_is_asked_for(tmp_path, imported):
    both = written(tmp_path / "both", FILES["nexis-docx"] | FILES["factiva-html"])
    done = imported(both)
    assert done.code == 1
    assert "may be nexis-docx (a.docx is a Word file with lines of Nexis: Length, Body" in done.err
    assert "expected framing import FORMAT PATH, with one of these formats" in done.err
    none = imported(written(tmp_path / "none", {"a.png": b"\x89PNG"}))
    assert (
        "no format is recognised; the files are .png; expected framing import FORMAT PATH"
        in none.err
    )
    few = written(tmp_path / "few", FILES["nexis-docx"] | {f"{k}.txt": b"Late." for k in range(3)})
    assert "may be nexis-docx" in imported(few).err
    assert "or folder" in imported(few).err


def test_the_words_of_the_command_are_checked(imported):
    for words in (["csv"], ["csv", "a", "b"]):
        done = imported(*words)
        assert done.code == 2
        assert "one PATH is needed" in done.err


def test_every_format_says_what_it_is_and_general_ones_are_formats():
    assert all(known.meaning for known in FORMATS.values())
    assert set(GENERAL) <= set(FORMATS)
    assert [known.looks("x.bin", b"\0\1\2") for known in FORMATS.values()] == [""] * len(FORMATS)
    assert [known.looks("", b"") for known in FORMATS.values()] == [""] * len(FORMATS)


@pytest.mark.parametrize("file", ["in.docx", "in.json"])
def test_check_points_to_import(file):
    path = CASES / "import-30-check-does-not-point-to-import" / file
    done = CliRunner().invoke(main, ["check", str(path)])
    assert done.exit_code == 1
    assert f"framing import {path} --out CORPUS" in done.stderr


def test_check_points_to_import_for_a_folder_of_exports(tmp_path):
    folder = written(tmp_path / "in", FILES["nexis-docx"])
    assert (
        "framing import PATH --out CORPUS"
        in CliRunner().invoke(main, ["check", str(folder)]).stderr
    )


def test_check_warns_of_outlets_that_differ_by_a_space(imported):
    done = imported(CASES / "import-32-outlets-that-differ-by-a-space" / "in.csv")
    found = read_corpus(done.folder).problems["problem"].tolist()
    assert len(found) == 1
    assert (
        "differs from 'The Harbour Post(HP)' in row 1 only in case, white space, punctuation"
        in found[0]
    )


def test_a_hint_of_the_corpus_reader_never_offers_texts_as_outlets(tmp_path):
    path = tmp_path / "corpus.csv"
    table(path, [["id", "Content", "outlets", "text"], ["1", TEXT, TEXT, "x"]])
    told = CliRunner().invoke(main, ["check", str(path)]).stderr
    assert "perhaps" not in told
    assert "--columns 'outlet=its name'" in told


def test_the_account_of_json_with_rows_that_are_left_out(tmp_path, imported):
    lines = [
        {"outlet": "Post", "text": TEXT},
        {"outlet": "", "text": TEXT},
        {"outlet": "Post", "text": "[Removed]"},
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, lines)))
    lines = account(imported(tmp_path / "t.jsonl", "--skip-bad"))
    numbers = {name: line["count"] for (part, name), line in lines.items() if part == "articles"}
    assert numbers == {
        "found": "3", "imported": "1", "left out because of an error": "1",
        "removed by their service before": "1",
    }  # fmt: skip


def test_a_text_with_a_list_of_links_is_imported_as_it_is_and_read_without_them(tmp_path, imported):
    links = " Carl (Chuck) Moor RoeRoe wins again\n\nFive people to watch: 'Great' ones MORE"
    text = f"Chairman Chuck Roe{links} said on Monday that the river rises."
    done = imported(
        written(tmp_path / "in", {"Hill_2016-10-16_River.txt": text.encode()}),
        "--name",
        "{outlet}_{date}_{title}",
    )
    assert done.code == 0, done.err
    (written_text,) = (file.read_text("utf-8") for file in (done.folder / "texts").iterdir())
    assert written_text.endswith(text)
    assert "wins again" not in done.texts.popitem()[1]
