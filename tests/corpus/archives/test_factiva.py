"""Pages as Factiva saves them, written by hand after the public descriptions of the format."""

import pytest
from bs4 import BeautifulSoup

PARAGRAPHS = ["The mayor said “no” & left.", "It costs < 7 million,\xa0she added."]


def coded(
    number="LBA0000020161214ecce0001",
    *,
    body="",
    title="Mayor &amp; Council: <b>No</b>",
    source="Reuters News",
):
    body = body or (
        '<p class="articleParagraph enarticleParagraph">The mayor said\n  &ldquo;no&rdquo; &amp; left.\n</p>'
    )
    rows = {
        "SE": "World", "HD": f'<span class="enHeadline">{title}</span>', "BY": "By Ann Example",
        "WC": "12 words", "PD": "14 December 2016", "ET": "10:15", "SN": source, "SC": "LBA",
        "LA": "English", "CY": "(c) 2016 Example Limited", "LP": body,
        "TD": '<p class="articleParagraph">It costs &lt; 7 million,&nbsp;she added.</p>',
        "IN": "i1 : Industry", "AN": f"Document {number}",
    }  # fmt: skip
    cells = "".join(
        f"<tr><td><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>" for code, cell in rows.items()
    )
    return f'<div class="article enArticle"><p><table>{cells}</table></div>'


def plain(number="LBA1", *, clock="<div>10:15</div>"):
    return (
        '<div class="article enArticle"><div id="hd"><span class="enHeadline">Mayor Says No</span></div>'
        '<div class="author">By Ann Example</div><div>12 words</div><div>14 December 2016</div>'
        f"{clock}<div>Reuters News</div><div>LBA</div><div>English</div><div>(c) 2016 Example</div>"
        '<p class="articleParagraph enarticleParagraph">One.</p><p class="articleParagraph">Two.</p>'
        f"<p>Document {number}</p></div>"
    )


def page(*articles, head="<title>Factiva</title>"):
    middle = "<hr>".join(articles)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><p>Search: mayor</p>{middle}</body></html>"
    )


@pytest.fixture
def saved(tmp_path, imported):
    def run(html, *words):
        path = tmp_path / "Factiva.html"
        path.write_bytes(html if isinstance(html, bytes) else html.encode())
        return imported("factiva-html", path, *words)

    return run


def test_an_article_with_codes_has_its_parts(saved):
    done = saved(page(coded()))
    assert done.code == 0, done.err
    row = done.articles.loc["LBA0000020161214ecce0001"]
    assert row[["outlet", "title", "author", "language"]].tolist() == [
        "Reuters News", "Mayor & Council: No", "By Ann Example", "en",
    ]  # fmt: skip
    assert str(row["date"].date()) == "2016-12-14"


def test_the_text_is_what_a_browser_shows_paragraph_by_paragraph(saved):
    (text,) = saved(page(coded())).texts.values()
    assert text == "\n\n".join(["Mayor & Council: No", *PARAGRAPHS])


def test_all_other_fields_are_listed(saved):
    done = saved(page(coded()))
    removed = [(entry["reason"], entry["text"]) for entry in done.removed]
    assert removed == [
        ("SE", "World"), ("WC", "12 words"), ("ET", "10:15"), ("SC", "LBA"),
        ("CY", "(c) 2016 Example Limited"), ("IN", "i1 : Industry"),
        ("not shown by a browser", "<head><title>Factiva</title></head>"),
        ("outside of the articles", "Search: mayor"),
    ]  # fmt: skip
    assert done.record["removed"]["CY"] == 1


@pytest.mark.parametrize("clock", ["", "<div>10:15</div>", "<div>10:15 GMT</div>"])
def test_an_article_without_codes_is_read_by_the_order_of_its_lines(saved, clock):
    done = saved(page(plain(clock=clock)))
    assert done.code == 0, done.err
    row = done.articles.loc["LBA1"]
    named = ["outlet", "title", "author", "language"]
    assert row[named].tolist() == ["Reuters News", "Mayor Says No", "By Ann Example", "en"]
    assert done.texts == {"LBA1": "Mayor Says No\n\nOne.\n\nTwo."}
    assert "12 words" in [entry["text"] for entry in done.removed]


def test_several_articles_and_several_pages(tmp_path, imported):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "1.html").write_text(page(coded("A1"), coded("A2")))
    (tmp_path / "x" / "2.HTM").write_text(page(plain("A3")))
    assert list(imported("factiva-html", tmp_path / "x").texts) == ["A1", "A2", "A3"]


