"""Pages of Factiva from interfaces in other languages, wrapped, nested, and with two names of one paper."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus.archives import Asked, read_source
from analysis.corpus.problems import CorpusError

CASES = Path(__file__).parent / "cases"
# words, day, language of the text, document: as the interface in each language says them
INTERFACES = {
    "English": ("27 words", "4 March 2021", "English", "Document "),
    "German": ("27 Wörter", "4. März 2021", "Englisch", "Dokument "),
    "Chinese": ("27 字", "2021 年 3 月 4 日", "英语", "文件 "),
    "Chinese without spaces": ("1,027字", "2021年3月4日", "英语", "文件"),
    "Russian": ("27 слов", "4 марта 2021", "Английский", "Документ "),
}


def page(*articles):
    return f"<html><head><title>Factiva</title></head><body>{'<br/>'.join(articles)}</body></html>"


def article(
    number,
    interface="English",
    *,
    outlet="Harbour Post",
    code="HARBP",
    body="It was late.",
    clock="",
):
    words, day, language, document = INTERFACES[interface]
    lines = [
        words,
        day,
        *([clock] if clock else []),
        outlet,
        code,
        language,
        "Copyright 2021 Harbour",
    ]
    return (
        f'<div id="article-{number}" class="article"><div class="article enArticle"><p>\n</p>'
        '<div id="hd"><span class="enHeadline">Ferry Late</span>\n</div><div class="author">Ann Reed </div>'
        + "".join(f"<div>{line}</div>" for line in lines)
        + f'<p class="articleParagraph enarticleParagraph">{body}</p><p>Harbour</p>'
        f"<p>{document}{number}</p></div></div>"
    )


@pytest.fixture
def read(tmp_path):
    def run(html):
        path = tmp_path / "Factiva.html"
        path.write_text(html, encoding="utf-8")
        return read_source(Asked("", str(path)))

    return run


def outcome(attempt):
    """Return the texts of what was read, or the errors."""
    try:
        return "|".join(article.piece.text for article in attempt().articles)
    except CorpusError as error:
        return str(error)


def number(k):
    return f"HARBP00020210304eh34{k:05}"


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("clock", ["", "13:41"])
def test_the_language_of_the_interface_does_not_matter(read, interface, clock):
    found = read(page(*(article(number(k), interface, clock=clock) for k in range(3))))
    assert found.asked.format == "factiva-html"
    for k, one in enumerate(found.articles):
        cells = one.piece.cells
        assert cells["id"] == number(k)
        assert (cells["outlet"], one.day, cells["language"], cells["author"]) == (
            "Harbour Post", "2021-03-04", "en", "Ann Reed",
        )  # fmt: skip
        assert one.piece.text == "Ferry Late\n\nIt was late."


def test_a_page_without_the_number_of_words_is_read_by_its_day(read):
    found = read(page(article(number(1)).replace("<div>27 words</div>", "")))
    assert (found.articles[0].piece.cells["outlet"], found.articles[0].day) == (
        "Harbour Post",
        "2021-03-04",
    )


def test_two_names_of_one_source_are_told_side_by_side(read):
    found = read(
        page(article(number(1)), article(number(2), outlet="The Harbour Post"), article(number(3)))
    )
    told = [p for p in found.reading.problems if "one source has 2 names" in p.problem]
    assert [p.value for p in told] == ["HARBP"]
    assert "'Harbour Post' (2), 'The Harbour Post' (1)" in told[0].problem


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "p", "div class='article'"])
def test_nested_or_unclosed_tags_are_read_or_refused_in_time(read, tag):
    start = time.process_time()
    for deep in (f"<{tag}>" * 3_000, f"<{tag}>" * 16_000):
        told = outcome(lambda: read(page(article(number(1), body=f"{deep}deep"))))  # noqa: B023
        assert "nested more than" in told or "deep" in told
    assert time.process_time() - start < 8


def test_many_comments_take_no_longer_than_text(read):
    start = time.process_time()
    assert len(read(page(article(number(1), body="<!-- x -->" * 16_000 + "late."))).articles) == 1
    assert time.process_time() - start < 5


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from([*INTERFACES]), st.text("abc ", max_size=9)),
        min_size=1,
        max_size=4,
    )
)
def test_every_article_of_a_page_is_in_the_corpus_or_told(read, made):
    html = page(
        *(article(number(k), interface, body=body) for k, (interface, body) in enumerate(made))
    )
    texts = [" ".join(body.split()) for _, body in made]
    empty = [k for k, text in enumerate(texts, 1) if not text]
    told = outcome(lambda: read(html))
    assert told.count("the text is empty") == len(empty)
    if not empty:
        assert told.split("|") == [f"Ferry Late\n\n{text}" for text in texts]


def test_the_case_of_a_wrapped_page():
    found = read_source(
        Asked("", str(CASES / "import-11-factiva-language-in-wrapped-page" / "in.html"))
    )
    assert [a.piece.cells["language"] for a in found.articles] == ["en"] * 3
