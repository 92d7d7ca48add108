"""Word files of Nexis as they really are: editions, blogs, seasons, corrections, labels in one paragraph."""

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus.archives import Asked, read_source
from analysis.corpus.archives.word.archive_lines import day_and_rest
from analysis.corpus.problems import CorpusError

CASES = Path(__file__).parent / "cases"
HEAD = ["Ferry Late Again", "Harbour Post", "March 4, 2021 Thursday"]
TAIL = ["Load-Date: March 5, 2021", "End of Document"]


def story(head=HEAD, *, labels=("Length: 9 words",), body=("The ferry was late.",), tail=TAIL):
    return [*head, *labels, "Body", *body, *tail]


def word_file(*stories):
    document = docx.Document()
    for text in (line for lines in stories for line in lines):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    def run(*stories, **asked):
        path = tmp_path / "in.docx"
        path.write_bytes(word_file(*stories))
        return read_source(Asked("nexis-docx", str(path), **asked))

    return run


def facts(found):
    return [(a.piece.cells["outlet"], a.day, a.piece.cells["title"]) for a in found.articles]


def removed(found):
    return {entry.text: entry.reason for entry in found.reading.removed}


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("March 4, 2021 Thursday, Late Edition - Final", "2021-03-04", "Late Edition - Final"),
        ("March 4, 2021, Thursday,, FINAL EDITION", "2021-03-04", "FINAL EDITION"),
        ("March 4, 2021 Thursday 3:04 PM GMT", "2021-03-04", ""),
        ("March 4, 2021 Thursday 3:04 PM EST, Web Edition", "2021-03-04", "Web Edition"),
        ("4. März 2021 Donnerstag, Deutschlandausgabe", "2021-03-04", "Deutschlandausgabe"),
        ("Torsdag 4 mars 2021", "2021-03-04", ""),
        ("czwartek 4 marca 2021", "2021-03-04", ""),
        ("osztorteko 4 March 2021", "2021-03-04", "osztorteko"),
        ("Spring 2016", "", ""),
        ("2016", "", ""),
        ("Winter 2015/2016", "", ""),
        ("January/February 2016", "", ""),
    ],
)
def test_a_date_line_gives_its_day_and_the_rest_is_listed(read, line, day, rest):
    found = read(story(["Ferry Late Again", "Harbour Post", line]), story())
    assert facts(found)[0] == ("Harbour Post", day, "Ferry Late Again")
    if rest:
        assert removed(found)[rest] == "in the date line"
    if not day:
        assert [p.severity for p in found.reading.problems] == ["warning"]
        assert removed(found)[line] == "in the date line"


def test_a_headline_that_begins_with_a_day_is_no_date_line(read):
    head = ["Nine things to know about the fourth", *HEAD[1:]]
    assert facts(read(story(head)))[0] == ("Harbour Post", "2021-03-04", head[0])
    assert day_and_rest("March came and went without a word") == ("", "")


@pytest.mark.parametrize("lines", [["\n Correction Appended"], ["Correction Appended"], []])
def test_the_outlet_under_the_headline_stays_where_no_day_is_known(read, lines):
    found = read(story([*HEAD[:2], *lines]), outlet="Another Paper")
    assert facts(found) == [("Harbour Post", "", "Ferry Late Again")]


def test_a_month_in_the_headline_is_not_the_date_where_a_day_follows(read):
    found = read(story(["Budget", "December 2020", "Harbour Post", "March 4, 2021 Thursday"]))
    assert facts(found) == [("Harbour Post", "2021-03-04", "Budget December 2020")]


def test_an_outlet_among_several_lines_without_a_date_is_told(read):
    found = read(story(["Ferry Late", "Harbour Post", "Soon", "First Edition"]))
    assert facts(found) == [("Harbour Post", "", "Ferry Late")]
    assert [p.value for p in found.reading.problems] == ["Harbour Post", "Soon"]
    assert removed(found)["First Edition"] == "above the body"