def test_the_same_article_on_two_pages_is_told(tmp_path, imported):
    (tmp_path / "x").mkdir()
    for name in ("1.html", "2.html"):
        (tmp_path / "x" / name).write_text(page(coded("A1")))
    done = imported("factiva-html", tmp_path / "x")
    assert done.code == 1
    assert "2.html, row 1, column \"id\": value 'A1': the id of 1.html, row 1 already" in done.err
    assert list(imported("factiva-html", tmp_path / "x", "--skip-bad").texts) == ["A1"]


def test_scripts_styles_and_comments_are_no_text(saved):
    body = (
        "<p>Fine<script>alert(1)</script> text<style>p{}</style><!-- hidden -->.</p>"
        "<p>&lt;script&gt;shown&lt;/script&gt;</p><p>a<br>b</p>between<p></p>"
    )
    done = saved(page(coded("A1", body=body)))
    expected = [
        "Mayor & Council: No",
        "Fine text.",
        "<script>shown</script>",
        "a\nb",
        "between",
        PARAGRAPHS[1],
    ]
    assert done.texts["A1"] == "\n\n".join(expected)
    unshown = [e["text"] for e in done.removed if e["reason"] == "not shown by a browser"]
    assert unshown[:2] == ["<script>alert(1)</script>", "<style>p{}</style>"]


@pytest.mark.parametrize(
    "layout", [coded("A1", body="alpha <b>beta</b><div>gamma</div>delta"), plain("A1", clock="")]
)
def test_every_word_of_a_page_is_in_the_corpus_or_in_the_list(saved, layout):
    stray = "<div>epsilon <b>zeta</b> eta<p>theta</p><!-- iota --></div>kappa</div>"
    done = saved(page(layout.removesuffix("</div>") + stray))
    row = done.articles.reset_index().iloc[0]
    removed = [word for entry in done.removed for word in entry.values()]
    known = " ".join([*map(str, row.tolist()), *removed])
    known = known.replace("<", " ").replace(">", " ").replace("--", " ").split()
    soup = BeautifulSoup(page(layout.removesuffix("</div>") + stray), "html.parser")
    words = {word for text in soup.find_all(string=True) for word in str(text).split()} - {
        "html",
        "<",
    }
    left = words - set(known)
    named = {"HD", "BY", "SN", "PD", "AN", "LA", "LP", "TD"}  # what was taken from them is kept
    assert left <= named | {"14", "December", "2016", "English", "Document"}
    assert {"alpha", "beta", "gamma", "delta"} & words <= set(row["text"].split())


def test_markup_as_a_name_stays_a_name(saved):
    done = saved(page(coded("A1", source="&lt;img src=x onerror=alert(1)&gt;", title="=1+1")))
    assert done.articles.loc["A1", ["outlet", "title"]].tolist() == [
        "<img src=x onerror=alert(1)>",
        "=1+1",
    ]


def test_an_article_without_text_or_number_is_told(saved):
    done = saved(
        page('<div class="article enArticle"><table><tr><td>HD</td><td>T</td></tr></table></div>')
    )
    assert done.code == 1
    for column in ("id", "outlet", "text"):
        assert f'Factiva.html, row 1, column "{column}"' in done.err


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Something else</p>", "holds no article"),
        ("", "holds no article"),
        (page(coded(body="<p>a\0b</p>")), "NUL"),
        (page(coded(body="<p>a\ufdd0b</p>")), "NUL"),
        (b"%PDF-1.4", "is a PDF document"),
    ],
)
def test_what_is_no_page_of_factiva_is_told(saved, html, said):
    done = saved(html)
    assert done.code == 1
    assert said in done.err


@pytest.mark.parametrize("start", ['<?xml version="1.0" encoding="utf-8"?>\n', "\ufeff", "\r\n"])
def test_what_stands_before_the_page_changes_nothing(saved, start):
    done = saved(start + page(coded("A1")))
    assert done.texts["A1"] == "\n\n".join(["Mayor & Council: No", *PARAGRAPHS])
    assert done.err == ""


def test_an_address_instead_of_a_page_is_no_article(saved):
    assert "holds no article" in saved("page.html").err


def test_deep_nesting_does_not_stop_it(saved):
    body = "<div>" * 3000 + "deep" + "</div>" * 3000
    assert "deep" in saved(page(coded("A1", body=body))).texts["A1"]


def test_a_page_in_another_encoding_is_read_or_asked_about(saved):
    html = page(coded("A1", body="<p>Die Bürger müssen über die Straße gehen, größer.</p>"))
    done = saved(html.encode("cp1252"))
    assert done.code == 0, done.err
    assert "größer" in done.texts["A1"]
    assert "not UTF-8, read as cp1252" in done.err
