"""Spreadsheets and JSON, written by the tests as Excel and services write them."""

import datetime
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.archives import Asked, read_source
from analysis.corpus.problems import CorpusError

TEXT = "The council met on Tuesday and said that the bridge would stay shut until spring."


def sheets(path, **rows):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in rows.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def ods(path, rows):
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" '
        f'xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Articles">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


def test_a_sheet_with_real_days_and_a_title_above_its_header(imported, tmp_path):
    path = sheets(
        tmp_path / "news.xlsx",
        About=[["Made by the library"]],
        Articles=[
            ["Export of 4 March"],
            [],
            ["Publication Date", "Source", "Headline", "Full text", None, "Pages"],
            [datetime.datetime(2021, 3, 4, 10, 30), "Post", "Bridge shut", TEXT, None, 3],
            [datetime.date(2021, 3, 5), "Echo", "Ferry", TEXT + " Two.", None, 2.5],
            [None, None, None, None, None, None],
            [datetime.date(2021, 3, 6), "Echo", 1984, TEXT + " Three.", None, None],
        ],
    )
    done = imported(path)
    assert done.code == 0, done.err
    table = done.corpus.articles
    assert table["outlet"].tolist() == ["Post", "Echo", "Echo"]
    assert table["date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2021-03-04",
        "2021-03-05",
        "2021-03-06",
    ]
    assert table["title"].tolist() == ["Bridge shut", "Ferry", "1984"]
    assert "its sheet 'Articles' is read and not About" in done.err
    assert [row["text"] for row in done.removed][:1] == ["Export of 4 March"]
    rows = (done.folder / "corpus.csv").read_text("utf-8")
    assert "news.xlsx, 7" in rows  # the row that a reader sees in Excel
    assert ",2.5" in rows


def test_the_sheet_that_is_asked_for(imported, tmp_path):
    one, two = ([["outlet", "text"], [name, f"{TEXT} {name}."]] for name in ("Post", "Echo"))
    path = sheets(tmp_path / "two.xlsx", March=one, April=two)
    done = imported("spreadsheet", path, "--table", "April")
    assert done.corpus.articles["outlet"].tolist() == ["Echo"]
    wrong = imported("spreadsheet", path, "--table", "May", out="other")
    assert wrong.code == 1
    assert "no sheet 'May' is in it; expected one of its sheets: March, April" in wrong.err


def test_merged_cells_are_told_and_an_empty_outlet_is_named_by_its_row(imported, tmp_path):
    path = sheets(tmp_path / "m.xlsx", A=[["outlet", "text"], ["Post", TEXT], ["", TEXT + " Two."]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    done = imported(path)
    assert done.code == 1
    assert "merged cells in 1 places, the first at row 2, column 1" in done.err
    assert 'm.xlsx, row 3, column "outlet"' in done.err


def test_a_sheet_of_libreoffice(imported, tmp_path):
    rows = [
        ["outlet", "date", "text"],
        ["Post", "2021-03-04", TEXT],
        ["Echo", "2021-03-05", "Rain."],
    ]
    done = imported(ods(tmp_path / "n.ods", rows))
    assert done.code == 0, done.err
    assert done.texts["n-2"] == TEXT
    assert done.articles.loc["n-3", "outlet"] == "Echo"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cut.xlsx", b"PK\x03\x04 and no more", "damaged zip"),
        ("old.xls", b"\xd0\xcf\x11\xe0 and no more", "cannot be read as a spreadsheet"),
    ],
)
def test_a_damaged_sheet_is_one_line(imported, tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    done = imported("spreadsheet", path)
    assert done.code == 1
    assert words in done.err
    assert len(done.err.splitlines()) == 1


def test_a_sheet_that_unpacks_to_too_much_is_refused(imported, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/worksheets/sheet1.xml", b" " * 40_000_000)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(packed.getvalue())
    done = imported("spreadsheet", path)
    assert done.code == 1
    assert "unpacks to more than 200 times its size" in done.err


SERVICES = {
    "newsapi": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "Post"},
                "author": "Ann Reed",
                "title": "Bridge shut",
                "url": "https://post.example/bridge",
                "publishedAt": "2021-03-04T10:00:00Z",
                "content": TEXT,
            }
        ],
    },
    "event registry": {
        "articles": {
            "results": [
                {
                    "uri": "77",
                    "lang": "eng",
                    "date": "2021-03-04",
                    "title": "Bridge shut",
                    "body": TEXT,
                    "source": {"uri": "post.example", "title": "Post"},
                    "url": "https://post.example/bridge",
                }
            ],
            "totalResults": 1,
        }
    },
    "webz": {
        "posts": [
            {
                "thread": {"site_full": "Post", "section_title": "City"},
                "uuid": "a1",
                "url": "https://post.example/bridge",
                "title": "Bridge shut",
                "text": TEXT,
                "published": "2021-03-04T10:00:00.000+02:00",
            }
        ],
        "totalResults": 1,
    },
    "news-please": {
        "authors": ["Ann Reed"],
        "date_publish": "2021-03-04 10:00:00",
        "maintext": TEXT,
        "source_domain": "Post",
        "title": "Bridge shut",
        "url": "https://post.example/bridge",
    },
    "elasticsearch": {
        "took": 3,
        "hits": {
            "total": 1,
            "hits": [
                {
                    "_id": "x",
                    "_source": {
                        "outlet": "Post",
                        "date": "2021-03-04",
                        "title": "Bridge shut",
                        "text": TEXT,
                    },
                }
            ],
        },
    },
    "list": [{"outlet": "Post", "date": "2021-03-04", "title": "Bridge shut", "text": TEXT}],
}