def test_a_correction_beside_the_day_costs_nothing(read):
    found = read(story([*HEAD[:2], "March 4, 2021 Thursday\n Correction Appended"]))
    assert facts(found) == [("Harbour Post", "2021-03-04", "Ferry Late Again")]
    assert removed(found)["Correction Appended"] == "above the body"


@pytest.mark.parametrize(
    "lines", [["Harbour Post Blogs", "(Green)"], ["Harbour Post Blogs\n(Green)"]]
)
def test_the_name_of_a_blog_is_not_the_outlet(read, lines):
    found = read(story([HEAD[0], *lines, HEAD[2]]))
    assert facts(found) == [("Harbour Post Blogs", "2021-03-04", "Ferry Late Again")]
    assert removed(found)["(Green)"] == "behind the publication"


def test_text_and_author_are_names_of_body_and_byline(read):
    lines = story(labels=["Author: Ann Reed"])
    lines[lines.index("Body")] = "Text"
    found = read(lines)
    assert found.articles[0].piece.cells["author"] == "Ann Reed"
    assert found.articles[0].piece.text == "Ferry Late Again\n\nThe ferry was late."


@pytest.mark.parametrize(
    "label",
    ["Byline: Ann Reed\nHighlight: Late again.", "Byline: Ann Reed  Highlight: Late again."],
)
def test_a_highlight_in_the_paragraph_of_the_byline_is_no_author(read, label):
    found = read(story(labels=[label]))
    assert found.articles[0].piece.cells["author"] == "Ann Reed"
    assert removed(found)["Highlight: Late again."] == "highlight"


def test_a_byline_of_two_lines_is_one_author(read):
    found = read(story(labels=["Byline: Ann Reed\nand Bo Lund"]))
    assert found.articles[0].piece.cells["author"] == "Ann Reed and Bo Lund"


@pytest.mark.parametrize(
    "end", ["Load-Date: March 5, 2021\nEnd of Document", "Load-Date: March 5, 2021 End of Document"]
)
def test_the_end_in_the_paragraph_of_the_load_date_ends_an_article(read, end):
    found = read(story(tail=[end]), story(["Second Story", *HEAD[1:]]))
    assert [title for _, _, title in facts(found)] == ["Ferry Late Again", "Second Story"]
    assert "Load-Date: March 5, 2021" in removed(found)


def test_articles_without_an_end_between_them_are_not_made_one(read):
    found = read(story(tail=TAIL[:1]), story(["Second Story", *HEAD[1:]]))
    assert [title for _, _, title in facts(found)] == ["Ferry Late Again", "Second Story"]


def test_addresses_below_the_text_are_its_address_and_no_text(read):
    found = read(
        story(
            body=[
                "It was late.",
                "See https://a.example/x for more.",
                "\nhttps://a.example/1",
                "www.a.example",
            ]
        )
    )
    article = found.articles[0].piece
    assert article.text.endswith("See https://a.example/x for more.")
    assert article.cells["url"] == "https://a.example/1"
    assert {"\nhttps://a.example/1", "www.a.example"} <= set(removed(found))


def test_a_cover_page_ends_where_its_first_title_stands_again(read):
    cover = [
        "User Name: ANN", "Date and Time: Monday, March 8, 2021", "Job Number: 1", "Documents (3)",
        "1. Ferry Late Again", "Client/Matter: -None-", "Search Terms: ferry", "2. Second Story",
    ]  # fmt: skip
    found = read(
        [*cover, *story([*HEAD[:2], "Correction Appended"])], story(["Second Story", *HEAD[1:]])
    )
    assert facts(found)[0] == ("Harbour Post", "", "Ferry Late Again")
    assert found.reading.announced == {"in.docx": 3}
    assert [e.reason for e in found.reading.removed].count("cover page") == len(cover)


