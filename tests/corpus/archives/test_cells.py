"""Tables as tools really write them: names of columns, HTML, programs' words for nothing, cut texts."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus.archives import Asked, read_source
from analysis.corpus.archives.cells.html_in_cells import without_markup
from analysis.corpus.archives.cells.outlet_names import near_equal
from analysis.corpus.problems import CorpusError, few_lines

CASES = Path(__file__).parent / "cases"
TEXT = "The council met on Tuesday and said the bridge would stay shut until spring, to save money."


@pytest.fixture
def read(tmp_path):
    def run(content, name="t.csv", *, skip_bad=False, **asked):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_source(Asked("", str(path), **asked), skip_bad=skip_bad)

    return run


def case(name, file="in.csv", **asked):
    folder = next(CASES.glob(f"import-{name}-*"))
    return read_source(Asked("", str(folder / file), **asked))


def told(found):
    return " / ".join(few_lines(found.reading.problems))


def cells(found, column):
    return [article.piece.cells[column] for article in found.articles]


@pytest.mark.parametrize(
    "name",
    [
        "Publication Date", "publishedAt", "publishDate", "date_publish", "pubDate", "Published",
        "datetime", "seendate", "publish-date", "DATE", "Date of Publication", "webPublicationDate",
    ],
)  # fmt: skip
def test_a_date_is_known_by_any_of_its_names(read, name):
    found = read(f"source,{name},text\nPost,2021-03-04,{json.dumps(TEXT)}\n")
    assert [article.day for article in found.articles] == ["2021-03-04"]


@pytest.mark.parametrize(
    "name", ["publication", "site", "domain", "source_domain", "source.name", "Outlet"]
)
@pytest.mark.parametrize("text", ["maintext", "content", "body", "article_text", "Full Text"])
def test_outlets_and_texts_are_known_by_any_of_their_names(read, name, text):
    found = read(f"{name},{text}\npost.example,{json.dumps(TEXT)}\n")
    assert (cells(found, "outlet"), found.articles[0].piece.text) == (["post.example"], TEXT)


def test_a_table_without_dates_says_so_and_which_column_may_be_them(read):
    rows = f"source,when seen,text\nPost,2021-03-04,{json.dumps(TEXT)}\n"
    assert "when seen may be it; expected --columns 'date=when seen'" in told(read(rows))
    assert "no column is taken for the date" in told(read(rows.replace("2021-03-04", "x")))


def test_the_address_of_an_article_is_never_its_outlet(read):
    rows = f"source,text\nhttps://a.example/news/1,{json.dumps(TEXT)}\n"
    with pytest.raises(CorpusError, match='column "outlet": missing column'):
        read(rows)
    assert cells(read(rows, outlet="Post"), "outlet") == ["Post"]


def test_an_empty_column_of_our_name_gives_way_to_a_full_one(read):
    line = {"text": None, "maintext": TEXT, "source_domain": "post.example"}
    assert read(json.dumps(line), "np.jsonl").articles[0].piece.text == TEXT


def test_a_field_inside_a_field_can_be_named(read):
    line = {"text": TEXT, "thread": {"site_full": "www.post.example", "title": "T"}}
    found = read(json.dumps(line), "w.jsonl", columns={"outlet": "thread.site_full"})
    assert cells(found, "outlet") == ["www.post.example"]
    with pytest.raises(CorpusError, match="missing column"):
        read(json.dumps(line), "w.jsonl", columns={"outlet": "thread.nowhere"})


def test_words_of_programs_for_nothing_are_empty_and_counted(read):
    found = read(f"source,author,title,date,text\nPost,nan,None,null,{json.dumps(TEXT)}\n")
    assert [cells(found, c) for c in ("author", "title", "date")] == [[""], [""], [""]]
    assert sum(found.reading.cleaning.values()) == 3
    with pytest.raises(CorpusError, match="the text is empty"):
        read("source,text\nPost,nan\nPost,N/A\n")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>One.</p><p>It&#8217;s <b>late</b>.</p>", "One.\n\nIt’s late."),
        ("One.<br>Two.<br/>Three.", "One.\nTwo.\nThree."),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("a &amp; b", "a & b"),
        ("<i>One</i>\n\nTwo  spaces", "One\n\nTwo  spaces"),
        ("<div>x<script>var a = '<p>';</script><style>p{}</style>y</div>", "xy"),
        ("<p>from <ann@post.example> to you", "from <ann@post.example> to you"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("Tom & Jerry & <no tag>", "Tom & Jerry & <no tag>"),
    ],
)
def test_html_becomes_the_text_that_a_browser_shows(cell, text):
    assert without_markup(cell).text == text


def test_what_is_taken_out_of_cells_is_listed(read):
    found = read('source,text\nPost,"<p>One.</p><script>x()</script><!-- note --><p>Two.</p>"\n')
    assert found.articles[0].piece.text == "One.\n\nTwo."
    assert [(r.article, r.text, r.reason) for r in found.reading.removed] == [
        ("t-1", "<p> <script>", "tags of HTML"),
        ("t-1", "x()<!-- note -->", "not shown by a browser"),
    ]


@pytest.mark.parametrize(
    "part", ["<div>", "<p>", "</div>", "<!-- ", "&amp;", "<a href='", "<script>", "<table><tr><td>"]
)
def test_nested_or_unclosed_html_takes_linear_time(part):
    start = time.process_time()
    without_markup(f"<p>{part * 16_000}end")
    assert time.process_time() - start < 4


@given(st.text("ab <>/-!p\n'", max_size=60))
def test_no_word_of_a_cell_is_lost(cell):
    shown = without_markup(cell)
    kept = " ".join([shown.text, *(text for text, _ in shown.removed)])
    # end tags are not listed, and a tag is listed once
    assert {c for c in cell if c.isalpha()} <= set(kept) | set("bap")
    if not shown.removed:
        assert "".join(shown.text.split()) == "".join(re.sub("</[abp] *>", "", cell).split())


def test_a_separator_named_in_the_first_line_is_taken(read):
    found = read('"sep=|"\r\nsource|text\r\nPost|One; two, three.\r\n')
    assert found.articles[0].piece.text == "One; two, three."
    assert found.articles[0].piece.place.row == 1


def test_empty_rows_of_excel_are_no_rows(read):
    found = read("id;source;text\n1;Post;One.\n;;\n;;\n;;;;;\n2;Post;Two.\n;;\n")
    assert cells(found, "id") == ["1", "2"]
    assert [a.piece.place.row for a in found.articles] == [1, 5]
    assert found.reading.cleaning["empty rows of the table"] == 4


@pytest.mark.parametrize(
    "rows",
    [
        f"Post,2021-03-04,{json.dumps(TEXT)}\nEcho,2021-03-05,x\n",
        f"Post,https://a.example/1,{json.dumps(TEXT + TEXT)}\n",
    ],
)
def test_a_first_row_that_is_an_article_is_no_header(read, rows):
    with pytest.raises(CorpusError, match="the first row is no header"):
        read(rows, outlet="Post")


def test_names_of_columns_below_other_rows_are_pointed_at(read):
    rows = f"Results of 8 March\n\nSearch,ferry\nSource,Date,Text\nPost,2021-03-04,{json.dumps(TEXT)}\n"
    with pytest.raises(
        CorpusError, match="the names of the columns stand in row 3: Source, Date, Text"
    ):
        read(rows)


def test_text_in_single_quotation_marks_inside_a_table_is_no_quoting(read):
    rows = "source,title,text\n" + "".join(
        f"Post,'Late {k}',\"'No,' he said.\"\n" for k in range(5)
    )
    assert cells(read(rows), "title") == [f"'Late {k}'" for k in range(5)]


def test_a_bare_carriage_return_never_cuts_an_article_in_two(read):
    rows = "source,text\r\nPost,The first half\rPost,the second half\r\nEcho,Whole.\r\n"
    with pytest.raises(CorpusError, match="carriage return without a line feed"):
        read(rows)
    assert [a.piece.text for a in read(rows, skip_bad=True).articles] == ["Whole."]
    mac = read("source,text\rPost,One.\rEcho,Two.\r")
    assert [a.piece.text for a in mac.articles] == ["One.", "Two."]
    quoted = read('source,text\nPost,"One\rline"\nEcho,Two.\n')
    assert [a.piece.text for a in quoted.articles] == ["One\rline", "Two."]


@pytest.mark.parametrize("encoding", ["iso2022_jp", "utf-32", "utf-16-le", "utf-16-be", "utf-16"])
def test_encodings_with_signs_of_their_own_are_recognised(read, encoding):
    text = (
        "The ferry 橋は春まで閉鎖される。"
        if encoding == "iso2022_jp"
        else "The ferry was late – again."
    )
    found = read(f"source,text\nPost,{text}\nEcho,{TEXT.replace(',', '')}\n".encode(encoding))
    assert found.articles[0].piece.text == text


def test_an_encoding_that_a_page_declares_is_taken(read):
    page = '<?xml version="1.0" encoding="iso-8859-2"?><div class="article enArticle">'
    page += '<span class="plHeadline"></span><div>3 words</div>'
    page += (
        "<div>4 March 2021</div><div>Gazeta</div><p class='articleParagraph'>Zażółć gęślą jaźń</p>"
    )
    page += "<p>Document GAZ1</p></div>"
    found = read(page.encode("iso-8859-2"), "f.html")
    assert found.articles[0].piece.text == "Zażółć gęślą jaźń"
    assert "read as iso8859-2" in told(found)


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        ({"Post(HP)": 1, "Post (HP)": 2}, [["Post (HP)", "Post(HP)"]]),
        ({"Die Weltwoche": 59, "Weltwoche": 11}, [["Die Weltwoche", "Weltwoche"]]),
        ({"The Post": 1, "The Post(London)": 3, "Post": 1}, [["The Post(London)", "Post", "The Post"]]),
        ({"Post": 1, "POST ": 1, "post.com": 1}, [["POST ", "Post", "post.com"]]),
        ({"The Times": 1, "The Times of India": 1, "Time": 1}, []),
        ({"北京日报": 1, "北京晚报": 1}, []),
    ],
)  # fmt: skip
def test_names_that_may_be_one_outlet_stand_side_by_side(names, groups):
    assert list(near_equal(names)) == groups


VALUES = st.sampled_from(
    ["", "nan", "Post", "<b>Post</b>", "[Removed]", "Text. [+12 chars]", "<p></p>", " ", "soon"]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=6))
def test_every_row_is_an_article_or_is_listed(read, rows):
    good = {"source": "Post", "date": "2021-03-04", "text": TEXT}
    lines = [good, *({"source": o, "date": d, "text": t} for o, d, t in rows)]
    found = read("\n".join(map(json.dumps, lines)), "t.jsonl", skip_bad=True)
    assert len(found.articles) + found.left_out + found.reading.absent == len(lines)
    listed = {problem.row for problem in found.reading.problems} | {0}
    assert {k for k in range(1, len(lines) + 1)} <= listed | {
        a.piece.place.row for a in found.articles
    }


def test_the_case_of_date_columns():
    for name in "abcd":
        assert [a.day for a in case("14", f"{name}.csv").articles] == ["2021-03-04", "2021-03-05"]


def test_the_case_of_newsapi():
    found = case("15")
    assert cells(found, "outlet") == ["Harbour Post", "North Bank Echo"]
    assert "the text was cut off" in told(found)
    assert "'[Removed]': the article was removed by its service" in told(found)


def test_the_cases_of_hints():
    with pytest.raises(CorpusError) as refused:
        case("18")
    assert "perhaps" not in str(refused.value)
    assert "--outlet NAME" in str(refused.value)
    found = case("18", "np.jsonl")
    assert (cells(found, "outlet"), cells(found, "author")) == (
        ["harbourpost.example"],
        ["Ann Reed"],
    )


@pytest.mark.parametrize("file", ["a.csv", "b.csv", "c.csv", "d.csv"])
def test_the_cases_of_dates_from_excel(file):
    assert [a.day for a in case("19", file).articles] == ["2021-03-04", "2021-03-14"]


def test_the_cases_of_bad_dates():
    assert [a.day for a in case("20").articles] == ["", "2021-03-05"]
    lines = few_lines(case("33").reading.problems, rest="problems.csv")
    assert len(lines) == 1
    assert "200 rows" in lines[0]
    assert lines[0].endswith("row 3 'Thu, 03 Ma'; all 200 in problems.csv")


def test_the_cases_of_a_separator_of_html_and_of_quotation_marks():
    assert len(case("22").articles) == 2
    html = case("24").articles[0].piece
    assert (html.cells["title"], html.text.endswith("\n\nIt’s late.")) == ("Bridge & ferry", True)
    with pytest.raises(CorpusError, match="single quotation marks"):
        case("28", outlet="X")


def test_the_cases_of_wrong_encodings_and_of_two_spellings():
    assert "was read in a wrong encoding before it came here: 'Itâ€™s' for 'It’s'" in told(
        case("27")
    )
    assert "2 names differ only in case, white space or punctuation" in told(case("32"))