@pytest.mark.parametrize("service", SERVICES)
def test_what_services_answer(imported, tmp_path, service):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(SERVICES[service], indent=2), encoding="utf-8")
    done = imported(path)
    assert done.code == 0, done.err
    (row,) = done.corpus.articles.to_dict("records")
    assert (row["outlet"], row["title"]) == ("Post", "Bridge shut")
    assert f"{row['date']:%Y-%m-%d}" == "2021-03-04"
    assert list(done.texts.values()) == [TEXT]


def test_an_address_is_never_the_outlet(imported, tmp_path):
    path = tmp_path / "t.json"
    found = {"source": "https://post.example/bridge", "title": "Bridge shut", "text": TEXT}
    path.write_text(json.dumps(found), encoding="utf-8")
    done = imported(path)
    assert done.code == 1
    assert "--outlet NAME" in done.err
    assert "https" not in done.err.partition("the columns are")[0]


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_a_file_for_each_article(imported, tmp_path, kind):
    folder = tmp_path / "in"
    folder.mkdir()
    for k, outlet in enumerate(("Post", "Echo"), 1):
        one = {"outlet": outlet, "date": "2021-03-04", "title": f"T{k}", "text": f"{TEXT} {k}."}
        (folder / f"a{k}.json").write_text(json.dumps(one, indent=1), encoding="utf-8")
    done = imported(kind, folder)
    assert done.code == 0, done.err
    assert sorted(done.corpus.articles["outlet"]) == ["Echo", "Post"]
    told = imported("folder", folder, out="other")
    assert "framing import json PATH" in told.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ("[1, 2]", "no article is in it"),
        ("[" * 100_000, "nested too deeply"),
        ('{"status": "error"}', "no article is in it"),
    ],
)
def test_json_without_articles_is_one_line(imported, tmp_path, content, words):
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    done = imported("json", path)
    assert done.code == 1
    assert words in done.err


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
rows = st.lists(st.tuples(cells, cells), min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(rows)
def test_articles_in_are_articles_out_or_listed(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("law")
    given = [{"outlet": outlet, "text": text} for outlet, text in rows]
    (folder / "law.json").write_text(json.dumps(given), encoding="utf-8")
    sheets(folder / "law.xlsx", A=[["outlet", "text"], *([*row] for row in rows)])
    for name, kind in (("law.json", "json"), ("law.xlsx", "spreadsheet")):
        try:
            found = read_source(Asked(kind, str(folder / name)), skip_bad=True)
        except CorpusError:  # no row is good
            continue
        listed = {problem.row for problem in found.reading.problems if problem.row}
        blank = found.reading.cleaning["empty rows of the table"]
        kept = {article.piece.place.row for article in found.articles}
        filled = sum(bool(outlet.strip() or text.strip()) for outlet, text in rows)
        assert len(kept | listed) + blank >= filled
        assert all(article.piece.text.strip() for article in found.articles)