def test_a_list_of_titles_says_how_many_articles_a_file_has(read):
    cover = [
        "User Name: ANN",
        "1. Ferry Late Again",
        "Client/Matter: -None-",
        "2. Second",
        "3. Third",
    ]
    assert read([*cover, *story()]).reading.announced == {"in.docx": 3}
    assert read(story(body=["1. One reason.", "2. Another."])).reading.announced == {}


def test_files_of_one_name_in_several_zips_have_ids_of_their_own(tmp_path):
    for name in ("a.zip", "B.ZIP"):
        with zipfile.ZipFile(tmp_path / name, "w") as out:
            out.writestr("Files.DOCX", word_file(story([f"Story {name}", *HEAD[1:]])))
    (tmp_path / "broken.zip").write_bytes(b"PK no zip")
    with pytest.raises(CorpusError, match=r"broken.zip: damaged zip"):
        read_source(Asked("", str(tmp_path)))
    found = read_source(Asked("", str(tmp_path)), skip_bad=True)
    assert {a.piece.cells["id"] for a in found.articles} == {"a.zip/Files-1", "B.ZIP/Files-1"}
    assert found.asked.format == "nexis-docx"


WORDS = st.text("abcdefg ABC.", min_size=1, max_size=30).filter(str.strip)
ODD = st.sampled_from(
    [
        "March 4, 2021",
        "Correction Appended",
        "Spring 2016",
        "4. März 2021, Late",
        "(Green)",
        "Text Ed.",
    ]
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(WORDS, WORDS, ODD, st.booleans()), min_size=1, max_size=4))
def test_every_article_is_in_the_corpus_or_in_the_list(read, made):
    stories = [
        story(
            [title, outlet, line],
            tail=TAIL if ended else ["Load-Date: March 5, 2021\nEnd of Document"],
        )
        for title, outlet, line, ended in made
    ]
    try:
        found = read(*stories)
    except CorpusError as error:
        rows = set(error.problems.query("severity == 'error'")["row"])
        assert rows
        return
    assert len(found.articles) + found.left_out == len(stories)
    assert [a.piece.text for a in found.articles] == [
        f"{t}\n\nThe ferry was late." for t, *_ in made
    ]


POST, ECHO = ("The Harbour Post", "2021-03-04"), ("North Bank Echo", "2021-03-04")


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("01-nexis-edition", [POST, ECHO, POST]),
        ("02-nexis-outlet-option-drops-dates", [POST, ECHO]),
        ("04-nexis-correction-appended", [("The Harbour Post", ""), ECHO]),
        ("05-nexis-byline-with-highlight", [POST, ECHO]),
        ("07-nexis-address-below-body", [POST, ECHO]),
    ],
)
def test_the_cases_of_real_files(case, expected):
    found = read_source(Asked("nexis-docx", str(CASES / f"import-{case}" / "in.docx"), outlet="X"))
    assert [(a.piece.cells["outlet"], a.day) for a in found.articles] == expected
    assert [a.piece.cells["author"] for a in found.articles][:2] == ["Ann Reed", "Bo Lund"]
    assert not any("http" in a.piece.text for a in found.articles)


def test_the_case_of_a_folder_of_zips():
    found = read_source(Asked("nexis-docx", str(CASES / "import-08-nexis-folder-of-zips" / "in")))
    assert [a.piece.place.file for a in found.articles] == [
        "batch0.ZIP/Files0.DOCX",
        "batch1.ZIP/Files1.DOCX",
    ]


@pytest.mark.parametrize(
    "odd", ["\n" * 20_000, "\xa0" * 20_000 + "x", "End of Document " * 2_000, "1 " * 20_000]
)
def test_odd_paragraphs_take_no_time(read, odd):
    start = time.process_time()
    found = read(
        story([HEAD[0], HEAD[1], odd, HEAD[2]], body=[odd, "The ferry was late."]), story()
    )
    assert len(found.articles) == 2
    assert time.process_time() - start < 3
